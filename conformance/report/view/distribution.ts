import { BUDGETS, type Leg } from "../../catalog/budgets.data.ts";
import { atMost } from "../../statistics/binomial.ts";
import { empirical } from "../../statistics/quantile.ts";
import type { StoredRun } from "../stored-run.ts";
import { legsIn } from "./trace-legs.ts";

/** What one leg took in all traces of a run. Milliseconds. */
export interface Distribution {
  readonly leg: Leg;
  /** In rising order. */
  readonly values: readonly number[];
  readonly budget: number;
  readonly quantile: number;
  readonly confidence: number;
  /** The empirical quantile. */
  readonly at: number;
  /** The true quantile is not above this, with that confidence; absent where the samples are too few to say. */
  readonly bound?: number;
}

export function distributionsIn({ cases }: Pick<StoredRun, "cases">): readonly Distribution[] {
  const seen = new Map<Leg, { readonly values: number[]; budget: number }>();
  for (const { observation } of cases)
    for (const { leg, from, to, budget } of legsIn(observation.events)) {
      const found = seen.get(leg) ?? { values: [], budget: observation.latency[leg] ?? budget / 1000 };
      found.values.push((to - from) / 1000);
      seen.set(leg, found);
    }
  return [...seen.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([leg, { values, budget }]) => {
      const { quantile, confidence } = BUDGETS[leg];
      const sorted = [...values].sort((a, b) => a - b);
      const bound = sorted[boundRank(sorted.length, quantile, confidence) - 1];
      const at = empirical(sorted, quantile) ?? 0;
      return { leg, values: sorted, budget, quantile, confidence, at, ...(bound === undefined ? {} : { bound }) };
    });
}

/**
 * Which of so many samples, the smallest being 1, is an upper bound of the quantile whatever the distribution: the first that at least
 * that many lie below with the confidence. One more than there are where none does: for p95 at 95 % with fewer than 59.
 */
export function boundRank(samples: number, quantile: number, confidence: number): number {
  let rank = Math.max(1, Math.ceil(samples * quantile));
  while (rank <= samples && atMost(rank - 1, samples, quantile) < confidence) rank++;
  return rank;
}
