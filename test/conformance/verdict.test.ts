import { describe, expect, test } from "vitest";
import {
  count,
  exitStatus,
  isEmitted,
  VERDICT_NAMES,
  VERDICTS,
  type Verdict,
  worst,
} from "../../conformance/verdict.ts";

const run = (verdicts: readonly Verdict[], planned = 10, emitted = 10) => ({
  planned,
  emitted,
  verdicts: count(verdicts),
});

describe("the exit status", () => {
  test.each<[Verdict, number, number]>([
    ["pass", 0, 0],
    ["inapplicable", 0, 0],
    ["warn", 0, 3],
    ["review", 0, 3],
    ["fail", 1, 1],
    ["inconclusive", 3, 3],
    ["not-reached", 3, 3],
    ["setup", 3, 3],
    ["suite-error", 3, 3],
  ])("of a run with a %s is %i, and %i under --strict", (verdict, plain, strict) => {
    expect(exitStatus(run(["pass", verdict]))).toBe(plain);
    expect(exitStatus(run(["pass", verdict]), true)).toBe(strict);
  });
  test("says deviates when one case fails, whatever else could not be told", () => {
    expect(exitStatus(run([...VERDICTS]))).toBe(1);
  });
  test("is not 0 when nothing was emitted, even if nothing was planned", () => {
    expect(exitStatus(run(["inapplicable"], 0, 0))).toBe(3);
    expect(exitStatus(run(["fail"], 1, 0))).toBe(1);
  });
  test("is not 0 when fewer or more checks were emitted than planned", () => {
    expect(exitStatus(run(["pass"], 10, 9))).toBe(3);
    expect(exitStatus(run(["pass"], 10, 11))).toBe(3);
  });
});

describe("known failures", () => {
  const known = (...outcomes: readonly ("failed" | "stale" | "untold")[]) => outcomes.map((outcome) => ({ outcome }));
  test("excuse as many fails as failed as known, and no more", () => {
    const two = run(["pass", "fail", "fail"]);
    expect(exitStatus({ ...two, known: known("failed", "failed") })).toBe(0);
    expect(exitStatus({ ...two, known: known("failed", "untold") })).toBe(1);
    expect(exitStatus({ ...two, known: known("failed") })).toBe(1);
    expect(exitStatus({ ...run(["pass", "fail"]), known: [] })).toBe(1);
  });
  test("are wrong where one no longer fails, and of no account where nobody could tell", () => {
    expect(exitStatus({ ...run(["pass"]), known: known("stale") })).toBe(1);
    expect(exitStatus({ ...run(["pass", "fail"]), known: known("failed", "stale") })).toBe(1);
    expect(exitStatus({ ...run(["pass"]), known: known("untold") })).toBe(0);
    expect(exitStatus({ ...run(["pass", "setup"]), known: known("untold") })).toBe(3);
  });
  test("excuse no gap in the plan", () => {
    expect(exitStatus({ ...run(["pass"]), gaps: [1] })).toBe(3);
    expect(exitStatus({ ...run(["pass"]), gaps: [] })).toBe(0);
  });
});

test("every verdict has a name in both languages, and verdicts are counted by name", () => {
  expect(Object.keys(VERDICT_NAMES)).toEqual(VERDICTS);
  for (const { ja, en } of Object.values(VERDICT_NAMES))
    expect([ja, en]).toEqual([expect.stringMatching(/\S/), expect.stringMatching(/\S/)]);
  expect(count(["pass", "fail", "pass"])).toMatchObject({ pass: 2, fail: 1, warn: 0 });
});

test("the worst of nothing is not a pass", () => {
  expect(worst([])).toBe("not-reached");
  expect(worst(["pass", "warn", "pass"])).toBe("warn");
  expect(worst(["fail", "suite-error"])).toBe("suite-error");
});

test("only a verdict about the product counts as emitted", () => {
  expect(VERDICTS.filter(isEmitted)).toEqual(["fail", "inconclusive", "review", "warn", "pass"]);
});

test("there are nine verdicts", () => {
  expect(VERDICTS).toHaveLength(9);
});
