import type { Clock } from "../device/ports.ts";
import { markOf, observe } from "./attempt.ts";
import type { OpenBench } from "./bench.ts";
import type { AnyCase, Case } from "./case.ts";
import { holdAgainst } from "./gate.ts";
import { endOf, judge, type Judgement, type Terms } from "./judge.ts";
import type { Observation } from "./observation.ts";
import { learnTries, type TriesKnown } from "./guard.ts";
import { StopWished } from "./operator/wishes.ts";
import type { Entry, Plan } from "./plan.ts";
import { type CaseResult, type Profiles, type Run, tally } from "./run.ts";

export interface RunOptions {
  readonly open: OpenBench;
  readonly profiles: Profiles;
  readonly seed: number;
  /** Of the benches, for the report. */
  readonly clock: "virtual" | "system";
  readonly onProgress?: (progress: Progress) => void;
  /** Real time, which bounds what a bench may take to open, to play and to close. Without it only the bench's own time does. */
  readonly wall?: Clock;
  /** Ends the run: the case under way is not judged, those behind it are not begun, and the report is of what there is. */
  readonly stop?: AbortSignal;
  /** A person moves the hands: what waits for a person waits longer. */
  readonly byHand?: boolean;
  /** Results of an earlier part of the same run, by case id: those cases are not run again. */
  readonly earlier?: ReadonlyMap<string, CaseResult>;
  /** Called with each result that is final, before the next case begins. */
  readonly keep?: (result: CaseResult) => void;
}

export type Progress =
  | { readonly is: "started"; readonly case: AnyCase; readonly index: number; readonly of: number }
  | { readonly is: "judged"; readonly result: CaseResult; readonly index: number; readonly of: number };

/** Runs the plan, one bench a case, one case after the other. Whatever a product does, a result comes for every case. */
export async function runPlan(plan: Plan, options: RunOptions): Promise<Run> {
  const { seed, clock, profiles, onProgress } = options;
  const of = plan.entries.length;
  const results: CaseResult[] = [];
  const tries: TriesKnown = new Map();
  let stopped = false;
  for (const [i, entry] of plan.entries.entries()) {
    if (options.stop?.aborted) {
      stopped = true;
      break;
    }
    const index = i + 1;
    const earlier = options.earlier?.get(entry.case.id);
    if (earlier) {
      learnTries(earlier.observation, tries);
      results.push(earlier);
      continue;
    }
    onProgress?.({ is: "started", case: entry.case, index, of });
    const result = await unlessStopped(runEntry(entry, options, tries));
    if (!result) {
      stopped = true;
      break;
    }
    results.push(result);
    if (!options.stop?.aborted) options.keep?.(result);
    onProgress?.({ is: "judged", result, index, of });
  }
  return holdAgainst(plan, tally({ seed, clock, profiles, planned: plan.planned }, results), stopped);
}

/** A person may stop the run in the middle of a case, which then has no result. */
async function unlessStopped(running: Promise<CaseResult>): Promise<CaseResult | undefined> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof StopWished) return undefined;
    throw error;
  }
}

const NOTHING: Observation = { events: [], cast: {}, latency: {} };

async function runEntry(
  { case: testCase, inapplicable }: Entry,
  options: RunOptions,
  tries: TriesKnown,
): Promise<CaseResult> {
  const { id, role, title } = testCase;
  const profile = options.profiles[role];
  if (inapplicable || !profile) {
    const checks = testCase.expect.map(({ clause, says }) => ({ clause, says, verdict: "inapplicable" as const }));
    const why = inapplicable ? { actual: inapplicable } : {};
    return { id, role, title, verdict: "inapplicable", checks, observation: NOTHING, ...why };
  }
  const { observation, channels, repeated } = await observe(testCase as Case, profile, { ...options, tries });
  const judged = judgeSurely(testCase, observation, { channels, profile });
  return { id, role, title, ...judged, ...(repeated > 0 ? { repeated } : {}), observation, channels };
}

/** Events that a recorder not our own has written may be anything, and even then there is a result. */
function judgeSurely(testCase: AnyCase, observation: Observation, terms: Terms): Judgement {
  try {
    return judge(testCase, observation, terms);
  } catch (error) {
    return judge(testCase, { ...observation, events: [markOf(endOf(error))] }, terms);
  }
}
