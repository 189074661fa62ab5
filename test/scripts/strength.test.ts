import { expect, test } from "vitest";
import { strengthOfBuiltIn } from "../../scripts/strength-of-built-in.ts";

test("every mutant dies for the reason expected of it, every legal variant lives, and every case keeps its promises", async () => {
  const { mutants, benign, brokenPromises } = await strengthOfBuiltIn(1);
  const survivors = mutants.filter(({ killed, rightReason }) => !killed || !rightReason);
  expect(survivors).toEqual([]);
  expect(benign.filter(({ spared }) => !spared)).toEqual([]);
  expect(brokenPromises).toEqual([]);
  expect(mutants.length).toBeGreaterThanOrEqual(11);
  expect(benign.length).toBeGreaterThanOrEqual(6);
}, 400_000);
