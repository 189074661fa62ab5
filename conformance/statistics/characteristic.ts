import { atLeast, atMost } from "./binomial.ts";
import type { QuantileClaim } from "./claim.ts";
import { decideQuantile, decideRate, type RatePlan, type RateVerdict } from "./sequential.ts";

/** What a plan does to products of every quality: how likely it passes one, and how many trials it takes. */
export interface Characteristic {
  /** True rate of failures. */
  readonly rate: number;
  /** Probability of passing. */
  readonly passed: number;
  /** Mean number of trials. */
  readonly trials: number;
}

/** So many trials, passed with at most so many failures. */
export const fixedCharacteristic = (trials: number, failures: number, rate: number): Characteristic => ({
  rate,
  passed: rate === 0 ? 1 : atMost(failures, trials, rate),
  trials,
});

/** The smallest plan of a fixed number of trials that keeps both risks. */
export function smallestFixedPlan(plan: RatePlan): { readonly trials: number; readonly failures: number } {
  for (let trials = 1; ; trials++) {
    let failures = -1;
    while (failures + 1 < trials && atMost(failures + 1, trials, plan.bad) <= plan.consumer) failures++;
    if (failures >= 0 && atLeast(failures + 1, trials, plan.good) <= plan.producer) return { trials, failures };
  }
}

/** Wald's test, exactly. */
export const sequentialCharacteristic = (plan: RatePlan, rate: number): Characteristic =>
  walked((trials, failures) => decideRate(trials, failures, plan), rate);

/** A claim on a quantile that is looked at after each sample, exactly; `rate` is the true share beyond the limit. */
export const quantileCharacteristic = (claim: QuantileClaim, rate: number): Characteristic =>
  walked((trials, failures) => DECIDED[decideQuantile(trials, failures, claim)], rate);

const DECIDED = { shown: "accepted", refuted: "rejected", open: "open" } as const;

/** The distribution of undecided failures is carried on from trial to trial until hardly anything is left of it. */
function walked(decide: (trials: number, failures: number) => RateVerdict["is"], rate: number): Characteristic {
  let open = new Map<number, number>([[0, 1]]);
  let passed = 0;
  let trials = 0;
  for (let done = 1; done <= MOST_TRIALS && open.size > 0; done++) {
    const next = new Map<number, number>();
    for (const [failures, weight] of open) {
      trials += weight;
      for (const [count, share] of [
        [failures, weight * (1 - rate)],
        [failures + 1, weight * rate],
      ] as const) {
        const is = decide(done, count);
        if (is === "accepted") passed += share;
        else if (is === "open" && share > NEGLIGIBLE) next.set(count, (next.get(count) ?? 0) + share);
      }
    }
    open = next;
  }
  return { rate, passed, trials };
}

const MOST_TRIALS = 1000;
const NEGLIGIBLE = 1e-9;

/** Wald's approximation of the mean number of trials, which neglects how far the last trial goes beyond the boundary. */
export function waldTrials({ good, bad, producer, consumer }: RatePlan, at: "good" | "bad"): number {
  const [upper, lower] = [Math.log((1 - consumer) / producer), Math.log(consumer / (1 - producer))];
  const rate = at === "good" ? good : bad;
  const step = rate * Math.log(bad / good) + (1 - rate) * Math.log((1 - bad) / (1 - good));
  const passed = at === "good" ? 1 - producer : consumer;
  return (passed * lower + (1 - passed) * upper) / step;
}

/** The rule of an earlier procedure of the field: ten tries, nine of them good. */
export const NINE_OF_TEN = { trials: 10, failures: 1 } as const;
