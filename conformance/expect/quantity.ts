import type { Bilingual } from "../bilingual.ts";
import { BUDGETS, type Leg } from "../catalog/budgets.data.ts";
import type { Observation } from "../observation.ts";
import { empirical, judgeQuantile } from "../statistics.ts";
import { type Expectation, type Measure, unseen } from "./finding.ts";
import { type Act, actOf, isByHand } from "./operator.ts";
import { ruleOf } from "./rule.ts";
import type { Selector, Sighting } from "./selector.ts";

/** Where a leg starts and where it ends. */
export interface Span {
  readonly from: Selector<unknown>;
  readonly to: Selector<unknown>;
  /** Human acts that the leg waits for: their time is cut out of it. */
  readonly human?: Selector<Act>;
  /** `from` is an act, and done by hand the leg counts from the product's own first event of it. */
  readonly fromSign?: true;
}

/** The leg stays within its budget at the budget's quantile, shown with its confidence. */
export const withinBudget = (leg: Leg, span: Span): Expectation => ({
  wants: {
    ja: `${leg}: ${span.from.name} → ${span.to.name} の95パーセンタイルが予算内`,
    en: `${leg}: p95 of ${span.from.name} → ${span.to.name} within its budget`,
  },
  channels: [...span.from.channels, ...span.to.channels, ...(span.human?.channels ?? [])],
  rule: ruleOf({
    budget: leg,
    from: span.from.rule,
    to: span.to.rule,
    human: span.human ? span.human.rule : false,
    fromSign: span.fromSign ?? false,
  }),
  look(observation) {
    const budget = budgetOf(leg, observation);
    const whole = spansOf(span, observation);
    const samples = whole.flatMap((each) => sampleOf(span, each, observation, budget) ?? []);
    const measure = measureOf(leg, samples, observation);
    if (!measure) return unseen(whole.length > 0 ? handsHideIt(span) : neverWhole(span));
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

interface Whole {
  readonly start: Sighting<unknown>;
  readonly end: Sighting<unknown>;
}

/** Each start that is followed by an end before the next start. */
function spansOf({ from, to }: Span, observation: Observation): Whole[] {
  const starts = from.find(observation);
  const ends = to.find(observation);
  let next = 0;
  return starts.flatMap((start, i) => {
    const limit = starts[i + 1]?.seq ?? Infinity;
    while ((ends[next]?.seq ?? Infinity) < start.seq) next++;
    const end = ends[next];
    return end && end.seq < limit ? [{ start, end }] : [];
  });
}

/** How long the product took, or nothing where hands hide it: better no number than a wrong one. */
function sampleOf({ human, fromSign }: Span, whole: Whole, observation: Observation, budget: number) {
  const { start, end } = whole;
  const cut = humanTime(human?.find(observation) ?? [], whole);
  if (cut === undefined) return undefined;
  const seqs = [start.seq, end.seq] as const;
  const sample = (from: number): Sample => ({ milliseconds: Math.max(0, end.at - from - cut) / 1000, seqs });
  const act = actOf(start);
  if (!act || !isByHand(act)) return sample(start.at);
  if (fromSign) return act.knownBy < end.seq ? sample(start.at) : undefined;
  // A machine that does not say when it acted has acted between being asked and saying so; what a person was about is unknown.
  if (act.by === "dialog") return undefined;
  const [atMost, atLeast] = [sample(act.asked), sample(Math.min(start.at, end.at))];
  if (atMost.milliseconds <= budget) return atMost;
  return atLeast.milliseconds > budget ? atLeast : undefined;
}

/** Microseconds of the span in which the product waited for a hand, however acts lie in it; unknown where one outlasts it. */
function humanTime(acts: readonly Sighting<Act>[], { start, end }: Whole): number | undefined {
  let cut = 0;
  let cutUntil = start.at;
  for (const { at, value } of [...acts].sort((a, b) => a.value.awaited - b.value.awaited)) {
    const from = Math.max(value.awaited, cutUntil);
    const until = Math.min(at, end.at);
    if (until <= from) continue;
    if (isByHand(value) && value.knownBy >= end.seq) return undefined;
    cut += until - from;
    cutUntil = until;
  }
  return cut;
}

const neverWhole = ({ from, to }: Span): Bilingual => ({
  ja: `${from.name} から ${to.name} までが一度も揃いません`,
  en: `no ${from.name} was followed by ${to.name}`,
});

const handsHideIt = ({ from, to }: Span): Bilingual => ({
  ja: `人の手による操作では ${from.name} から ${to.name} までを計れません。機械（制御API）で操作すれば計れます`,
  en: `by hand ${from.name} → ${to.name} cannot be timed; let a machine act over the control API`,
});

const budgetOf = (leg: Leg, { latency }: Observation): number => latency[leg] ?? BUDGETS[leg].milliseconds;

function measureOf(leg: Leg, samples: readonly Sample[], observation: Observation): Measure | undefined {
  const { quantile, confidence } = BUDGETS[leg];
  const budget = budgetOf(leg, observation);
  const values = samples.map(({ milliseconds }) => milliseconds);
  const [median, at, worst] = [empirical(values, 0.5), empirical(values, quantile), empirical(values, 1)];
  if (median === undefined || at === undefined || worst === undefined) return undefined;
  const exceeding = values.filter((value) => value > budget).length;
  const declared = observation.latency[leg] !== undefined;
  return { leg, samples: values.length, exceeding, budget, declared, quantile, confidence, median, at, worst };
}
