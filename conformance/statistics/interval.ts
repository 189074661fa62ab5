import { atLeast, atMost } from "./binomial.ts";

/** How sure one can be of a rate. Bounds of Clopper–Pearson are never too narrow; Wilson's are about right, and shorter. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The one-sided lower confidence bound of a rate (Clopper–Pearson), by bisection: no special function, the same bits everywhere. */
export function lowerBound(successes: number, trials: number, confidence: number): number {
  if (successes === 0) return 0;
  let low = 0;
  let high = successes / trials;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (atLeast(successes, trials, middle) <= 1 - confidence) low = middle;
    else high = middle;
  }
  return low;
}

/** The one-sided upper confidence bound (Clopper–Pearson). It is looked for from the rate upwards, where nothing underflows. */
export function upperBound(successes: number, trials: number, confidence: number): number {
  if (successes >= trials) return 1;
  const beyond = (rate: number) => atMost(successes, trials, rate) <= 1 - confidence;
  let low = successes / trials;
  let high = Math.min(1, (successes + 1) / trials);
  while (high < 1 && !beyond(high)) [low, high] = [high, Math.min(1, 1.5 * high)];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (beyond(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The two-sided interval of Clopper and Pearson (1934): half of what is left goes to each side. */
export const clopperPearson = (successes: number, trials: number, confidence: number): Interval => ({
  lower: lowerBound(successes, trials, (1 + confidence) / 2),
  upper: upperBound(successes, trials, (1 + confidence) / 2),
});

/** Of the normal distribution, two-sided; Wilson's interval needs no other. */
const Z: Readonly<Record<number, number>> = {
  0.9: 1.6448536269514722,
  0.95: 1.959963984540054,
  0.99: 2.5758293035489004,
};

/** Wilson's score interval (1927). Throws on a confidence that is not 0.9, 0.95 or 0.99. */
export function wilson(successes: number, trials: number, confidence: number): Interval {
  const z = Z[confidence];
  if (z === undefined) throw new RangeError(`no quantile of the normal distribution is kept for ${confidence}`);
  if (trials === 0) return { lower: 0, upper: 1 };
  const rate = successes / trials;
  const share = (z * z) / trials;
  const middle = (rate + share / 2) / (1 + share);
  const half = (z * Math.sqrt((rate * (1 - rate)) / trials + share / (4 * trials))) / (1 + share);
  return { lower: Math.max(0, middle - half), upper: Math.min(1, middle + half) };
}

/** Doddington's rule: with so many errors seen, the true rate lies within 30 % of the one seen, with 90 % confidence. */
export const RULE_OF_30 = 30;

/** The rule of three, exact: the upper bound of a rate of which no error was seen. */
export const withoutErrors = (trials: number, confidence: number): number => upperBound(0, trials, confidence);

/** The two-sided probability of a split at least as uneven, were both sides equally likely. */
export function signTest(wins: number, losses: number): number {
  const trials = wins + losses;
  if (trials === 0) return 1;
  return Math.min(1, 2 * Math.min(atMost(wins, trials, 0.5), atLeast(wins, trials, 0.5)));
}
