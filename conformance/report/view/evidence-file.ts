import { isClause, requirement } from "../../catalog/clause.ts";
import type { Clause } from "../../catalog/requirements.data.ts";
import { VERDICTS } from "../../verdict.ts";
import type { StoredRun } from "../stored-run.ts";
import { eventsByCase } from "./evidence-trace.ts";
import { parseJson } from "./json-text.ts";
import type { Text } from "./language.ts";
import { readRun } from "./run-file.ts";
import { isRecord, Unreadable } from "./trace-file.ts";

/** What stands in evidence beside the run itself. */
export interface EvidenceFile {
  readonly run: StoredRun;
  /** When it was made, as its maker says. */
  readonly made?: string;
  /** Somebody took out what may be about a person. */
  readonly isWithheld: boolean;
}

export const isEvidence = (value: Record<string, unknown>): boolean =>
  typeof value["payload"] === "string" && Array.isArray(value["leaves"]);

/**
 * Evidence (docs/evidence.md) as a run: its leaves, put together. Neither the tree nor the signature is looked at here, as the page says;
 * that is for `shikaku verify`. Throws `Unreadable`.
 */
export function readEvidence(value: Record<string, unknown>): EvidenceFile {
  const payload = parsedPayload(value["payload"]);
  const { format = FORMATS[0] } = payload;
  if (!FORMATS.some((each) => each === format)) throw new Unreadable(OTHER_FORMAT);
  const leaves = (value["leaves"] as readonly unknown[]).filter(Array.isArray) as (readonly unknown[])[];
  const of = (kind: string) => leaves.filter(([is]) => is === kind);
  const about = of("run")[0]?.[1];
  if (!isRecord(about)) throw new Unreadable(NO_LEAVES);
  const isWithheld = of("withheld").length > 0;
  const profiles = Object.fromEntries(of("profile").map(([, role, profile]) => [String(role), profile]));
  const run = readRun({
    ...{ seed: about["seed"], clock: about["clock"], planned: about["planned"], emitted: about["emitted"], profiles },
    verdicts: { ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])), ...record(about["verdicts"]) },
    cases: casesOf(leaves, profiles),
    gaps: list(about["gaps"]).map((id) => ({ id, ...GAP })),
  });
  const made = record(payload["environment"])["made"];
  return { run, isWithheld, ...(typeof made === "string" ? { made } : {}) };
}

function casesOf(leaves: readonly (readonly unknown[])[], profiles: Readonly<Record<string, unknown>>): unknown[] {
  const events = eventsByCase(leaves);
  return leaves
    .filter(([kind]) => kind === "case")
    .map(([, id, about]) => caseOf(id, record(about), events.get(id) ?? [], profiles));
}

function caseOf(
  id: unknown,
  { role, channels, verdict, reason, checks }: Record<string, unknown>,
  events: readonly object[],
  profiles: Readonly<Record<string, unknown>>,
): object {
  const published = list(checks)
    .map(record)
    .filter((check) => isRecord(check["asks"]));
  const shown = published.map((check) => {
    const { clause, assumption } = record(check["asks"]);
    if (typeof clause !== "string" || !isClause(clause)) throw new Unreadable(unknownClause(String(clause)));
    const optional = { reason: check["reason"], assumption };
    return { clause, verdict: check["verdict"], says: textOf(clause), ...defined(optional) };
  });
  const title = shown[0] ? shown[0].says : { ja: String(id), en: String(id) };
  const latency = record(record(profiles[String(role)])["latency"]);
  const observation = { events, cast: {}, latency };
  return { id, role, channels, verdict, ...defined({ reason }), title, checks: shown, observation };
}

/** Evidence has no sentences: they are those of the clause. */
const textOf = (clause: Clause): Text => {
  const { ja, en } = requirement(clause);
  return { ja, en };
};

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const defined = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

function parsedPayload(payload: unknown): Record<string, unknown> {
  try {
    return record(parseJson(atob(String(payload))));
  } catch {
    return {};
  }
}

const unknownClause = (clause: string): Text => ({
  ja: `条文 ${clause.slice(0, 20)} はこの版の shikaku にありません。この証拠を作った版で開いてください。`,
  en: `This version of shikaku has no clause ${clause.slice(0, 20)}. Open the evidence with the version that made it.`,
});
/** docs/evidence.md. */
const FORMATS = ["shikaku-evidence/1", "shikaku-evidence/2"] as const;
const OTHER_FORMAT: Text = {
  ja: `この証拠は別の形式で書かれています（ここで読めるのは ${FORMATS.join(" と ")}）。書いた版の shikaku で開いてください。`,
  en: `This evidence has another format than ${FORMATS.join(" and ")}. Open it with the version of shikaku that wrote it.`,
};
const NO_LEAVES: Text = {
  ja: "証拠ファイルに実行の記録（run）がありません。途中で切れていないか確かめてください。",
  en: "The evidence holds no run. See whether the file is cut off.",
};
const GAP = { ja: "計画どおりに実行されていません", en: "It was not run as planned" } as const;
