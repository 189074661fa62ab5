import type { Lang } from "../../device/errors.ts";
import { jstTime } from "../../device/wire/oqs/jst.ts";
import { REASONS } from "../catalog/reasons.data.ts";
import { KNOWN_SAYS } from "../known-failing.ts";
import { type Role, ROLES } from "../role.ts";
import type { CaseResult, KnownCase, Run } from "../run.ts";
import { VERDICT_NAMES } from "../verdict.ts";
import { element } from "./xml-text.ts";

interface Look {
  readonly lang: Lang;
  readonly strict?: boolean;
}

/**
 * A run as JUnit XML, of the form that Ant's schema and Jenkins' both take: a suite per role, a test case per case id, and the id
 * alone as its name, so that a tracker follows it whatever its title becomes. Only a pass and what conforms beside it look green.
 * Times are those of the bench's clock, in JST; like the JSON it tells nothing of where it ran.
 */
export function junitReport(run: Run, look: Look): string {
  const roles = ROLES.filter((role) => run.cases.some((each) => each.role === role));
  const suites = roles.map((role, id) => suite(run, role, id, look));
  const gaps = (run.gaps ?? []).length > 0 ? [gapSuite(run, suites.length, look)] : [];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", {}, [...suites, ...gaps])}\n`;
}

function suite(run: Run, role: Role, id: number, look: Look): string {
  const mine = run.cases.filter((each) => each.role === role);
  const outcomes = mine.map((result) => outcomeOf(result, knownOf(run, result), look));
  const times = mine.flatMap(({ observation }) => observation.events.map(({ at }) => at));
  const product = run.profiles[role]?.product;
  const properties = {
    seed: String(run.seed),
    clock: run.clock,
    ...(product ? { product: `${product.maker} ${product.model} ${product.version}` } : {}),
    // What looks green here and is no plain pass.
    ...Object.fromEntries(
      mine
        .filter(({ verdict }, i) => verdict !== "pass" && outcomes[i]?.is === "passed")
        .map((result) => [`${result.id}.verdict`, result.verdict]),
    ),
  };
  const cases = mine.map((result, i) => testCase(result, outcomes[i] ?? PASSED));
  const out = mine.map((result) => outLines(result, look.lang)).join("\n");
  const about = {
    name: role,
    id,
    start: times.reduce((first, at) => Math.min(first, at), Infinity),
    seconds: mine.reduce((sum, each) => sum + lasted(each), 0),
  };
  return wholeSuite(about, outcomes, properties, cases, out);
}

interface About {
  readonly name: string;
  readonly id: number;
  /** Microseconds; infinite where nothing happened. */
  readonly start: number;
  readonly seconds: number;
}

function wholeSuite(
  { name, id, start, seconds }: About,
  outcomes: readonly Outcome[],
  properties: Readonly<Record<string, string>>,
  cases: readonly string[],
  out: string,
): string {
  const number = (is: Outcome["is"]) => outcomes.filter((outcome) => outcome.is === is).length;
  const attributes = {
    name,
    package: "shikaku",
    id,
    timestamp: stamp(start),
    hostname: "localhost",
    tests: outcomes.length,
    failures: number("failure"),
    errors: number("error"),
    skipped: number("skipped"),
    time: seconds.toFixed(3),
  };
  const list = Object.entries(properties).map(([key, value]) => element("property", { name: key, value }));
  return element("testsuite", attributes, [
    element("properties", {}, list),
    ...cases,
    element("system-out", {}, out),
    element("system-err", {}, ""),
  ]);
}

/** How a tracker that knows four colours shows a case. */
type Outcome =
  | { readonly is: "passed" }
  | {
      readonly is: "failure" | "error" | "skipped";
      readonly type: string;
      readonly message: string;
      readonly body: string;
    };

const PASSED: Outcome = { is: "passed" };

const knownOf = ({ known = [] }: Run, { id }: CaseResult) => known.find((each) => each.id === id);

function outcomeOf(result: CaseResult, known: KnownCase | undefined, { lang, strict }: Look): Outcome {
  const { verdict, reason } = result;
  const message = messageOf(result, lang);
  const body = bodyOf(result, lang);
  if (known?.outcome === "stale")
    return { is: "failure", type: "known-failing.stale", message: KNOWN_SAYS.stale[lang], body: known.reason };
  if (known?.outcome === "failed")
    return { is: "skipped", type: "known-failing", message: `${KNOWN_SAYS.failed[lang]}: ${known.reason}`, body };
  switch (verdict) {
    case "pass":
      return PASSED;
    case "warn":
    case "review":
      return strict ? { is: "error", type: reason ?? verdict, message, body } : PASSED;
    case "fail":
      return { is: "failure", type: reason ?? verdict, message, body };
    case "inapplicable":
      return { is: "skipped", type: verdict, message, body: "" };
    default:
      return { is: "error", type: reason ?? verdict, message, body };
  }
}

function messageOf({ verdict, reason, actual }: CaseResult, lang: Lang): string {
  const what = reason ? REASONS[reason].what[lang] : undefined;
  return [VERDICT_NAMES[verdict][lang], what, actual?.[lang]].filter((part) => part !== undefined).join(": ");
}

/** Next step first, then each check that did not hold. */
function bodyOf({ reason, checks }: CaseResult, lang: Lang): string {
  const troubled = checks.filter(({ verdict }) => verdict !== "pass" && verdict !== "inapplicable");
  return [
    ...(reason ? [REASONS[reason].next[lang]] : []),
    ...troubled.map(
      ({ clause, verdict, says, actual, assumption }) =>
        `${VERDICT_NAMES[verdict][lang]}  ${clause}${assumption ? ` (${assumption})` : ""}  ${says[lang]}${actual ? ` — ${actual[lang]}` : ""}`,
    ),
  ].join("\n");
}

function testCase(result: CaseResult, outcome: Outcome): string {
  const attributes = { name: result.id, classname: result.role, time: lasted(result).toFixed(3) };
  if (outcome.is === "passed") return element("testcase", attributes);
  const { is, type, message, body } = outcome;
  return element("testcase", attributes, [element(is, { message, type }, body)]);
}

const outLines = (result: CaseResult, lang: Lang): string => {
  const line = `${result.id}  ${VERDICT_NAMES[result.verdict][lang]}  ${result.title[lang]}`;
  return result.verdict === "warn" || result.verdict === "review" ? `${line}\n${bodyOf(result, lang)}` : line;
};

/** A run that is not the planned one, as the one test case that says so. */
function gapSuite({ gaps = [] }: Run, id: number, { lang }: Look): string {
  const list = gaps.map((gap) => `${gap.id}: ${gap[lang]}`).join("\n");
  const message = { ja: "計画どおりに実行されていません", en: "the run is not the planned one" }[lang];
  const outcome: Outcome = { is: "error", type: "gate", message, body: list };
  const about = { name: "gate", id, start: Infinity, seconds: 0 };
  const inner = [element("error", { message, type: "gate" }, list)];
  return wholeSuite(
    about,
    [outcome],
    {},
    [element("testcase", { name: "planned", classname: "gate", time: "0.000" }, inner)],
    list,
  );
}

/** Seconds by the bench's clock. */
function lasted({ observation: { events } }: CaseResult): number {
  const microseconds = (events.at(-1)?.at ?? 0) - (events.at(0)?.at ?? 0);
  // A recorder not our own may write any number.
  return microseconds > 0 && Number.isFinite(microseconds) ? microseconds / 1_000_000 : 0;
}

/** The schema takes no zone. */
const stamp = (microseconds: number): string =>
  jstTime(Number.isFinite(microseconds) ? microseconds : 0).replace(
    /^(....)(..)(..)(..)(..)(..)$/,
    "$1-$2-$3T$4:$5:$6",
  );
