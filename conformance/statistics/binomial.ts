import { DeviceError } from "../../device/errors.ts";

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

/** `base` to the power of a natural number, by squaring, so that the same bits come out on every machine. */
export function power(base: number, exponent: number): number {
  let result = 1;
  for (let square = base, left = exponent; left > 0; left = Math.floor(left / 2), square *= square)
    if (left % 2 === 1) result *= square;
  return result;
}
