import { DeviceError } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import type { Channel, TraceEvent } from "../device/trace.ts";
import type { Bench, OpenBench } from "./bench.ts";
import { closeDoor, openDoor, setupFault, silence } from "./bench-door.ts";
import { plantCanary, withoutCanary } from "./canary.ts";
import type { AnyCase, Case } from "./case.ts";
import { holdAgainst } from "./gate.ts";
import { endOf, judge, type Judgement, type Terms } from "./judge.ts";
import type { Observation } from "./observation.ts";
import { recordedOperator } from "./operator.ts";
import type { Entry, Plan } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { type CaseResult, type Profiles, type Run, tally } from "./run.ts";
import { type ScriptEnd, writeEnd } from "./script-end.ts";
import { faultOf, setStage, WaitedInVain } from "./stage.ts";
import { deadline, WALL } from "./wall.ts";

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
}

export type Progress =
  | { readonly is: "started"; readonly case: AnyCase; readonly index: number; readonly of: number }
  | { readonly is: "judged"; readonly result: CaseResult; readonly index: number; readonly of: number };

/** Runs the plan, one bench a case, one case after the other. Whatever a product does, a result comes for every case. */
export async function runPlan(plan: Plan, options: RunOptions): Promise<Run> {
  const { seed, clock, profiles, onProgress } = options;
  const of = plan.entries.length;
  const results: CaseResult[] = [];
  for (const [i, entry] of plan.entries.entries()) {
    if (options.stop?.aborted) break;
    const index = i + 1;
    onProgress?.({ is: "started", case: entry.case, index, of });
    const result = await runEntry(entry, options);
    results.push(result);
    onProgress?.({ is: "judged", result, index, of });
  }
  return holdAgainst(plan, tally({ seed, clock, profiles, planned: plan.planned }, results));
}

const NOTHING: Observation = { events: [], cast: {}, latency: {} };

async function runEntry({ case: testCase, inapplicable }: Entry, options: RunOptions): Promise<CaseResult> {
  const { id, role, title } = testCase;
  const profile = options.profiles[role];
  if (inapplicable || !profile) {
    const checks = testCase.expect.map(({ clause, says }) => ({ clause, says, verdict: "inapplicable" as const }));
    const why = inapplicable ? { actual: inapplicable } : {};
    return { id, role, title, verdict: "inapplicable", checks, observation: NOTHING, ...why };
  }
  const { observation, channels } = await observe(testCase as Case, profile, options);
  return { id, role, title, ...judgeSurely(testCase, observation, { channels, profile }), observation };
}

/** Events that a recorder not our own has written may be anything, and even then there is a result. */
function judgeSurely(testCase: AnyCase, observation: Observation, terms: Terms): Judgement {
  try {
    return judge(testCase, observation, terms);
  } catch (error) {
    return judge(testCase, { ...observation, events: [markOf(endOf(error))] }, terms);
  }
}

interface Seen {
  readonly observation: Observation;
  readonly channels: readonly Channel[];
}

/** Opens a bench of the case's own role, plays its steps, and gives back what was seen. */
export async function observe(
  testCase: Case,
  { latency }: Profile,
  { open, seed, wall, stop }: Pick<RunOptions, "open" | "seed" | "wall" | "stop">,
): Promise<Seen> {
  const { id, role, cast: parts } = testCase;
  try {
    const bench = await openDoor(open, { role, caseId: id, seed: seedOf(seed, id), parts }, wall);
    const { trace, cast, channels } = bench;
    try {
      plantCanary(bench);
      const end = await play(testCase, bench, latency, { wall, stop });
      trace.record({ channel: "clock", is: "mark", mark: writeEnd(end) });
    } finally {
      await closeDoor(bench, wall);
    }
    return { observation: { events: withoutCanary(trace.events), cast, latency }, channels };
  } catch (error) {
    return { observation: { events: [markOf(endOf(setupFault(error)))], cast: {}, latency }, channels: ["clock"] };
  }
}

/** What happened when there was not even a bench. */
const markOf = (end: ScriptEnd): TraceEvent => ({ seq: 0, at: 0, channel: "clock", is: "mark", mark: writeEnd(end) });

async function play(
  testCase: Case,
  bench: Bench,
  latency: Observation["latency"],
  { wall, stop }: { readonly wall: Clock | undefined; readonly stop: AbortSignal | undefined },
): Promise<ScriptEnd> {
  const { sampler, limit = sampler ? 24 * HOUR : HOUR / 4 } = testCase;
  const { clock, trace, cast, operator, operatedBy } = bench;
  // A bench's own time may stand still with its product; each trial has the wall's time anew.
  const patience = deadline(wall, WALL.steps, () => silence(STEPS_END, WALL.steps));
  const interruption = interrupted(stop);
  const stage = setStage(bench, recordedOperator(operator, operatedBy, trace, clock));
  const trials = async () => {
    for (let done = 1; ; done++) {
      await testCase.steps(stage);
      if (!sampler || sampler({ events: trace.events, cast, latency }, done) === "enough") return;
      patience.restart();
    }
  };
  try {
    await Promise.race([bench.run(withinLimit(trials(), clock, limit)), patience.passed, interruption.came]);
    const fault = faultOf(bench);
    return fault ? endOf(fault) : { is: "done" };
  } catch (error) {
    return error instanceof WaitedInVain ? { is: "inVain", for: error.awaited } : endOf(error);
  } finally {
    patience.stop();
    interruption.forget();
  }
}

/** The person at the command line ends the run. */
function interrupted(stop: AbortSignal | undefined): { readonly came: Promise<never>; forget(): void } {
  let end: () => void = () => undefined;
  const came = new Promise<never>((_, reject) => {
    end = () =>
      reject(
        new DeviceError("operator.gaveUp", {
          intent: "run",
          why: "the run was interrupted",
          ja: "実行が中断されました",
        }),
      );
  });
  came.catch(() => undefined);
  stop?.addEventListener("abort", end, { once: true });
  if (stop?.aborted) end();
  return { came, forget: () => stop?.removeEventListener("abort", end) };
}

const HOUR = 3_600_000;
const STEPS_END = "the end of the steps";

/** Steps wait no longer than they say; only a product that never takes what it is sent gets this far. */
function withinLimit<T>(work: Promise<T>, clock: Clock, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = clock.after(milliseconds, () => reject(silence(STEPS_END, milliseconds)));
    work.then(resolve, reject).finally(forget);
  });
}

/** Another seed for each case, and the same one whichever cases run beside it (FNV-1a). */
function seedOf(seed: number, caseId: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of caseId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
