import { BUDGETS, type Leg } from "../catalog/budgets.data.ts";
import type { Observation } from "../observation.ts";
import { empirical, judgeQuantile } from "../statistics.ts";
import { type Expectation, type Measure, unseen } from "./finding.ts";
import type { Act } from "./operator.ts";
import type { Selector, Sighting } from "./selector.ts";

/** Where a leg starts and where it ends. */
export interface Span {
  readonly from: Selector<unknown>;
  readonly to: Selector<unknown>;
  /** Human acts inside the leg: their time is cut out of it. */
  readonly human?: Selector<Act>;
}

/** The leg stays within its budget at the budget's quantile, shown with its confidence. */
export const withinBudget = (leg: Leg, span: Span): Expectation => ({
  wants: {
    ja: `${leg}: ${span.from.name} → ${span.to.name} の95パーセンタイルが予算内`,
    en: `${leg}: p95 of ${span.from.name} → ${span.to.name} within its budget`,
  },
  channels: [...span.from.channels, ...span.to.channels, ...(span.human?.channels ?? [])],
  look(observation) {
    const samples = samplesOf(span, observation);
    const measure = measureOf(leg, samples, observation);
    if (!measure)
      return unseen({
        ja: `${span.from.name} から ${span.to.name} までが一度も揃いません`,
        en: `no ${span.from.name} was followed by ${span.to.name}`,
      });
    const saw = samples.flatMap(({ seqs }) => seqs);
    const verdict = judgeQuantile(measure.samples, measure.exceeding, measure);
    if (verdict.is === "shown") return { is: "held", saw, measure };
    if (verdict.is === "open") return { is: "open", more: verdict.more, measure };
    const told = `${measure.exceeding}/${measure.samples} > ${measure.budget} ms, p95 = ${measure.at} ms`;
    return { is: "broken", actual: { ja: `${told} でした`, en: told }, saw, measure };
  },
});

interface Sample {
  readonly milliseconds: number;
  readonly seqs: readonly [number, number];
}

/** One sample for each start that is followed by an end before the next start. */
function samplesOf({ from, to, human }: Span, observation: Observation): Sample[] {
  const starts = from.find(observation);
  const ends = to.find(observation);
  const acts = human?.find(observation) ?? [];
  let next = 0;
  return starts.flatMap((start, i) => {
    const limit = starts[i + 1]?.seq ?? Infinity;
    while ((ends[next]?.seq ?? Infinity) < start.seq) next++;
    const end = ends[next];
    if (!end || end.seq >= limit) return [];
    const took = end.at - start.at - humanTime(acts, start, end);
    return [{ milliseconds: Math.max(0, took) / 1000, seqs: [start.seq, end.seq] }];
  });
}

const humanTime = (acts: readonly Sighting<Act>[], start: Sighting<unknown>, end: Sighting<unknown>): number =>
  acts.filter(({ seq }) => seq > start.seq && seq < end.seq).reduce((sum, { value }) => sum + value.human, 0);

function measureOf(leg: Leg, samples: readonly Sample[], { latency }: Observation): Measure | undefined {
  const { milliseconds: assumed, quantile, confidence } = BUDGETS[leg];
  const budget = latency[leg] ?? assumed;
  const values = samples.map(({ milliseconds }) => milliseconds);
  const [median, at, worst] = [empirical(values, 0.5), empirical(values, quantile), empirical(values, 1)];
  if (median === undefined || at === undefined || worst === undefined) return undefined;
  const exceeding = values.filter((value) => value > budget).length;
  const declared = latency[leg] !== undefined;
  return { leg, samples: values.length, exceeding, budget, declared, quantile, confidence, median, at, worst };
}
