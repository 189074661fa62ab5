import { expect, test } from "vitest";
import { type Comparison, fmr, fnmr } from "../../../conformance/statistics/biometric.ts";
import { wilson } from "../../../conformance/statistics/interval.ts";

const HOW = { confidence: 0.95, draws: 2000, seed: 7 };

/** So many persons, each compared ten times with the own photograph; every tenth person never matches. */
const persons = (count: number): Comparison[] =>
  Array.from({ length: count }, (_, person) =>
    Array.from({ length: 10 }, () => ({
      probe: `p${person}`,
      reference: `p${person}`,
      score: person % 10 === 0 ? 0.2 : 0.9,
    })),
  ).flat();

test("errors are counted by kind of comparison and by threshold", () => {
  const comparisons = [
    { probe: "a", reference: "a", score: 0.4 },
    { probe: "a", reference: "b", score: 0.5 },
    { probe: "b", reference: "a", score: 0.6 },
    { probe: "b", reference: "b", score: 0.5 },
  ];
  expect(fnmr(comparisons, 0.5, HOW)).toMatchObject({ errors: 1, comparisons: 2, subjects: 2, rate: 0.5 });
  expect(fmr(comparisons, 0.5, HOW)).toMatchObject({ errors: 2, comparisons: 2, rate: 1, lower: 1, upper: 1 });
  expect(fmr(comparisons, 0.51, HOW)).toMatchObject({ errors: 1, rate: 0.5 });
});

test("errors that belong to persons make the interval as wide as the number of persons says, not that of comparisons", () => {
  const { lower, upper, rate, errors } = fnmr(persons(50), 0.5, HOW);
  expect([rate, errors]).toEqual([0.1, 50]);
  const [byPerson, byComparison] = [wilson(5, 50, 0.95), wilson(50, 500, 0.95)];
  expect(upper - lower).toBeGreaterThan(2 * (byComparison.upper - byComparison.lower));
  expect(lower).toBeGreaterThan(byPerson.lower - 0.03);
  expect(upper).toBeLessThan(byPerson.upper + 0.03);
});

test("the same seed draws the same persons, another seed others", () => {
  const comparisons = persons(37);
  expect(fnmr(comparisons, 0.5, HOW)).toEqual(fnmr(comparisons, 0.5, HOW));
  const many = [1, 2, 3, 4, 5].map((seed) => fnmr(comparisons, 0.5, { ...HOW, draws: 50, seed }).upper);
  expect(new Set(many).size).toBeGreaterThan(1);
  expect(fnmr(comparisons, 0.5, { ...HOW, seed: 0 }).rate).toBeCloseTo(40 / 370, 12);
});

test("the interval covers the true rate about as often as it says", () => {
  // Deterministic populations by a linear congruence: 10 % of the persons never match.
  let state = 12345;
  const dice = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  let covered = 0;
  for (let round = 0; round < 200; round++) {
    const comparisons = Array.from({ length: 60 }, (_, person) => {
      const score = dice() < 0.1 ? 0 : 1;
      return Array.from({ length: 3 }, () => ({ probe: `${person}`, reference: `${person}`, score }));
    }).flat();
    const { lower, upper } = fnmr(comparisons, 0.5, { confidence: 0.95, draws: 400, seed: round + 1 });
    if (lower <= 0.1 && 0.1 <= upper) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(170);
  expect(covered).toBeLessThanOrEqual(200);
});

test("nothing to compare is an error", () => {
  expect(() => fnmr([], 0.5, HOW)).toThrow(RangeError);
});
