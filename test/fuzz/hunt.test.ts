import { describe, expect, test } from "vitest";
import { ANSWERS, FILES } from "../../simulator/card/answers.data.ts";
import { hunt } from "./hunt.ts";
import { PLANTED } from "./planted.ts";
import { preyOf } from "./survey.ts";

/** A slice of `npm run fuzz`. */
const prey = ["hanako", "child", "locked", "keyb"].map(preyOf);

describe("a card under twenty thousand commands in sequences", () => {
  test("answers each as the table of answers says", () => {
    const { apdus, findings, rows } = hunt(prey, { seed: 1, sequences: 20_000, step: 0 });
    expect(findings).toEqual([]);
    expect(apdus).toBeGreaterThanOrEqual(20_000);
    // Wandering alone comes by most of what the table has.
    expect(rows.size).toBeGreaterThan(0.75 * ANSWERS.length);
  });

  test("is asked the same by the same seed, and something else by another", () => {
    const rows = (seed: number) => [...hunt(prey, { seed, sequences: 500, step: 0 }).rows];
    expect(rows(7)).toEqual(rows(7));
    expect(rows(7)).not.toEqual(rows(8));
  });

  test.each(PLANTED.map((planted) => [planted.id, planted] as const))("is caught when %s", (_, planted) => {
    const broken = prey.map(({ card, contents }) => ({ card: planted.in(card), contents }));
    expect(hunt(broken, { seed: 1, sequences: 40_000, step: 0, mostFindings: 1 }).findings).toHaveLength(1);
  });
});

describe("the table of answers", () => {
  test("names every row and file once", () => {
    const ids = ANSWERS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(FILES.map(({ application, id }) => `${application}/${id}`)).size).toBe(FILES.length);
  });

  test("opens files only by references of the same application", () => {
    for (const { application, opens } of FILES.filter(({ opens }) => opens !== "free"))
      for (const key of opens)
        expect(FILES.find((file) => file.application === application && file.id === key)?.kind).toMatch(
          /^(reference|authority)$/,
        );
  });
});
