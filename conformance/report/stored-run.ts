import type { CaseResult, Run } from "../run.ts";
import { type Walked, walkOf } from "./html-protocol.ts";

/** A run as a page carries it: with the traces that somebody will want to look into, and without what they do not need. */
export interface StoredRun extends Run, Walked {
  readonly strict?: boolean;
}
export type StoredCase = CaseResult;

/** Events that a page carries of one case, and characters of all of them; of cases that are not green first. */
const [OF_ONE, OF_ALL] = [4000, 6_000_000] as const;

export function storedRun(run: Run, strict: boolean): StoredRun {
  let room: number = OF_ALL;
  const kept = new Map<string, CaseResult["observation"]>();
  const isCalm = ({ verdict }: CaseResult) => verdict === "pass" || verdict === "inapplicable";
  for (const result of [...run.cases.filter((each) => !isCalm(each)), ...run.cases.filter(isCalm)]) {
    const events = result.observation.events.slice(-OF_ONE);
    const size = JSON.stringify(events).length;
    if (size > room) continue;
    room -= size;
    kept.set(result.id, { events, cast: {}, latency: result.observation.latency });
  }
  const cases = run.cases.map((each) => ({ ...each, observation: kept.get(each.id) ?? NOTHING }));
  const walked = walkOf(run);
  return { ...run, cases, ...(walked ? { walked } : {}), ...(strict ? { strict } : {}) };
}

/** Who was in the cast is nobody's business who reads a report. */
const NOTHING: CaseResult["observation"] = { events: [], cast: {}, latency: {} };
