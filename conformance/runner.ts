import { DeviceError } from "../device/errors.ts";
import type { Clock } from "../device/ports.ts";
import type { Channel, TraceEvent } from "../device/trace.ts";
import type { Bench, OpenBench } from "./bench.ts";
import type { AnyCase, Case } from "./case.ts";
import { endOf, judge } from "./judge.ts";
import type { Observation } from "./observation.ts";
import { recordedOperator } from "./operator.ts";
import type { Entry, Plan } from "./plan.ts";
import type { Profile } from "./profile.ts";
import { type CaseResult, type Profiles, type Run, tally } from "./run.ts";
import { type ScriptEnd, writeEnd } from "./script-end.ts";
import { faultOf, setStage, WaitedInVain } from "./stage.ts";

export interface RunOptions {
  readonly open: OpenBench;
  readonly profiles: Profiles;
  readonly seed: number;
  /** Of the benches, for the report. */
  readonly clock: "virtual" | "system";
  readonly onProgress?: (progress: Progress) => void;
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
    const index = i + 1;
    onProgress?.({ is: "started", case: entry.case, index, of });
    const result = await runEntry(entry, options);
    results.push(result);
    onProgress?.({ is: "judged", result, index, of });
  }
  return tally({ seed, clock, profiles, planned: plan.planned }, results);
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
  return { id, role, title, ...judge(testCase, observation, { channels, profile }), observation };
}

interface Seen {
  readonly observation: Observation;
  readonly channels: readonly Channel[];
}

/** Opens a bench of the case's own role, plays its steps, and gives back what was seen. */
export async function observe(
  testCase: Case,
  { latency }: Profile,
  { open, seed }: Pick<RunOptions, "open" | "seed">,
): Promise<Seen> {
  const { id, role, cast: parts } = testCase;
  let bench: Bench;
  try {
    bench = await open({ role, caseId: id, seed: seedOf(seed, id), parts });
  } catch (error) {
    return { observation: { events: [markOf(endOf(error))], cast: {}, latency }, channels: ["clock"] };
  }
  const { trace, cast, channels } = bench;
  try {
    const end = await play(testCase, bench, latency);
    trace.record({ channel: "clock", is: "mark", mark: writeEnd(end) });
  } finally {
    await bench.close().catch(() => undefined);
  }
  return { observation: { events: trace.events, cast, latency }, channels };
}

/** What happened when there was not even a bench. */
const markOf = (end: ScriptEnd): TraceEvent => ({ seq: 0, at: 0, channel: "clock", is: "mark", mark: writeEnd(end) });

async function play(testCase: Case, bench: Bench, latency: Observation["latency"]): Promise<ScriptEnd> {
  const { sampler, limit = sampler ? 24 * HOUR : HOUR / 4 } = testCase;
  const { clock, trace, cast, operator, operatedBy } = bench;
  const stage = setStage(bench, recordedOperator(operator, operatedBy, trace, clock));
  const trials = async () => {
    for (let done = 1; ; done++) {
      await testCase.steps(stage);
      if (!sampler || sampler({ events: trace.events, cast, latency }, done) === "enough") return;
    }
  };
  try {
    await bench.run(withinLimit(trials(), clock, limit));
    const fault = faultOf(bench);
    return fault ? endOf(fault) : { is: "done" };
  } catch (error) {
    return error instanceof WaitedInVain ? { is: "inVain", for: error.awaited } : endOf(error);
  }
}

const HOUR = 3_600_000;

/** Steps wait no longer than they say; only a product that never takes what it is sent gets this far. */
function withinLimit<T>(work: Promise<T>, clock: Clock, milliseconds: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = clock.after(milliseconds, () => {
      reject(
        new DeviceError("link.silent", {
          link: "the product",
          awaiting: "the end of the steps",
          seconds: milliseconds / 1000,
        }),
      );
    });
    work.then(resolve, reject).finally(forget);
  });
}

/** Another seed for each case, and the same one whichever cases run beside it (FNV-1a). */
function seedOf(seed: number, caseId: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of caseId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
