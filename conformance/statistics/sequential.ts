import { power } from "./binomial.ts";
import type { QuantileClaim, QuantileVerdict } from "./claim.ts";

/**
 * Tests that may be looked at after every trial. A likelihood ratio is a martingale where the claim it argues against is true, so that it
 * ever reaches 1/r with a probability of at most r (Ville 1939), whenever and however often one looks, and whoever stops.
 */

/** Two rates to be told apart: of failures, of exceedances. `good` < `bad`. */
export interface Alternatives {
  readonly good: number;
  readonly bad: number;
}

/** How much likelier this many failures are at one rate than at another. By products alone: the same bits on every machine. */
export const likelihoodRatio = (trials: number, failures: number, at: number, against: number): number =>
  power(at / against, failures) * power((1 - at) / (1 - against), trials - failures);

/** A product well within its budget exceeds it a fifth as often as it may; one well beyond, four times as often. */
const WITHIN = 1 / 5;
const BEYOND = 4;

/** The rates that a sequential claim on a quantile is played against. */
export const alternativesOf = ({ quantile }: Pick<QuantileClaim, "quantile">) => ({
  good: (1 - quantile) * WITHIN,
  limit: 1 - quantile,
  bad: Math.min(0.5, (1 - quantile) * BEYOND),
});

/**
 * "The quantile is within the limit", looked at after each sample. A product at the limit is ever passed with a probability of at most
 * 1 − confidence (the consumer's risk), and one at the limit ever failed with no more than that (the producer's).
 */
export function sequentialQuantile(samples: number, exceeding: number, claim: QuantileClaim): QuantileVerdict {
  const is = decideQuantile(samples, exceeding, claim);
  if (is !== "open") return { is };
  return { is, more: fewest((more) => decideQuantile(samples + more, exceeding, claim) === "shown") };
}

export function decideQuantile(samples: number, exceeding: number, claim: QuantileClaim): QuantileVerdict["is"] {
  const { good, limit, bad } = alternativesOf(claim);
  const enough = 1 / (1 - claim.confidence);
  if (likelihoodRatio(samples, exceeding, good, limit) >= enough) return "shown";
  return likelihoodRatio(samples, exceeding, bad, limit) >= enough ? "refuted" : "open";
}

/** Wald's test (1945) of a rate of failures against a worse one, with the two risks it is to keep. */
export interface RatePlan extends Alternatives {
  /** Of failing a product at `good`. */
  readonly producer: number;
  /** Of passing one at `bad`. */
  readonly consumer: number;
}

export type RateVerdict =
  | { readonly is: "accepted" }
  | { readonly is: "rejected" }
  /** `more`: trials still needed if none of them fails. */
  | { readonly is: "open"; readonly more: number };

export function sequentialRate(trials: number, failures: number, plan: RatePlan): RateVerdict {
  const is = decideRate(trials, failures, plan);
  if (is !== "open") return { is };
  return { is, more: fewest((more) => decideRate(trials + more, failures, plan) === "accepted") };
}

export function decideRate(trials: number, failures: number, plan: RatePlan): RateVerdict["is"] {
  const { good, bad, producer, consumer } = plan;
  const ratio = likelihoodRatio(trials, failures, bad, good);
  if (ratio <= consumer / (1 - producer)) return "accepted";
  return ratio >= (1 - consumer) / producer ? "rejected" : "open";
}

/** The smallest number from 1 of which it is true, where it is true of all above. */
function fewest(isEnough: (count: number) => boolean): number {
  let high = 1;
  while (!isEnough(high)) high *= 2;
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
