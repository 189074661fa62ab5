import type { ClauseCoverage } from "../catalog/coverage.ts";
import type { Measure } from "../expect/finding.ts";
import { atMost } from "../statistics/binomial.ts";
import { VERDICT_NAMES } from "../verdict.ts";
import { escape, say, words } from "./html-escape.ts";

/** Pictures of a report as SVG and markup: no script and no style attribute, so that the strictest policy and paper show them alike. */

/** Median and p95 on a line that ends at twice the budget, with the budget as a mark. */
export function latencyBar({ median, at, budget }: Measure): string {
  const x = (milliseconds: number) => Math.min(200, (100 * milliseconds) / budget).toFixed(1);
  return `<svg class="bar" viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true"><rect y="5" width="200" height="4"/><rect class="spread" y="3" width="${x(at)}" height="8"/><rect class="median" y="3" width="${x(median)}" height="8"/><line class="budget" x1="100" x2="100" y1="0" y2="14"/></svg>`;
}

/** Every clause as a square, chapter by chapter: what was judged and how, and what was not. */
export function coverageMap(rows: readonly ClauseCoverage[]): string {
  const chapters = [...new Set(rows.map(({ clause }) => clause.slice(0, 3)))];
  const square = ({ clause, verdict }: ClauseCoverage): string => {
    const name = verdict ? VERDICT_NAMES[verdict] : { ja: "判定していない", en: "not judged" };
    return `<a class="${verdict ?? "untested"}" href="#clause-${clause}" title="${clause}" aria-label="${clause}: ${escape(name.ja)} / ${escape(name.en)}"></a>`;
  };
  return `<div class="map">${chapters
    .map(
      (chapter) =>
        `<div><b>${chapter}</b>${rows
          .filter(({ clause }) => clause.startsWith(chapter))
          .map(square)
          .join("")}</div>`,
    )
    .join("")}</div>`;
}

const [WIDTH, HEIGHT, LEFT, FOOT] = [420, 190, 44, 30] as const;
/** Of trials beyond the budget, the largest that is drawn. */
const WORST = 0.16;

/**
 * The operating characteristic of the latency checks: how likely a product passes, by how many of its trials are really over the budget.
 * It is what the sample sizes of this run can tell, and what they cannot.
 */
export function operatingCurve(measures: readonly Measure[]): string {
  const [first] = [...measures].sort((a, b) => b.samples - a.samples);
  if (!first) return "";
  const { samples, quantile, confidence } = first;
  const allowed = mostAllowed(samples, quantile, confidence);
  if (allowed < 0) return "";
  const x = (rate: number) => LEFT + (rate / WORST) * (WIDTH - LEFT);
  const y = (chance: number) => 8 + (1 - chance) * (HEIGHT - FOOT - 8);
  const points = Array.from({ length: 65 }, (_, at) => (at / 64) * WORST).map(
    (rate) => `${x(rate).toFixed(1)},${y(atMost(allowed, samples, rate)).toFixed(1)}`,
  );
  const rows = [0, 0.5, 1].map(
    (chance) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH}" y1="${y(chance)}" y2="${y(chance)}"/><text x="${LEFT - 6}" y="${y(chance) + 4}" text-anchor="end">${100 * chance} %</text>`,
  );
  const columns = [0, 0.05, 0.1, 0.15].map(
    (rate) => `<text x="${x(rate)}" y="${HEIGHT - 10}" text-anchor="middle">${100 * rate} %</text>`,
  );
  const limit = x(1 - quantile).toFixed(1);
  const risk = (100 * atMost(allowed, samples, 1 - quantile)).toFixed(1);
  return `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="operating characteristic">${rows.join("")}${columns.join("")}<line class="limit" x1="${limit}" x2="${limit}" y1="8" y2="${HEIGHT - FOOT}"/><polyline class="curve" points="${points.join(" ")}"/></svg>
<figcaption>${say({ ja: "検査特性曲線。", en: "Operating characteristic. " })}${words(
    `横軸: 製品の試行のうち本当に予算を超える割合。縦軸: ${samples} 標本（超過 ${allowed} まで）で適合となる確率。境目（${100 - 100 * quantile} %）の製品が適合となる確率は ${risk} %。`,
    `Across: the share of a product's trials that is really over the budget. Up: the chance that ${samples} samples with at most ${allowed} over pass it. At the limit (${100 - 100 * quantile} %) it is ${risk} %.`,
  )}</figcaption></figure>`;
}

/** So many may be over the budget and the claim is still shown; −1 where the samples are too few for any. */
function mostAllowed(samples: number, quantile: number, confidence: number): number {
  let allowed = -1;
  while (allowed + 1 < samples && atMost(allowed + 1, samples, 1 - quantile) <= 1 - confidence) allowed++;
  return allowed;
}
