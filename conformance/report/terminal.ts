import { styleText } from "node:util";
import Table from "cli-table3";
import stringWidth from "string-width";
import type { Lang } from "../../device/errors.ts";
import { coverage } from "../catalog/coverage.ts";
import { REASONS } from "../catalog/reasons.data.ts";
import { REQUIREMENTS } from "../catalog/requirements.data.ts";
import { KNOWN_SAYS } from "../known-failing.ts";
import { ROLES } from "../role.ts";
import type { CaseResult, Gap, KnownCase, Run } from "../run.ts";
import type { Progress } from "../runner.ts";
import type { SetupFinding } from "../setup/finding.ts";
import { type Verdict, VERDICT_NAMES } from "../verdict.ts";
import { closingLine, conclusion } from "./conclusion.ts";
import { legsOf } from "./legs.ts";
import { CLOCK_NAMES, ROLE_NAMES, seconds } from "./words.ts";

export interface Look {
  readonly lang: Lang;
  /** Whether the terminal takes colours. */
  readonly colour: boolean;
  readonly strict?: boolean;
}

type Colour = "green" | "red" | "yellow" | "magenta" | "dim" | "bold";

const COLOURS: Readonly<Record<Verdict, Colour>> = {
  "pass": "green",
  "inapplicable": "dim",
  "warn": "yellow",
  "review": "yellow",
  "inconclusive": "magenta",
  "not-reached": "magenta",
  "setup": "magenta",
  "fail": "red",
  "suite-error": "red",
};

const MARKS: Readonly<Record<Verdict, string>> = {
  "pass": "✓",
  "inapplicable": "–",
  "warn": "!",
  "review": "?",
  "inconclusive": "≈",
  "not-reached": "…",
  "setup": "⚙",
  "fail": "✗",
  "suite-error": "‼",
};

const paint = ({ colour }: Look, style: Colour, text: string): string =>
  colour ? styleText(style, text, { validateStream: false }) : text;

/** One line of progress, no wider than `width` columns; Japanese characters take two. */
export function progressLine(progress: Progress, look: Look, width = 100): string {
  const { index, of } = progress;
  const { id, title } = progress.is === "started" ? progress.case : progress.result;
  const count = `${String(index).padStart(String(of).length)}/${of}`;
  const verdict = progress.is === "judged" ? progress.result.verdict : undefined;
  const mark = verdict ? paint(look, COLOURS[verdict], MARKS[verdict]) : "·";
  const room = width - stringWidth(`${count} x ${id} `);
  return `${count} ${mark} ${id} ${clip(title[look.lang], room)}`;
}

function clip(text: string, room: number): string {
  if (stringWidth(text) <= room) return text;
  let kept = "";
  for (const character of text) {
    if (stringWidth(`${kept}${character}…`) > room) break;
    kept += character;
  }
  return `${kept}…`;
}

/** What a person reads after a run; the last line has every count. */
export function summary(run: Run, look: Look): string {
  return [
    roleTable(run, look),
    ...trouble(run, look),
    ...listTrouble(run, look),
    legTable(run, look),
    clauses(run, look),
    ending(run, look),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const PLAIN = { head: [], border: [] };

function roleTable(run: Run, look: Look): string {
  const { lang } = look;
  const heads = {
    ja: ["対象", "製品", "試験", "適合", "不適合", "その他"],
    en: ["part", "product", "cases", "pass", "fail", "other"],
  };
  const table = new Table({
    head: heads[lang],
    style: PLAIN,
    chars: THIN,
    colAligns: ["left", "left", "right", "right", "right", "right"],
  });
  for (const role of ROLES) {
    const mine = run.cases.filter((each) => each.role === role);
    if (mine.length === 0) continue;
    const pass = mine.filter(({ verdict }) => verdict === "pass").length;
    const fail = mine.filter(({ verdict }) => verdict === "fail").length;
    const product = run.profiles[role]?.product;
    const name = product ? `${product.maker} ${product.model} ${product.version}` : "";
    table.push([ROLE_NAMES[role][lang], name, mine.length, pass, fail, mine.length - pass - fail]);
  }
  return table.toString();
}

/** Rules above and below, none between: the eye does the rest. */
const THIN = {
  "mid": "",
  "left-mid": "",
  "mid-mid": "",
  "right-mid": "",
  "left": "",
  "right": "",
  "middle": "  ",
  "top-left": "",
  "top-right": "",
  "bottom-left": "",
  "bottom-right": "",
  "top-mid": "──",
  "bottom-mid": "──",
};

/** Everything that is not green, the gravest first, with what to do next. */
function trouble(run: Run, look: Look): string[] {
  const calm: readonly Verdict[] = ["pass", "inapplicable"];
  const findings = (run.findings ?? []).filter(({ is, setup }) => is === "missing" || setup !== undefined);
  const blocked = findings.some(({ is }) => is === "missing");
  // Where nothing could begin, each case would say the same once more.
  const found = run.cases.filter(({ verdict }) => !calm.includes(verdict) && !(blocked && verdict === "setup"));
  const setup = findings.map((finding) => oneFinding(finding, look));
  return [...setup, ...found.map((result) => oneTrouble(result, knownOf(run, result), look))];
}

/** What the set-up lacks, before anything that was judged in it. */
function oneFinding({ is, what, found, mend }: SetupFinding, look: Look): string {
  const { lang } = look;
  const mark = is === "missing" ? paint(look, "magenta", `${MARKS.setup} ${VERDICT_NAMES.setup[lang]}`) : "–";
  const next = mend ? `\n    ${lang === "ja" ? "次に" : "next"}: ${mend[lang]}` : "";
  return `${mark}  ${what[lang]}${found ? ` (${found})` : ""}${next}`;
}

const knownOf = ({ known = [] }: Run, { id }: CaseResult) => known.find((each) => each.id === id);

/** What is wrong with the plan, or with the list of known failures, and not with the product. */
function listTrouble({ gaps = [], known = [] }: Run, look: Look): string[] {
  const { lang } = look;
  const stale = known.filter(({ outcome }) => outcome === "stale");
  return [
    ...gapLines(gaps, look),
    ...stale.map(({ id, reason }) => `${paint(look, "red", "✗")}  ${id}  ${KNOWN_SAYS.stale[lang]} (${reason})`),
  ];
}

/** What is strange one by one, the first few; what a run that was stopped has left undone in one line. */
function gapLines(gaps: readonly Gap[], look: Look): string[] {
  const { lang } = look;
  const mark = paint(look, "magenta", "‼");
  const strange = gaps.filter(({ is }) => is === undefined);
  const shown = strange.slice(0, GAPS_SHOWN).map((gap) => `${mark}  ${gap.id}  ${gap[lang]}`);
  const more = strange.length - shown.length;
  const left = gaps.length - strange.length;
  return [
    ...shown,
    ...(more > 0
      ? [
          `${mark}  ${{ ja: `ほかに ${more} 件、計画と異なります`, en: `and ${more} more that differ from the plan` }[lang]}`,
        ]
      : []),
    ...(left > 0
      ? [
          `–  ${{ ja: `中断したため、残りの ${left} 件は実行していません`, en: `stopped with ${left} cases still to run` }[lang]}`,
        ]
      : []),
  ];
}

const GAPS_SHOWN = 3;

function oneTrouble(
  { id, title, verdict, reason, actual }: CaseResult,
  known: KnownCase | undefined,
  look: Look,
): string {
  const { lang } = look;
  const excuse = known?.outcome === "failed" ? `\n    ${KNOWN_SAYS.failed[lang]}: ${known.reason}` : "";
  const head = `${paint(look, COLOURS[verdict], `${MARKS[verdict]} ${VERDICT_NAMES[verdict][lang]}`)}  ${id}  ${title[lang]}${excuse}`;
  if (!reason) return head;
  const row = REASONS[reason];
  const [next, why] = lang === "ja" ? ["次に", "理由"] : ["next", "reason"];
  return [
    head,
    `    ${next}: ${row.next[lang]}`,
    `    ${why}: ${row.what[lang]} (${reason})${actual ? ` — ${actual[lang]}` : ""}`,
  ].join("\n");
}

function legTable(run: Run, look: Look): string {
  const legs = legsOf(run);
  if (legs.length === 0) return "";
  const { lang } = look;
  const kind = CLOCK_NAMES[run.clock][lang];
  const heads = {
    ja: ["区間", `中央値（${kind}）`, "p95", "予算", "標本", ""],
    en: ["leg", `median (${kind})`, "p95", "budget", "samples", ""],
  };
  const table = new Table({
    head: heads[lang],
    style: PLAIN,
    chars: THIN,
    colAligns: ["left", "right", "right", "right", "right", "left"],
  });
  const isTwice = (leg: string) => legs.filter(({ measure }) => measure.leg === leg).length > 1;
  for (const { measure, verdict, caseId, check } of legs)
    table.push([
      `${measure.leg}  ${isTwice(measure.leg) ? `${caseId}  ` : ""}${check.says[lang]}`,
      seconds(measure.median),
      seconds(measure.at),
      seconds(measure.budget),
      measure.samples,
      paint(look, COLOURS[verdict], VERDICT_NAMES[verdict][lang]),
    ]);
  return table.toString();
}

function clauses(run: Run, { lang }: Look): string {
  const covered = coverage(run).filter(({ verdict }) => verdict !== undefined).length;
  const all = REQUIREMENTS.length;
  return lang === "ja"
    ? `条文 ${all} のうち ${covered} を判定。残りは理由とともに報告書にあります。`
    : `${covered} of ${all} clauses judged; the others stand in the report with the reason why not.`;
}

function ending(run: Run, look: Look): string {
  const { is, says } = conclusion(run, look.strict);
  const colour = is === "conforms" ? "green" : is === "deviates" ? "red" : "magenta";
  return `${paint(look, colour, says[look.lang])}\n${closingLine(run)[look.lang]}`;
}
