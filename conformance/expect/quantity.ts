import type { Bilingual } from "../bilingual.ts";
import { BUDGETS, type Leg } from "../catalog/budgets.data.ts";
import type { Observation } from "../observation.ts";
import { empirical, judgeQuantile, samplesNeeded } from "../statistics/quantile.ts";
import { controlsIn, noiseIn, ownTime } from "./control.ts";
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
export const withinBudget = (leg: Leg, span: Span, plan: Plan = "fixed"): Quantity => ({
  plan,
  progress: (observation) => progressOf(measureOf(leg, span, plan, observation)),
  wants: {
    ja: `${leg}: ${span.from.name} → ${span.to.name} の95パーセンタイルが予算内`,
    en: `${leg}: p95 of ${span.from.name} → ${span.to.name} within its budget`,
  },
  channels: [...span.from.channels, ...span.to.channels, ...(span.human?.channels ?? [])],
  rule: ruleOf({
    budget: leg,
    milliseconds: BUDGETS[leg].milliseconds,
    quantile: BUDGETS[leg].quantile,
    confidence: BUDGETS[leg].confidence,
    plan,
    from: span.from.rule,
    to: span.to.rule,
    human: span.human ? span.human.rule : false,
    fromSign: span.fromSign ?? false,
  }),
  look(observation) {
    const measured = measureOf(leg, span, plan, observation);
    if (!measured) return unseen(spansOf(span, observation).length > 0 ? handsHideIt(span) : neverWhole(span));
    const { measure, saw } = measured;
    const verdict = judgeQuantile(measure.samples, measure.exceeding, measure);
    if (verdict.is === "shown") return { is: "held", saw, measure };
    if (verdict.is === "open") return { is: "open", more: verdict.more, measure };
    const noise = noiseIn(controlsIn(observation), measure.budget);
    if (noise) return { is: "noisy", because: noise, measure };
    const told = `${measure.exceeding}/${measure.samples} > ${measure.budget} ms, p95 = ${measure.at} ms`;
    return { is: "broken", actual: { ja: `${told} でした`, en: told }, saw, measure };
  },
});

type Plan = Measure["plan"];

/** A look at a quantity, which can say between two trials whether another one would change anything. */
export interface Quantity extends Expectation {
  readonly plan: Plan;
  progress(observation: Observation): "decided" | "open";
}

/** Of a fixed plan only what no further sample can change is decided before its end: looking would spend its risk otherwise. */
function progressOf(measured: Measured | undefined): "decided" | "open" {
  if (!measured) return "open";
  const { samples, exceeding, plan, ...claim } = measured.measure;
  if (plan === "sequential")
    return judgeQuantile(samples, exceeding, measured.measure).is === "open" ? "open" : "decided";
  const planned = samplesNeeded(0, claim);
  return samples < planned && judgeQuantile(planned, exceeding, claim).is === "refuted" ? "decided" : "open";
}

interface Sample {
  readonly milliseconds: number;
  /** That were cut out of it. */
  readonly human: number;
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
  const sample = (from: number): Sample => ({
    milliseconds: Math.max(0, end.at - from - cut) / 1000,
    human: cut / 1000,
    seqs,
  });
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

interface Measured {
  readonly measure: Measure;
  readonly saw: readonly number[];
}

function measureOf(leg: Leg, span: Span, plan: Plan, observation: Observation): Measured | undefined {
  const { quantile, confidence } = BUDGETS[leg];
  const budget = budgetOf(leg, observation);
  const samples = spansOf(span, observation).flatMap((each) => sampleOf(span, each, observation, budget) ?? []);
  const values = samples.map(({ milliseconds }) => milliseconds);
  const [median, at, worst] = [empirical(values, 0.5), empirical(values, quantile), empirical(values, 1)];
  if (median === undefined || at === undefined || worst === undefined) return undefined;
  const own = ownTime(controlsIn(observation));
  const measure = {
    ...{ leg, samples: values.length, values, exceeding: values.filter((value) => value > budget).length, budget },
    ...{ declared: observation.latency[leg] !== undefined, quantile, confidence, plan, median, at, worst },
    ...{ own, blame: blameOf(samples, budget, own) },
  };
  return { measure, saw: samples.flatMap(({ seqs }) => seqs) };
}

/** Whose the time was in spans that went beyond the budget: a person's (which is cut out), the bench's own, or the product's. */
function blameOf(samples: readonly Sample[], budget: number, own: number): Measure["blame"] {
  const beyond = samples.filter(({ milliseconds, human }) => milliseconds + human > budget);
  const human = beyond.filter(({ milliseconds }) => milliseconds <= budget).length;
  const product = beyond.filter(({ milliseconds }) => milliseconds - own > budget).length;
  return { product, bench: beyond.length - human - product, human };
}
