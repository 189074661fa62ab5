import { describe, expect, test } from "vitest";
import { atLeast, atMost } from "../../../conformance/statistics/binomial.ts";
import { lowerBound } from "../../../conformance/statistics/interval.ts";
import { empirical, judgeQuantile, samplesNeeded } from "../../../conformance/statistics/quantile.ts";

const P95 = { quantile: 0.95, confidence: 0.95 };
const P99 = { quantile: 0.99, confidence: 0.95 };
/** "FNMR ≤ 3 %" is the claim that the 97 % quantile of a 0/1 error is 0. */
const FNMR3 = { quantile: 0.97, confidence: 0.95 };

describe("sample sizes are those of the published tables", () => {
  test.each([
    [P95, 0, 59],
    [P95, 1, 93],
    [P95, 2, 124],
    [P95, 5, 208],
    [P99, 0, 299],
    [P99, 1, 473],
    [P99, 2, 628],
    [FNMR3, 0, 99],
    [FNMR3, 1, 157],
    [FNMR3, 2, 208],
    [FNMR3, 3, 257],
    [FNMR3, 5, 348],
    [FNMR3, 10, 562],
    [{ quantile: 0.9, confidence: 0.95 }, 0, 29],
    [{ quantile: 0.9999, confidence: 0.95 }, 0, 29_956],
  ])("%o with %i exceeding takes %i samples", (claim, exceeding, samples) => {
    expect(samplesNeeded(exceeding, claim)).toBe(samples);
  });
});

describe("a quantile claim", () => {
  test("is shown by 59 samples within the limit, and open with one less", () => {
    expect(judgeQuantile(59, 0, P95)).toEqual({ is: "shown" });
    expect(judgeQuantile(58, 0, P95)).toEqual({ is: "open", more: 1 });
  });
  test("says how many more samples would decide", () => {
    expect(judgeQuantile(59, 1, P95)).toEqual({ is: "open", more: 34 });
    expect(judgeQuantile(59, 2, P95)).toEqual({ is: "open", more: 65 });
  });
  test("is refuted when a product at the limit would hardly ever exceed so often", () => {
    expect(judgeQuantile(59, 59, P95)).toEqual({ is: "refuted" });
    expect(judgeQuantile(59, 7, P95)).toEqual({ is: "refuted" });
    expect(judgeQuantile(59, 6, P95).is).toBe("open");
    expect(atLeast(7, 59, 0.05)).toBeLessThanOrEqual(0.05);
    expect(atLeast(6, 59, 0.05)).toBeGreaterThan(0.05);
  });
});

test("nine of ten passes a reader of 90 % with a probability of 73.6 %", () => {
  expect(atLeast(9, 10, 0.9)).toBeCloseTo(0.7361, 4);
  expect(atLeast(9, 10, 0.8)).toBeCloseTo(0.3758, 4);
  expect(1 - atLeast(9, 10, 0.97)).toBeCloseTo(0.0345, 4);
});

test("the binomial sums to one and agrees with itself from both ends", () => {
  for (const [trials, rate] of [
    [10, 0.5],
    [59, 0.05],
    [348, 0.03],
  ] as const) {
    expect(atMost(trials, trials, rate)).toBe(1);
    for (let k = 0; k < trials; k += 7)
      expect(atMost(k, trials, rate) + atLeast(k + 1, trials, rate)).toBeCloseTo(1, 12);
  }
});

test("285 of 300 is at least 92.4 % and 294 of 300 at least 96 % with 95 % confidence", () => {
  expect(lowerBound(285, 300, 0.95)).toBeCloseTo(0.924, 3);
  expect(lowerBound(294, 300, 0.95)).toBeGreaterThan(0.96);
  expect(lowerBound(8, 8, 0.95)).toBeCloseTo(0.6877, 4);
  expect(lowerBound(0, 8, 0.95)).toBe(0);
});

test("an empirical quantile is one of the samples", () => {
  expect(empirical([], 0.95)).toBeUndefined();
  expect(empirical([5], 0.95)).toBe(5);
  expect(empirical([4, 1, 3, 2], 0.5)).toBe(2);
  expect(
    empirical(
      Array.from({ length: 100 }, (_, i) => i + 1),
      0.95,
    ),
  ).toBe(95);
});
