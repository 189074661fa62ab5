import { type ClauseCoverage, coverage } from "../catalog/coverage.ts";
import { ASSUMPTIONS } from "../catalog/assumptions.data.ts";
import { requirement } from "../catalog/clause.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import { meanwhile } from "../catalog/meanwhile.data.ts";
import { REASONS } from "../catalog/reasons.data.ts";
import { SOURCES } from "../catalog/sources.data.ts";
import type { CheckResult } from "../judge.ts";
import { KNOWN_SAYS } from "../known-failing.ts";
import { ROLES } from "../role.ts";
import type { CaseResult, Run } from "../run.ts";
import { type Verdict, VERDICT_NAMES, VERDICTS } from "../verdict.ts";
import { conclusion } from "./conclusion.ts";
import { operatingCurves } from "./html-operating.ts";
import { coverageMap, latencyBar } from "./html-pictures.ts";
import { escape, say, scrolled, shortened, words } from "./html-escape.ts";
import { protocolWalk, type Walked } from "./html-protocol.ts";
import { traceExcerpt } from "./html-trace.ts";
import { assumptionsOf } from "./json.ts";
import { legsOf, type MeasuredLeg } from "./legs.ts";
import { CLOCK_NAMES, GROUND_NAMES, LEVEL_NAMES, ROLE_NAMES, seconds } from "./words.ts";

/** Each section is a pure function of the run. */

export function head(run: Run, strict: boolean): string {
  const { is, says } = conclusion(run, strict);
  const roles = ROLES.filter((role) => run.cases.some((each) => each.role === role));
  const products = roles.map((role) => {
    const product = run.profiles[role]?.product;
    const name = product ? `${product.maker} ${product.model} ${product.version}` : "–";
    return `${say(ROLE_NAMES[role])}: ${escape(shortened(name, 200))}`;
  });
  return `
<p class="soft">${words("資格 適合性試験 報告書", "shikaku conformance report")}</p>
<h1 class="${is}">${say(says)}</h1>
<p class="soft small">${products.join(" · ")}</p>
<p class="soft small">seed ${run.seed} · ${words("時間", "times")}: ${say(CLOCK_NAMES[run.clock])}</p>
<div class="counts">${[
    ...SHOWN.map((verdict) => counter(run.verdicts[verdict], say(VERDICT_NAMES[verdict]), verdict)),
    counter(`${run.emitted}/${run.planned}`, words("検査（判定／計画）", "checks (emitted / planned)")),
    counter(assumptionsOf(run).length, words("前提とした仮定", "assumptions relied on")),
  ].join("")}</div>`;
}

/** The order in which a reader looks for numbers. */
const SHOWN: readonly Verdict[] = [
  ...(["pass", "fail", "warn", "review", "inconclusive"] as const),
  ...(["not-reached", "setup", "suite-error", "inapplicable"] as const),
];

const counter = (value: number | string, name: string, verdict?: Verdict): string =>
  `<div><b${verdict && value !== 0 ? ` class="${verdict}"` : ""}>${value}</b><span>${name}</span></div>`;

/** What the set-up lacks. Of a run that could not begin it is all there is to say. */
export function setup({ findings = [] }: Run): string {
  const lacking = findings.filter(({ is, setup }) => is === "missing" || setup !== undefined);
  if (lacking.length === 0) return "";
  const items = lacking.map(
    ({ is, what, found, mend }) =>
      `<li><span class="${is === "missing" ? "setup" : "soft"}">●</span>&ensp;${say(what)}${found ? ` <span class="soft">(${escape(found)})</span>` : ""}${mend ? `<br>${say(mend)}` : ""}</li>`,
  );
  return section("試験環境", "The set-up", `<ul>${items.join("")}</ul>`);
}

const CALM: readonly Verdict[] = ["pass", "inapplicable"];

/** What is not green, next step first. */
export function troubles(run: Run): string {
  const found = run.cases.filter(({ verdict }) => !CALM.includes(verdict));
  if (found.length === 0) return "";
  const sorted = [...found].sort((a, b) => VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict));
  return section("次にすること", "What to do next", sorted.map(trouble).join(""));
}

function trouble(result: CaseResult): string {
  const { id, title, verdict, reason, actual, checks } = result;
  const row = reason && REASONS[reason];
  const clause = checks.find((check) => check.verdict === verdict)?.clause;
  return `<article class="${verdict}" data-case="${id}">
${reason ? `<p class="next">${forWhom("職員", "staff")}${say(meanwhile(reason))}</p>` : ""}
${row ? `<p class="next">${forWhom("技術者", "engineer")}${say(row.next)}</p>` : ""}
<p>${badge(verdict)} <span class="id">${id}</span> ${say(title)}</p>
${row ? `<p>${say(row.what)} <code>${escape(reason)}</code>${actual ? ` — ${say(actual)}` : ""}</p>` : ""}
${clause ? `<p class="soft small">${forWhom("認証", "certifier")}<span class="id">${clause}</span> ${say(requirement(clause))} (${groundOf(clause)})</p>` : ""}
${traceExcerpt(result)}
</article>`;
}

/** Who a line is written for: what each has to do first, then what it was and what it stands on. */
const forWhom = (ja: string, en: string): string => `<span class="for">${words(ja, en)}</span>`;

function groundOf(clause: Clause): string {
  const { level, ground, sources } = requirement(clause);
  return [say(LEVEL_NAMES[level]), say(GROUND_NAMES[ground]), ...sources.map((source) => say(SOURCES[source]))].join(
    " · ",
  );
}

/** Cases that were known to fail, and where the run was not the planned one. */
export function knownFailing({ known = [], gaps = [] }: Run): string {
  const rows = [
    ...gaps.map(
      (gap) =>
        `<tr><td class="id ${gap.is === "notBegun" ? "soft" : "suite-error"}">${escape(gap.id)}</td><td>${say(gap)}</td></tr>`,
    ),
    ...known.map(
      ({ id, reason, until, outcome }) =>
        `<tr><td class="id"><a href="#${id}">${id}</a></td><td>${escape(reason)}${until ? ` <span class="soft small">(${until})</span>` : ""}<br>
<span class="${outcome === "failed" ? "soft" : "fail"} small">${say(KNOWN_SAYS[outcome])}</span></td></tr>`,
    ),
  ];
  if (rows.length === 0) return "";
  const title: readonly [string, string] =
    gaps.length > 0
      ? ["計画との差と既知の不適合", "Gaps in the plan, and known failures"]
      : ["既知の不適合", "Known to fail"];
  return section(...title, `<table><tbody>${rows.join("")}</tbody></table>`);
}

export function latencies(run: Run): string {
  const legs = legsOf(run);
  if (legs.length === 0) return DISTRIBUTIONS;
  const kind = say(CLOCK_NAMES[run.clock]);
  const note =
    run.clock === "virtual"
      ? words(
          "仮想時計による値です。製品の性能の測定ではありません。",
          "By a virtual clock: a model, and no measurement of any product.",
        )
      : words("人の操作時間は除いてあります。", "Human time is taken out.");
  return section(
    "区間ごとの時間",
    "Latency per leg",
    `<p class="soft small">${note}</p>${scrolled("区間ごとの時間", "Latency per leg")}<table class="legs-table"><thead><tr><th>${words("区間", "leg")}</th><th></th><th class="n">${words("中央値", "median")}</th>
<th class="n">p95</th><th class="n">${words("最大", "worst")}</th><th class="n">${words("予算", "budget")}</th><th class="n">${words("標本", "samples")}</th><th>${words("判定", "verdict")} · ${kind}</th></tr></thead>
<tbody>${legs.map(leg).join("")}</tbody></table></div>${operatingCurves(legs.map(({ measure }) => measure))}${DISTRIBUTIONS}`,
  );
}

/** Where a page with the view draws the samples behind the numbers. */
const DISTRIBUTIONS = '<div data-part="distributions"></div>';

function leg({ measure, verdict, check, caseId }: MeasuredLeg): string {
  const { confidence, exceeding, blame, own, plan } = measure;
  const percent = Math.round(100 * confidence);
  const how = words(
    `${plan === "sequential" ? "1回ごとに見る、" : ""}信頼度 ${percent} %、超過 ${exceeding}`,
    `${plan === "sequential" ? "looked at after each trial, " : ""}${percent} % confidence, ${exceeding} over`,
  );
  const bench = words(`試験台自身 ${seconds(own)}`, `the bench itself ${seconds(own)}`);
  const whose =
    blame.product + blame.bench + blame.human === 0
      ? ""
      : `<br>${words(
          `予算を超えた回の時間の主: 製品 ${blame.product}・試験台 ${blame.bench}・人 ${blame.human}`,
          `whose the time over the budget was: product ${blame.product}, bench ${blame.bench}, people ${blame.human}`,
        )}`;
  const declared = measure.declared ? ` ${words("（申告）", "(declared)")}` : "";
  return `<tr><td><span class="id">${measure.leg}</span> ${say(check.says)}<br><span class="soft small"><span class="id">${caseId}</span> · ${how} · ${bench}${whose}</span></td>
<td class="${verdict}">${latencyBar(measure)}</td>
<td class="n">${seconds(measure.median)}</td><td class="n">${seconds(measure.at)}</td><td class="n">${seconds(measure.worst)}</td>
<td class="n">${seconds(measure.budget)}${declared}</td><td class="n">${measure.samples}</td><td>${badge(verdict)}</td></tr>`;
}

export function clauses(run: Run): string {
  const rows = coverage(run);
  const judged = rows.filter(({ verdict }) => verdict !== undefined);
  const untested = rows.filter(({ verdict }) => verdict === undefined);
  return (
    section(
      `条文ごとの判定（${judged.length} / ${rows.length}）`,
      `Verdicts by clause (${judged.length} / ${rows.length})`,
      `${coverageMap(rows)}<table><thead><tr><th>${words("条文", "clause")}</th><th></th><th>${words("判定", "verdict")}</th></tr></thead><tbody>${judged.map(clauseRow).join("")}</tbody></table>`,
    ) +
    section(
      "判定していない条文と理由",
      "Clauses not judged, and why",
      `<table><tbody>${untested.map(untestedRow).join("")}</tbody></table>`,
    )
  );
}

function clauseRow({
  clause,
  requirement: row,
  verdict = "not-reached",
  cases,
  checks,
  planned,
}: ClauseCoverage): string {
  const sources = row.sources.map((source) => say(SOURCES[source])).join(" / ");
  const links = cases.map((id) => `<a class="id" href="#${id}">${id}</a>`).join(" ");
  return `<tr id="clause-${clause}"><td class="id">${clause}</td><td>${say(row)}<br>
<span class="soft small">${say(LEVEL_NAMES[row.level])} · ${say(GROUND_NAMES[row.ground])} · ${sources}</span><br><span class="small">${links}</span></td>
<td>${badge(verdict)}<br><span class="soft small">${checks < planned ? words(`検査 ${planned} 件のうち ${checks}`, `${checks} of ${planned} checks`) : words(`検査 ${checks}`, `${checks} checks`)}</span></td></tr>`;
}

const untestedRow = ({ clause, requirement: row, untested }: ClauseCoverage): string =>
  `<tr id="clause-${clause}"><td class="id untested">${clause}</td><td>${say(row)}<br><span class="soft small">${untested ? say(untested) : ""}</span></td></tr>`;

/** States, transitions and pairs of the reader's protocol that this run went along, and what it tried out of turn. */
export function protocol(run: Run & Walked): string {
  const content = protocolWalk(run);
  return content === "" ? "" : section("プロトコルの網羅", "Coverage of the protocol", content);
}

export const cases = (run: Run): string =>
  section(
    "試験ごとの判定",
    "Verdicts by case",
    ROLES.filter((role) => run.cases.some((each) => each.role === role))
      .map(
        (role) =>
          `<h3>${say(ROLE_NAMES[role])}</h3><table><tbody>${run.cases
            .filter((each) => each.role === role)
            .map(caseRow)
            .join("")}</tbody></table>`,
      )
      .join(""),
  );

const caseRow = ({ id, title, verdict, checks, actual }: CaseResult): string =>
  `<tr id="${id}"><td class="id">${id}</td><td data-case="${id}">${say(title)}${verdict === "inapplicable" && actual ? ` <span class="soft small">${say(actual)}</span>` : ""}
<ul class="checks">${checks.map(checkItem).join("")}</ul></td><td>${badge(verdict)}</td></tr>`;

const checkItem = ({ clause, verdict, says, actual, assumption }: CheckResult): string =>
  `<li><span class="${verdict}">●</span>&ensp;<span class="id soft">${clause}</span> ${say(says)}${
    CALM.includes(verdict) ? "" : ` — ${say(VERDICT_NAMES[verdict])}${actual ? `: ${say(actual)}` : ""}`
  }${assumption ? ` <span class="id soft">${assumption}</span>` : ""}</li>`;

export function assumptions(run: Run): string {
  const used = assumptionsOf(run);
  const rows = ASSUMPTIONS.filter(({ id }) => used.includes(id));
  if (rows.length === 0) return "";
  const items = rows.map(
    ({ id, unknown, default: taken, reason }) =>
      `<tr><td class="id">${id}</td><td>${say(unknown)} → ${say(taken)}<br><span class="soft small">${say(reason)}</span></td></tr>`,
  );
  const note = words(
    "公開されていないため本試験台が仮に定めたことです。製品の申告にない限り、これだけを根拠に不適合とはしません。",
    "What is not public and this bench has settled for itself. Unless the vendor declares it, none of it alone fails a product.",
  );
  return section(
    "前提とした仮定",
    "Assumptions relied on",
    `<p class="soft small">${note}</p><table><tbody>${items.join("")}</tbody></table>`,
  );
}

const badge = (verdict: Verdict): string => `<span class="verdict ${verdict}">${say(VERDICT_NAMES[verdict])}</span>`;

const section = (ja: string, en: string, content: string): string =>
  `<section><h2>${words(ja, en)}</h2>${content}</section>`;
