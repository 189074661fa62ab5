import { BUDGETS, type Leg } from "../../catalog/budgets.data.ts";
import { atMost } from "../../statistics/binomial.ts";
import { empirical } from "../../statistics/quantile.ts";
import type { StoredRun } from "../stored-run.ts";
import { legsIn } from "./trace-legs.ts";

/** What one leg took. Milliseconds. */
export interface Distribution {
  readonly leg: Leg;
  /** The case that judged these samples; absent where nobody did, and they are of all traces, whatever those cases did to the product. */
  readonly judgedIn?: string;
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

/** Of each leg the samples that it was judged by; where it was not, those in the traces. */
export function distributionsIn({ cases }: Pick<StoredRun, "cases">): readonly Distribution[] {
  const judged = cases.flatMap(({ id, checks }) =>
    checks.flatMap(({ measure }) =>
      measure && measure.values.length > 0 ? [distribution(measure.leg, measure, id)] : [],
    ),
  );
  const isJudged = new Set(judged.map(({ leg }) => leg));
  return [...judged, ...inTraces(cases).filter(({ leg }) => !isJudged.has(leg))].sort((a, b) =>
    a.leg < b.leg ? -1 : a.leg > b.leg ? 1 : 0,
  );
}

function inTraces(cases: StoredRun["cases"]): Distribution[] {
  const seen = new Map<Leg, { readonly values: number[]; budget: number }>();
  for (const { observation } of cases)
    for (const { leg, from, to, budget } of legsIn(observation.events)) {
      const found = seen.get(leg) ?? { values: [], budget: observation.latency[leg] ?? budget / 1000 };
      found.values.push((to - from) / 1000);
      seen.set(leg, found);
    }
  return [...seen].map(([leg, { values, budget }]) => distribution(leg, { ...BUDGETS[leg], values, budget }));
}

type Sampled = Pick<Distribution, "values" | "budget" | "quantile" | "confidence">;

function distribution(leg: Leg, { values, budget, quantile, confidence }: Sampled, judgedIn?: string): Distribution {
  const sorted = [...values].sort((a, b) => a - b);
  const bound = sorted[boundRank(sorted.length, quantile, confidence) - 1];
  return {
    ...{ leg, values: sorted, budget, quantile, confidence, at: empirical(sorted, quantile) ?? 0 },
    ...(judgedIn === undefined ? {} : { judgedIn }),
    ...(bound === undefined ? {} : { bound }),
  };
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
