import { FAULTS, type Fault, isFault } from "../device/errors.ts";
import type { Channel } from "../device/trace.ts";
import type { Bilingual } from "./bilingual.ts";
import { type AnyCase, channelsOf, type Check } from "./case.ts";
import type { AssumptionId } from "./catalog/assumptions.data.ts";
import { requirement } from "./catalog/clause.ts";
import type { Reason } from "./catalog/reasons.data.ts";
import type { Clause } from "./catalog/requirements.data.ts";
import type { Finding, Measure } from "./expect/finding.ts";
import type { Observation } from "./observation.ts";
import type { Profile } from "./profile.ts";
import { type ScriptEnd, scriptEnd } from "./script-end.ts";
import { signOfSetup } from "./setup/signs.ts";
import { told } from "./told.ts";
import { type Verdict, worst } from "./verdict.ts";

/** What one check came to. `saw` are the events it rests on; `actual` says what was there instead. */
export interface CheckResult {
  readonly clause: Clause;
  readonly says: Bilingual;
  readonly verdict: Verdict;
  readonly reason?: Reason;
  readonly actual?: Bilingual;
  readonly saw?: readonly number[];
  readonly measure?: Measure;
  readonly assumption?: AssumptionId;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** Of the gravest check, or of the fault that ended the steps. */
  readonly reason?: Reason;
  readonly actual?: Bilingual;
  readonly checks: readonly CheckResult[];
}

/** How the product was reached and what its vendor says of it. */
export interface Terms {
  readonly channels: readonly Channel[];
  readonly profile: Profile;
}

/** Pure: the same trace under the same terms gives the same verdict, today and next year. */
export function judge(testCase: AnyCase, observation: Observation, terms: Terms): Judgement {
  const end: ScriptEnd = scriptEnd.find(observation)[0]?.value ?? {
    is: "crash",
    says: "the steps have no recorded end",
  };
  const foreign = foreignCause(end);
  if (foreign) return foreign(testCase);
  const checks = testCase.expect.map((check) => judgeCheck(check, observation, terms));
  const judged = conclude(checks, end);
  const sign = signOfSetup(judged.verdict, observation, terms.profile);
  if (!sign) return judged;
  return unjudged("setup", "setup.broken", { ja: sign.say("ja"), en: sign.message })(testCase);
}

/** An end that says nothing about the product: its checks are not judged at all. */
function foreignCause(end: ScriptEnd): ((testCase: AnyCase) => Judgement) | undefined {
  if (end.is === "crash") return unjudged("suite-error", "suite.broken", { ja: end.says, en: end.says });
  if (end.is !== "fault") return undefined;
  const { act } = FAULTS[end.fault];
  if (act === "vendor") return undefined;
  return act === "suite" || act === "caller"
    ? unjudged("suite-error", "suite.broken", wordsOf(end))
    : unjudged("setup", SETUP_REASONS[end.fault] ?? "setup.broken", wordsOf(end));
}

const wordsOf = ({ says, ja = says }: Extract<ScriptEnd, { is: "fault" }>): Bilingual => ({ ja, en: says });

const SETUP_REASONS: Readonly<Partial<Record<Fault, Reason>>> = {
  "link.lost": "setup.linkLost",
  "link.refused": "setup.linkRefused",
  "operator.gaveUp": "operator.gaveUp",
  "card.lastTry": "guard.lastTry",
};

const unjudged =
  (verdict: Verdict, reason: Reason, actual: Bilingual) =>
  (testCase: AnyCase): Judgement => ({
    verdict,
    reason,
    actual,
    checks: testCase.expect.map(({ clause, says: sentence }) => ({ clause, says: sentence, verdict, reason })),
  });

export function judgeCheck(check: Check, observation: Observation, terms: Terms): CheckResult {
  const { clause, says, assumption } = check;
  const about = { clause, says, ...(assumption ? { assumption } : {}) };
  const { features, channels } = terms.profile;
  const reads = channelsOf(check).filter((channel) => channel !== "clock");
  const dark = reads.filter((channel) => !terms.channels.includes(channel));
  const kept = reads.filter((channel) => channels?.includes(channel) === false);
  if (dark.length + kept.length > 0) {
    const actual = dark.length > 0 ? notShown(dark) : notDeclared(kept);
    return { ...about, verdict: "not-reached", reason: "channel.missing", actual };
  }
  const declared = { features, ...(channels ? { channels } : {}) };
  return { ...about, ...rule(check, check.expectation.look({ ...observation, declared }), terms) };
}

const notShown = (channels: readonly Channel[]): Bilingual => ({
  ja: `この接続では ${channels.join(", ")} が見えません`,
  en: `this target does not show ${channels.join(", ")}`,
});

const notDeclared = (channels: readonly Channel[]): Bilingual => ({
  ja: `${channels.join(", ")} を見せるとは申告されていません`,
  en: `its profile does not declare ${channels.join(", ")}`,
});

type Ruling = Omit<CheckResult, "clause" | "says" | "assumption">;

function rule(check: Check, finding: Finding, { profile }: Terms): Ruling {
  switch (finding.is) {
    case "held":
      return { verdict: "pass", saw: finding.saw, ...(finding.measure ? { measure: finding.measure } : {}) };
    case "unseen":
      return { verdict: "not-reached", reason: "premise.missing", actual: finding.because };
    case "noisy":
      return { verdict: "inconclusive", reason: "setup.noisy", actual: finding.because, measure: finding.measure };
    case "open":
      return {
        verdict: "inconclusive",
        reason: "samples.missing",
        actual: {
          ja: `すべて予算内ならあと ${finding.more} 回で決まります`,
          en: `${finding.more} more trials would decide if all stay within the budget`,
        },
        measure: finding.measure,
      };
    case "broken":
      return {
        verdict: finding.measure?.declared ? "fail" : gravity(check, profile),
        reason: check.reason,
        actual: finding.actual,
        saw: finding.saw,
        ...(finding.measure ? { measure: finding.measure } : {}),
      };
  }
}

/** A declared assumption binds like an official text; one that is not declared can never fail a product. */
function gravity({ clause, assumption }: Check, profile: Profile): Verdict {
  if (assumption) return profile.declares.includes(assumption) ? "fail" : "review";
  const { ground, level } = requirement(clause);
  if (ground === "assumed") return "review";
  return level === "must" ? "fail" : "warn";
}

function conclude(checks: readonly CheckResult[], end: ScriptEnd): Judgement {
  const verdict = worst(checks.map((check) => check.verdict));
  const gravest = checks.find((check) => check.verdict === verdict);
  const about = {
    ...(gravest?.reason ? { reason: gravest.reason } : {}),
    ...(gravest?.actual ? { actual: gravest.actual } : {}),
  };
  const judged = { verdict, ...about, checks };
  if (end.is === "done" || verdict === "fail") return judged;
  // The checks alone found nothing to blame, yet the product did not let the steps run through.
  if (end.is === "fault")
    return {
      ...judged,
      verdict: "fail",
      reason: VENDOR_REASONS[end.fault] ?? "peer.unexpected",
      actual: wordsOf(end),
    };
  if (end.is === "inVain" && (verdict === "pass" || verdict === "warn" || verdict === "review"))
    return {
      ...judged,
      verdict: "not-reached",
      reason: "script.stopped",
      actual: { ja: `${end.for} を待ちましたが現れませんでした`, en: `${end.for} was waited for and did not come` },
    };
  return judged;
}

const VENDOR_REASONS: Readonly<Partial<Record<Fault, Reason>>> = {
  "link.silent": "peer.silent",
  "peer.malformed": "peer.malformed",
};

/** What a thrown error means as an end of the steps. */
export function endOf(error: unknown): ScriptEnd {
  if (isFault(error)) return { is: "fault", fault: error.fault, says: error.message, ja: error.say("ja") };
  return { is: "crash", says: told(error) };
}
