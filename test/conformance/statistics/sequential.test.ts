import { describe, expect, test } from "vitest";
import {
  fixedCharacteristic,
  NINE_OF_TEN,
  quantileCharacteristic,
  sequentialCharacteristic,
  smallestFixedPlan,
  waldTrials,
} from "../../../conformance/statistics/characteristic.ts";
import { judgeQuantile } from "../../../conformance/statistics/quantile.ts";
import { alternativesOf, likelihoodRatio, sequentialRate } from "../../../conformance/statistics/sequential.ts";

/** A reader that reads 97 of 100 cards against one that reads 90. */
const READS = { good: 0.03, bad: 0.1, producer: 0.05, consumer: 0.05 };

describe("97 % against 90 %, each risk 5 %", () => {
  test("takes about 72 taps for a good reader and 50 for a bad one by Wald's formula", () => {
    expect(Math.floor(waldTrials(READS, "good"))).toBe(72);
    expect(Math.floor(waldTrials(READS, "bad"))).toBe(50);
  });
  test("a plan of a fixed number takes 129, passed with at most 7 failures", () => {
    expect(smallestFixedPlan(READS)).toEqual({ trials: 129, failures: 7 });
  });
  test("counted exactly it keeps both risks, and takes far fewer taps than the fixed plan", () => {
    const [good, bad] = [sequentialCharacteristic(READS, 0.03), sequentialCharacteristic(READS, 0.1)];
    expect(1 - good.passed).toBeLessThanOrEqual(0.05);
    expect(bad.passed).toBeLessThanOrEqual(0.05);
    expect(good.trials).toBeGreaterThan(70);
    expect(good.trials).toBeLessThan(85);
    expect(bad.trials).toBeGreaterThan(45);
    expect(bad.trials).toBeLessThan(65);
  });
  test("stops as soon as it may", () => {
    expect(sequentialRate(39, 0, READS)).toEqual({ is: "open", more: 1 });
    expect(sequentialRate(40, 0, READS)).toEqual({ is: "accepted" });
    expect(sequentialRate(2, 2, READS)).toEqual({ is: "open", more: 72 });
    expect(sequentialRate(3, 3, READS)).toEqual({ is: "rejected" });
  });
});

const P95 = { quantile: 0.95, confidence: 0.95, plan: "sequential" } as const;

describe("a quantile that is looked at after every sample", () => {
  test("is shown by 73 samples within the budget, and refuted by three at once beyond it", () => {
    expect(judgeQuantile(72, 0, P95)).toEqual({ is: "open", more: 1 });
    expect(judgeQuantile(73, 0, P95)).toEqual({ is: "shown" });
    expect(judgeQuantile(2, 2, P95).is).toBe("open");
    expect(judgeQuantile(3, 3, P95)).toEqual({ is: "refuted" });
  });
  test("ever ends wrongly for a product at the limit with a probability of at most 5 %, on either side", () => {
    let open = new Map([[0, 1]]);
    const ended = { shown: 0, refuted: 0 };
    for (let samples = 1; samples <= 250; samples++) {
      const next = new Map<number, number>();
      for (const [exceeding, weight] of open)
        for (const [count, share] of [
          [exceeding, weight * 0.95],
          [exceeding + 1, weight * 0.05],
        ] as const) {
          const { is } = judgeQuantile(samples, count, P95);
          if (share < 1e-9) continue;
          if (is === "open") next.set(count, (next.get(count) ?? 0) + share);
          else ended[is] += share;
        }
      open = next;
    }
    expect(ended.shown).toBeLessThanOrEqual(0.05);
    expect(ended.refuted).toBeLessThanOrEqual(0.05);
    expect(ended.shown).toBeGreaterThan(0.02);
    expect(ended.refuted).toBeGreaterThan(0.02);
  });
  test("is played against rates that its quantile sets", () => {
    const { good, limit, bad } = alternativesOf(P95);
    expect(good).toBeCloseTo(0.01, 12);
    expect(limit).toBeCloseTo(0.05, 12);
    expect(bad).toBeCloseTo(0.2, 12);
    expect(alternativesOf({ quantile: 0.5 }).bad).toBe(0.5);
    expect(likelihoodRatio(10, 1, 0.2, 0.2)).toBe(1);
    expect(likelihoodRatio(1, 1, 0.2, 0.05)).toBeCloseTo(4, 12);
  });
});

describe("operating characteristics", () => {
  test("of nine of ten: a reader of 90 % passes with 73.6 %, where the sequential plan and the fixed one pass it with 5 %", () => {
    const { trials, failures } = NINE_OF_TEN;
    expect(fixedCharacteristic(trials, failures, 0.1).passed).toBeCloseTo(0.7361, 4);
    expect(sequentialCharacteristic(READS, 0.1).passed).toBeLessThanOrEqual(0.05);
    expect(fixedCharacteristic(129, 7, 0.1).passed).toBeLessThanOrEqual(0.05);
    expect(fixedCharacteristic(129, 7, 0)).toEqual({ rate: 0, passed: 1, trials: 129 });
  });
  test("of a quantile that is looked at after each sample: at the limit it passes with no more than its risk", () => {
    expect(quantileCharacteristic(P95, 0)).toEqual({ rate: 0, passed: 1, trials: 73 });
    const [good, limit, bad] = [0.01, 0.05, 0.2].map((rate) => quantileCharacteristic(P95, rate));
    expect(good?.passed).toBeGreaterThan(0.9);
    expect(limit?.passed).toBeLessThanOrEqual(0.05);
    expect(limit?.passed).toBeGreaterThan(0.02);
    expect(bad?.passed).toBeLessThan(0.001);
    expect(bad?.trials).toBeLessThan(good?.trials ?? 0);
  });
  test("fall as products get worse", () => {
    for (const of of [
      (rate: number) => fixedCharacteristic(59, 0, rate).passed,
      (rate: number) => sequentialCharacteristic(READS, rate).passed,
      (rate: number) => quantileCharacteristic(P95, rate).passed,
    ]) {
      const passed = [0, 0.05, 0.1, 0.2].map(of);
      expect(passed).toEqual([...passed].sort((a, b) => b - a));
    }
  });
});
