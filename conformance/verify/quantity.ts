import type { Sighting } from "./card.ts";
import type { Act } from "./acts.ts";
import { type Finding, UNSEEN } from "./finding.ts";
import type { Fields, Profile } from "./material.ts";
import { on, sightings, type Trace } from "./sightings.ts";

/** docs/evidence.md, "Quantities". */

export function quantity(rule: Fields, scene: Trace & { readonly profile: Profile }): Finding {
  const own = scene.profile.latency[String(rule["budget"])];
  const budget = own ?? Number(rule["milliseconds"]);
  const samples = samplesOf(rule, scene, budget);
  if (samples.length === 0) return UNSEEN;
  const exceeding = samples.filter((sample) => sample > budget).length;
  const verdict = decide(samples.length, exceeding, rule);
  if (verdict !== "refuted") return { is: verdict === "shown" ? "held" : "open", budget };
  return { is: isNoisy(scene, budget) ? "noisy" : "broken", declared: own !== undefined, budget };
}

function decide(
  samples: number,
  exceeding: number,
  { quantile, confidence, plan }: Fields,
): "shown" | "refuted" | "open" {
  const share = 1 - Number(quantile);
  const risk = 1 - Number(confidence);
  if (plan === "sequential") {
    const ratio = (rate: number) =>
      natural(rate / share, exceeding) * natural((1 - rate) / (1 - share), samples - exceeding);
    if (ratio(share * (1 / 5)) >= 1 / risk) return "shown";
    return ratio(Math.min(0.5, share * 4)) >= 1 / risk ? "refuted" : "open";
  }
  const { atMost, atLeast } = tails(exceeding, samples, share);
  if (atMost <= risk) return "shown";
  return atLeast <= risk ? "refuted" : "open";
}

/** Of a binomial count: P(X ≤ count) and P(X ≥ count). */
function tails(count: number, trials: number, rate: number): { readonly atMost: number; readonly atLeast: number } {
  let term = natural(1 - rate, trials);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= ((trials - k) / (k + 1)) * (rate / (1 - rate));
  }
  return { atMost: Math.min(1, below + term), atLeast: 1 - Math.min(1, below) };
}

/** To the power of a natural number, by squaring. */
function natural(base: number, exponent: number): number {
  let [result, square, left] = [1, base, exponent];
  while (left > 0) {
    if (left % 2 === 1) result *= square;
    square *= square;
    left = Math.floor(left / 2);
  }
  return result;
}

/** Milliseconds of each span that could be timed. */
function samplesOf(rule: Fields, scene: Trace, budget: number): number[] {
  const [starts, ends] = [sightings(rule["from"], scene), sightings(rule["to"], scene)];
  const acts =
    rule["human"] === false ? [] : (sightings(rule["human"], scene) as readonly (Sighting & { value: Act })[]);
  return starts.flatMap((start, i) => {
    const limit = starts[i + 1]?.seq ?? Infinity;
    const end = ends.find(({ seq }) => seq >= start.seq);
    if (!end || end.seq >= limit) return [];
    const cut = humanTime(acts, start, end);
    return cut === undefined ? [] : timed(start, end, cut, rule["fromSign"] === true, budget);
  });
}

function timed(start: Sighting, end: Sighting, cut: number, fromSign: boolean, budget: number): number[] {
  const since = (from: number) => Math.max(0, end.at - from - cut) / 1000;
  const act = actOf(start);
  if (!act || act.by === "virtual") return [since(start.at)];
  if (fromSign) return act.knownBy < end.seq ? [since(start.at)] : [];
  if (act.by === "dialog") return [];
  const [atMost, atLeast] = [since(act.asked), since(Math.min(start.at, end.at))];
  if (atMost <= budget) return [atMost];
  return atLeast > budget ? [atLeast] : [];
}

const actOf = ({ value }: Sighting): Act | undefined =>
  typeof value === "object" && value !== null && "knownBy" in value && "awaited" in value ? (value as Act) : undefined;

function humanTime(acts: readonly (Sighting & { value: Act })[], start: Sighting, end: Sighting): number | undefined {
  let [cut, until] = [0, start.at];
  for (const { at, value } of [...acts].sort((a, b) => a.value.awaited - b.value.awaited)) {
    const [from, to] = [Math.max(value.awaited, until), Math.min(at, end.at)];
    if (to <= from) continue;
    if (value.by !== "virtual" && value.knownBy >= end.seq) return undefined;
    cut += to - from;
    until = to;
  }
  return cut;
}

function isNoisy({ events }: Trace, budget: number): boolean {
  const late = on(events, "clock", "mark", (event) => /^control (\d+)$/.exec(String(event["mark"]))?.[1]).map(
    ({ value }) => Number(value) / 1000,
  );
  const sorted = [...late].sort((a, b) => a - b);
  const own = sorted[Math.max(0, Math.ceil(0.95 * sorted.length) - 1)] ?? 0;
  if (own > budget * 0.2) return true;
  let [more, less] = [0, 0];
  for (let i = 0; i + 1 < late.length; i += 2) {
    const pair = (late[i] ?? 0) - (late[i + 1] ?? 0);
    if (pair > 0) more++;
    if (pair < 0) less++;
  }
  if (more + less === 0) return false;
  const { atMost, atLeast } = tails(more, more + less, 0.5);
  return 2 * Math.min(atMost, atLeast) <= 0.001;
}
