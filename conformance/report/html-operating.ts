import type { Bilingual } from "../bilingual.ts";
import type { Measure } from "../expect/finding.ts";
import { atMost } from "../statistics/binomial.ts";
import {
  type Characteristic,
  fixedCharacteristic,
  NINE_OF_TEN,
  quantileCharacteristic,
} from "../statistics/characteristic.ts";
import { say, words } from "./html-escape.ts";

/**
 * Operating characteristics: how likely a product passes, by how many of its trials are really over the budget. It is what the samples of
 * a run can tell, and what they cannot; beside them an earlier rule of the field, which explains why they are so many.
 */
interface Curve {
  readonly look: "fixed" | "sequential" | "earlier";
  readonly name: Bilingual;
  readonly at: (rate: number) => Characteristic;
}

const [WIDTH, HEIGHT, LEFT, FOOT, TOP] = [520, 210, 44, 30, 8] as const;
/** Of trials beyond the budget, the largest share that is drawn, and in how many steps. */
const [WORST, STEPS] = [0.25, 50] as const;

export function operatingCurves(measures: readonly Measure[]): string {
  const fixed = [...measures].filter(({ plan }) => plan === "fixed").sort((a, b) => b.samples - a.samples)[0];
  const sequential = measures.find(({ plan }) => plan === "sequential");
  const first = fixed ?? sequential;
  if (!first) return "";
  const limit = 1 - first.quantile;
  const own = [...(fixed ? fixedCurve(fixed) : []), ...(sequential ? [sequentialCurve(sequential)] : [])];
  const curves = [...own, EARLIER];
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="operating characteristic">${grid()}<line class="limit" x1="${x(limit)}" x2="${x(limit)}" y1="${TOP}" y2="${HEIGHT - FOOT}"/>${curves.map(line).join("")}</svg>
<figcaption>${words(
    "検査特性曲線。横軸: 製品の試行のうち本当に予算を超える（失敗する）割合。縦軸: 適合となる確率。縦の破線は境目。",
    "Operating characteristic. Across: the share of a product's trials that is really over the budget (or fails). Up: the chance that it passes. The dashed upright is the limit.",
  )}<ul class="curves">${curves.map((curve) => legend(curve, limit)).join("")}</ul></figcaption></figure>`;
}

const x = (rate: number): string => (LEFT + (rate / WORST) * (WIDTH - LEFT)).toFixed(1);
const y = (chance: number): string => (TOP + (1 - chance) * (HEIGHT - FOOT - TOP)).toFixed(1);
const percent = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

function grid(): string {
  const rows = [0, 0.5, 1].map(
    (chance) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(chance)}" y2="${y(chance)}"/><text x="${LEFT - 6}" y="${Number(y(chance)) + 4}" text-anchor="end">${percent(chance)}</text>`,
  );
  const columns = [0, 0.05, 0.1, 0.15, 0.2].map(
    (rate) => `<text x="${x(rate)}" y="${HEIGHT - 10}" text-anchor="middle">${percent(rate)}</text>`,
  );
  return rows.join("") + columns.join("");
}

function line({ look, at }: Curve): string {
  const points = Array.from({ length: STEPS + 1 }, (_, step) => (step / STEPS) * WORST).map(
    (rate) => `${x(rate)},${y(at(rate).passed)}`,
  );
  return `<polyline class="curve ${look}" points="${points.join(" ")}"/>`;
}

/** What a curve says in numbers: the consumer's risk at the limit, the producer's at a fifth of it. */
function legend({ look, name, at }: Curve, limit: number): string {
  const [good, edge, bad] = [at(limit / 5), at(limit), at(2 * limit)];
  return `<li><svg class="sample" viewBox="0 0 24 6" aria-hidden="true"><line class="curve ${look}" x1="0" x2="24" y1="3" y2="3"/></svg> ${say(name)}${words(
    `: 適合となる確率は、境目（${percent(limit)}）の製品で ${percent(edge.passed)}、倍（${percent(2 * limit)}）で ${percent(bad.passed)}。十分よい製品（${percent(limit / 5)}）は ${percent(good.passed)} が適合となり、平均 ${Math.round(good.trials)} 回で決まる。`,
    `: at the limit (${percent(limit)}) a product passes with ${percent(edge.passed)}, at twice that (${percent(2 * limit)}) with ${percent(bad.passed)}. One well within it (${percent(limit / 5)}) passes with ${percent(good.passed)}, after ${Math.round(good.trials)} trials on average.`,
  )}</li>`;
}

function fixedCurve({ samples, quantile, confidence }: Measure): Curve[] {
  const allowed = mostAllowed(samples, quantile, confidence);
  if (allowed < 0) return [];
  const name = {
    ja: `この実行の ${samples} 標本（超過 ${allowed} まで）`,
    en: `${samples} samples as in this run, at most ${allowed} over`,
  };
  return [{ look: "fixed", name, at: (rate) => fixedCharacteristic(samples, allowed, rate) }];
}

const sequentialCurve = (measure: Measure): Curve => ({
  look: "sequential",
  name: { ja: "1回ごとに見る試験（逐次）", en: "looked at after each trial (sequential)" },
  at: (rate) => quantileCharacteristic(measure, rate),
});

const EARLIER: Curve = {
  look: "earlier",
  name: { ja: "以前の「10回中9回」の規則", en: "the earlier rule of nine in ten" },
  at: (rate) => fixedCharacteristic(NINE_OF_TEN.trials, NINE_OF_TEN.failures, rate),
};

/** So many may be over the budget and the claim is still shown; −1 where the samples are too few for any. */
function mostAllowed(samples: number, quantile: number, confidence: number): number {
  let allowed = -1;
  while (allowed + 1 < samples && atMost(allowed + 1, samples, 1 - quantile) <= 1 - confidence) allowed++;
  return allowed;
}
