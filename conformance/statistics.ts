import { DeviceError } from "../device/errors.ts";

/**
 * Verdicts on quantities by order statistics: whatever the distribution of a latency, the number of samples above its p-quantile
 * is binomial. So "p95 ≤ X" is shown with confidence c when so few samples exceed X that a product whose p95 were above X would
 * show so few with a probability of at most 1 − c.
 */
export interface QuantileClaim {
  readonly quantile: number;
  readonly confidence: number;
}

export type QuantileVerdict =
  | { readonly is: "shown" }
  | { readonly is: "refuted" }
  /** `more`: samples still needed if none of them exceeds. */
  | { readonly is: "open"; readonly more: number };

export function judgeQuantile(samples: number, exceeding: number, claim: QuantileClaim): QuantileVerdict {
  if (atMost(exceeding, samples, 1 - claim.quantile) <= 1 - claim.confidence) return { is: "shown" };
  if (atLeast(exceeding, samples, 1 - claim.quantile) <= 1 - claim.confidence) return { is: "refuted" };
  return { is: "open", more: samplesNeeded(exceeding, claim) - samples };
}

/** The fewest samples that show the claim when `exceeding` of them lie above the limit: 59, 93, 124 for p95 at 95 %. */
export function samplesNeeded(exceeding: number, { quantile, confidence }: QuantileClaim): number {
  const shown = (samples: number) => atMost(exceeding, samples, 1 - quantile) <= 1 - confidence;
  let high = exceeding + 1;
  while (!shown(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (shown(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** P(X ≤ successes) for X binomial in `trials` and `rate`. */
export function atMost(successes: number, trials: number, rate: number): number {
  if (successes >= trials) return 1;
  // Counted from the rarer side: the other one's first term would underflow.
  if (rate > 0.5) return 1 - atMost(trials - successes - 1, trials, 1 - rate);
  let term = power(1 - rate, trials);
  // Beyond this the recurrence would sum zeros; such plans belong to a normal approximation, which nobody here needs.
  if (term === 0) throw new DeviceError("suite.broken", { why: `binomial of ${trials} trials at ${rate} underflows` });
  let sum = term;
  for (let k = 1; k <= successes; k++) {
    term *= ((trials - k + 1) / k) * (rate / (1 - rate));
    sum += term;
  }
  return Math.min(1, sum);
}

/** P(X ≥ successes). */
export const atLeast = (successes: number, trials: number, rate: number): number =>
  successes <= 0 ? 1 : 1 - atMost(successes - 1, trials, rate);

/** The one-sided lower confidence bound of a rate (Clopper–Pearson), by bisection. */
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

/** The empirical quantile: the smallest sample that at least `quantile` of all samples do not exceed. */
export function empirical(samples: readonly number[], quantile: number): number | undefined {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(quantile * sorted.length) - 1)];
}

/** By squaring, so that the same bits come out on every machine. */
function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2), square *= square)
    if (left % 2 === 1) result *= square;
  return result;
}
