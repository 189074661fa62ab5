import type { Fields, Profile, StoredCase, TraceEvent } from "./material.ts";
import { shown, Withheld } from "./hidden.ts";
import { unlearnt } from "./learnt.ts";
import { look, type Scene } from "./rules.ts";
import type { Schemas } from "./schema.ts";
import { otherCard, otherEncoding } from "./setup.ts";

/** docs/evidence.md, "Verdicts". */

export interface Ruling {
  readonly verdict: string;
  readonly reason?: string | undefined;
}

export interface Judged extends Ruling {
  /** `withheld`: it rests on what this copy does not show. */
  readonly checks: readonly Ruling[];
}

export const GRAVITY = [
  ...["suite-error", "setup", "fail", "not-reached", "inconclusive", "review", "warn", "pass", "inapplicable"],
];

/** Who must act on each fault: from the head of docs/checks.json. */
export type Faults = Readonly<Record<string, string>>;

interface Terms {
  readonly profile: Profile;
  readonly schemas: Schemas;
  readonly faults: Faults;
  /** Milliseconds of the way to the product. */
  readonly overhead: number;
}

type End =
  | { readonly is: "done" }
  | { readonly is: "inVain" }
  | { readonly is: "crash" }
  | { readonly is: "fault"; readonly fault: string };

export function judgeCase(stored: StoredCase, terms: Terms): Judged {
  const { events } = stored;
  const end = unlessWithheld(() => endOf(events, terms.faults));
  if (!end) return { ...WITHHELD, checks: stored.checks.map(() => WITHHELD) };
  const foreign = foreignTo(end, terms.faults);
  if (foreign) return { ...foreign, checks: stored.checks.map(() => foreign) };
  const scene: Scene = {
    events,
    people: stored.cast,
    schemas: terms.schemas,
    profile: terms.profile,
  };
  const checks = stored.checks.map(({ asks }) => (asks ? ruling(asks, stored, scene, terms) : WITHHELD));
  const setup = setupOf(checks, end, stored, terms.profile);
  if (setup) return { ...setup, checks: checks.map(() => setup) };
  return checks.includes(WITHHELD) ? { ...WITHHELD, checks } : conclude(checks, end);
}

/** Nothing where it would have to know what this copy does not show. */
function unlessWithheld<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof Withheld) return undefined;
    throw error;
  }
}

export const WITHHELD: Ruling = { verdict: "withheld" };
const BROKEN_SETUP: Ruling = { verdict: "setup", reason: "setup.broken" };

function endOf(events: readonly TraceEvent[], faults: Faults): End {
  for (const event of events) {
    if (event.channel !== "clock" || event.is !== "mark") continue;
    const mark = shown(event["mark"]);
    if (typeof mark !== "string" || !mark.startsWith("script ")) continue;
    const [kind, fault = ""] = mark.slice("script ".length).split(" ");
    if (kind === "done" || kind === "inVain") return { is: kind };
    return kind === "fault" && Object.hasOwn(faults, fault) ? { is: "fault", fault } : { is: "crash" };
  }
  return { is: "crash" };
}

const SETUP: Readonly<Record<string, string>> = {
  "link.lost": "setup.linkLost",
  "link.refused": "setup.linkRefused",
  "operator.gaveUp": "operator.gaveUp",
  "card.lastTry": "guard.lastTry",
};

function foreignTo(end: End, faults: Faults): Ruling | undefined {
  if (end.is === "crash") return { verdict: "suite-error", reason: "suite.broken" };
  if (end.is !== "fault" || faults[end.fault] === "vendor") return undefined;
  if (["suite", "caller"].includes(faults[end.fault] ?? "")) return { verdict: "suite-error", reason: "suite.broken" };
  return { verdict: "setup", reason: SETUP[end.fault] ?? "setup.broken" };
}

type Asked = NonNullable<StoredCase["checks"][number]["asks"]>;

function ruling(asks: Asked, stored: StoredCase, scene: Scene, { profile, overhead }: Terms): Ruling {
  const hidden = asks.channels.filter(
    (channel) => !stored.channels.includes(channel) || profile.channels?.includes(channel) === false,
  );
  if (hidden.length > 0) return { verdict: "not-reached", reason: "channel.missing" };
  if (stored.withheld.has("cast") && /"(cast|person)":/.test(JSON.stringify(asks.rule))) return WITHHELD;
  // A rule younger than this judge is not judged, and said so.
  if (unlearnt(asks.rule).length > 0) return WITHHELD;
  const finding = unlessWithheld(() => look(asks.rule, scene));
  if (!finding) return WITHHELD;
  switch (finding.is) {
    case "held":
      return { verdict: "pass" };
    case "unseen":
      return { verdict: "not-reached", reason: "premise.missing" };
    case "open":
      return { verdict: "inconclusive", reason: "samples.missing" };
    case "noisy":
      return { verdict: "inconclusive", reason: "setup.noisy" };
    case "broken":
      if (finding.budget !== undefined && overhead > finding.budget * 0.2)
        return { verdict: "inconclusive", reason: "setup.slow" };
      return { verdict: finding.declared ? "fail" : weight(asks, profile), reason: asks.reason };
  }
}

function weight({ assumption, ground, level }: Asked, { declares }: Profile): string {
  if (assumption !== undefined) return declares.includes(assumption) ? "fail" : "review";
  if (ground === "assumed") return "review";
  return level === "must" ? "fail" : "warn";
}

export const worst = (verdicts: readonly string[]): string =>
  GRAVITY.find((verdict) => verdicts.includes(verdict)) ?? "not-reached";

const VENDOR: Readonly<Record<string, string>> = { "link.silent": "peer.silent", "peer.malformed": "peer.malformed" };

function conclude(checks: readonly Ruling[], end: End): Judged {
  const verdict = worst(checks.map((check) => check.verdict));
  const reason = checks.find((check) => check.verdict === verdict)?.reason;
  const judged = { verdict, ...(reason === undefined ? {} : { reason }), checks };
  if (end.is === "done" || verdict === "fail") return judged;
  if (end.is === "fault") return { verdict: "fail", reason: VENDOR[end.fault] ?? "peer.unexpected", checks };
  const isCalm = ["pass", "warn", "review"].includes(verdict);
  return isCalm ? { verdict: "not-reached", reason: "script.stopped", checks } : judged;
}

/** What looks like a verdict about the product and is a known fault of the set-up: then it is no verdict, of any check. */
function setupOf(
  checks: readonly Ruling[],
  end: End,
  { role, events }: StoredCase,
  { features }: Profile,
): Ruling | undefined {
  const rulingOf = (sign: boolean | undefined) => (sign === undefined ? WITHHELD : sign ? BROKEN_SETUP : undefined);
  if (role === "generic") return rulingOf(unlessWithheld(() => otherCard(events)));
  if (role !== "receipt" || features.includes("shiftJis")) return undefined;
  const isFail = end.is === "fault" || checks.some(({ verdict }) => verdict === "fail");
  if (!isFail && !checks.includes(WITHHELD)) return undefined;
  const sign = unlessWithheld(() => otherEncoding(events));
  return sign === true && !isFail ? WITHHELD : rulingOf(sign);
}

/** Verdicts that say something about a product. */
export const isEmitted = ({ verdict }: Ruling): boolean =>
  ["pass", "fail", "warn", "review", "inconclusive"].includes(verdict);

export type { Fields };
