import { expect, test } from "vitest";
import {
  clopperPearson,
  RULE_OF_30,
  signTest,
  upperBound,
  wilson,
  withoutErrors,
} from "../../../conformance/statistics/interval.ts";

/** From the tables of Newcombe, Statistics in Medicine 17 (1998), table I, methods 3 and 5: 81 of 263, 15 of 148, 0 of 20, 1 of 29. */
const NEWCOMBE = [
  [81, 263, [0.2553, 0.3662], [0.2527, 0.3676]],
  [15, 148, [0.0624, 0.1605], [0.0578, 0.1617]],
  [0, 20, [0, 0.1611], [0, 0.1684]],
  [1, 29, [0.0061, 0.1718], [0.0009, 0.1776]],
] as const;

test.each(NEWCOMBE)("%i of %i is bounded as in the published tables", (successes, trials, byWilson, byClopper) => {
  const [score, exact] = [wilson(successes, trials, 0.95), clopperPearson(successes, trials, 0.95)];
  expect(score.lower).toBeCloseTo(byWilson[0], 4);
  expect(score.upper).toBeCloseTo(byWilson[1], 4);
  expect(exact.lower).toBeCloseTo(byClopper[0], 4);
  expect(exact.upper).toBeCloseTo(byClopper[1], 4);
});

test("of nothing nothing is known", () => {
  expect(wilson(0, 0, 0.95)).toEqual({ lower: 0, upper: 1 });
});

test("a confidence without its quantile is refused", () => {
  expect(() => wilson(1, 2, 0.8)).toThrow(RangeError);
});

test("the rule of three: no error of 99 is at most 3 %, none of 29,956 at most 1 in 10,000", () => {
  expect(withoutErrors(99, 0.95)).toBeCloseTo(0.0298, 4);
  expect(withoutErrors(99, 0.95)).toBeLessThanOrEqual(0.03);
  expect(withoutErrors(98, 0.95)).toBeGreaterThan(0.03);
  expect(withoutErrors(29_956, 0.95)).toBeLessThanOrEqual(1e-4);
});

test("the rule of thirty: with 30 errors the rate is within some 30 %", () => {
  const trials = 100_000;
  expect(upperBound(RULE_OF_30, trials, 0.95) / (RULE_OF_30 / trials)).toBeLessThan(1.4);
  expect(wilson(RULE_OF_30, trials, 0.9).upper / (RULE_OF_30 / trials)).toBeLessThan(1.36);
});

test("the sign test knows chance from a difference", () => {
  expect(signTest(0, 0)).toBe(1);
  expect(signTest(5, 5)).toBe(1);
  expect(signTest(10, 0)).toBeCloseTo(2 / 1024, 12);
  expect(signTest(0, 10)).toBeCloseTo(2 / 1024, 12);
  expect(signTest(8, 2)).toBeCloseTo(0.109375, 12);
});
