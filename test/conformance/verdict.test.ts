import { describe, expect, test } from "vitest";
import { count, exitStatus, isEmitted, VERDICTS, type Verdict, worst } from "../../conformance/verdict.ts";

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
