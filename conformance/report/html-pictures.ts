import type { ClauseCoverage } from "../catalog/coverage.ts";
import type { Measure } from "../expect/finding.ts";
import { VERDICT_NAMES } from "../verdict.ts";
import { escape } from "./html-escape.ts";

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
