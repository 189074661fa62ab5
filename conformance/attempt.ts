import { DeviceError } from "../device/errors.ts";
import { type Clock, type Operator, sleep } from "../device/ports.ts";
import type { Channel, TraceEvent } from "../device/trace.ts";
import type { Bench, OpenBench } from "./bench.ts";
import { closeDoor, openDoor, setupFault, silence } from "./bench-door.ts";
import { plantCanary, withoutCanary } from "./canary.ts";
import type { Case } from "./case.ts";
import { CONTROL_WAIT, controlMark } from "./expect/control.ts";
import { guard, learnTries, type TriesKnown } from "./guard.ts";
import { endOf } from "./judge.ts";
import type { Observation } from "./observation.ts";
import { recordedOperator } from "./operator.ts";
import { isWish, MOST_REPEATS, type RepeatWished, StopWished } from "./operator/wishes.ts";
import type { Profile } from "./profile.ts";
import { type ScriptEnd, writeEnd } from "./script-end.ts";
import { faultOf, setStage, WaitedInVain } from "./stage.ts";
import { type Deadline, deadline, WALL } from "./wall.ts";

export interface AttemptOptions {
  readonly open: OpenBench;
  readonly seed: number;
  /** Real time, which bounds what a bench may take to open, to play and to close. Without it only the bench's own time does. */
  readonly wall?: Clock;
  /** A person moves the hands, also those that clear the counter before a case. */
  readonly byHand?: boolean;
  /** Ends the run. */
  readonly stop?: AbortSignal;
  /** What cases before have told of the retry counters of real cards. */
  readonly tries?: TriesKnown;
}

export interface Seen {
  readonly observation: Observation;
  readonly channels: readonly Channel[];
  /** How often the operator had the case started again; what came before is thrown away. */
  readonly repeated: number;
}

/**
 * Opens a bench of the case's own role, plays its steps, and gives back what was seen: of the last attempt, where a person wished for
 * more than one. Rejects only with a person's wish to stop the run.
 */
export async function observe(testCase: Case, { latency }: Profile, options: AttemptOptions): Promise<Seen> {
  for (let repeated = 0; ; repeated++) {
    const seen = await attempt(testCase, latency, options, repeated);
    if (seen instanceof StopWished) throw seen;
    if (!("events" in seen)) continue;
    const { events, cast, channels } = seen;
    const observation = { events, cast, latency };
    if (options.tries) learnTries(observation, options.tries);
    return { observation, channels, repeated };
  }
}

type Attempted = Pick<Observation, "events" | "cast"> & Pick<Seen, "channels">;

async function attempt(
  testCase: Case,
  latency: Observation["latency"],
  options: AttemptOptions,
  repeated: number,
): Promise<Attempted | RepeatWished | StopWished> {
  const { id, role, cast: parts } = testCase;
  const { open, seed, wall, byHand, stop } = options;
  const interruption = interrupted(stop);
  try {
    const request = { role, caseId: id, seed: seedOf(seed, id), parts };
    const bench = await openDoor(open, request, wall, byHand ? WALL.openByHand : WALL.open, interruption.came);
    const { trace, cast, channels } = bench;
    try {
      plantCanary(bench);
      if (repeated > 0) trace.record({ channel: "clock", is: "mark", mark: `operator repeated ${repeated}` });
      const end = await play(testCase, bench, latency, interruption.came, options);
      if (end instanceof StopWished || (end instanceof Error && repeated < MOST_REPEATS)) return end;
      trace.record({ channel: "clock", is: "mark", mark: writeEnd(end instanceof Error ? endOf(TOO_OFTEN) : end) });
    } finally {
      await closeDoor(bench, wall);
    }
    return { events: withoutCanary(trace.events), cast, channels };
  } catch (error) {
    if (error instanceof StopWished || (isWish(error) && repeated < MOST_REPEATS)) return error;
    const end = endOf(isWish(error) ? TOO_OFTEN : setupFault(error));
    return { events: [markOf(end)], cast: {}, channels: ["clock"] };
  } finally {
    interruption.forget();
  }
}

const TOO_OFTEN = new DeviceError("operator.gaveUp", {
  intent: "again",
  why: `the case was started again ${MOST_REPEATS} times and went wrong each time`,
  ja: `${MOST_REPEATS} 回やり直しても正しく行えませんでした`,
});

/** What happened when there was not even a bench. */
export const markOf = (end: ScriptEnd): TraceEvent => ({
  seq: 0,
  at: 0,
  channel: "clock",
  is: "mark",
  mark: writeEnd(end),
});

async function play(
  testCase: Case,
  bench: Bench,
  latency: Observation["latency"],
  interruption: Promise<never>,
  { wall, tries = new Map() }: AttemptOptions,
): Promise<ScriptEnd | RepeatWished | StopWished> {
  const { sampler, limit = sampler ? 24 * HOUR : HOUR / 4 } = testCase;
  const { clock, trace, cast } = bench;
  // A bench's own time may stand still with its product; each trial has the wall's time anew.
  const patience = deadline(wall, WALL.steps, () => silence(STEPS_END, WALL.steps));
  // Steps wait no longer than they say; only a product that never takes what it is sent gets this far.
  const own = deadline(clock, limit, () => silence(STEPS_END, limit));
  const stage = setStage(bench, unhurried(bench, [patience, own]));
  const trials = async () => {
    await guard(testCase, bench, tries);
    for (let done = 1; ; done++) {
      await testCase.steps(stage);
      if (sampler) await lookAtOneself(bench);
      if (!sampler || sampler({ events: trace.events, cast, latency }, done) === "enough") return;
      patience.restart();
    }
  };
  try {
    const steps = bench.run(Promise.race([trials(), own.passed]).finally(() => own.stop()));
    await Promise.race([steps, patience.passed, interruption]);
    const fault = faultOf(bench);
    return fault ? endOf(fault) : { is: "done" };
  } catch (error) {
    if (isWish(error)) return error;
    return error instanceof WaitedInVain ? { is: "inVain", for: error.awaited } : endOf(error);
  } finally {
    own.stop();
    patience.stop();
  }
}

/** The control of a quantity: how late the bench is for a moment that it set itself. */
async function lookAtOneself({ clock, trace }: Bench): Promise<void> {
  const from = clock.now();
  await sleep(clock, CONTROL_WAIT);
  trace.record({ channel: "clock", is: "mark", mark: controlMark(clock.now() - from - CONTROL_WAIT * 1000) });
}

/** The recorded operator. While a person is about an act, or has paused, no limit of ours runs. */
function unhurried({ operator, operatedBy, trace, clock }: Bench, limits: readonly Pick<Deadline, "hold" | "go">[]) {
  const recorded = recordedOperator(operator, operatedBy, trace, clock);
  if (operatedBy !== "dialog") return recorded;
  const patient: Operator = {
    async perform(intent) {
      for (const limit of limits) limit.hold();
      try {
        await recorded.perform(intent);
      } finally {
        for (const limit of limits) limit.go();
      }
    },
  };
  return patient;
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

/** Another seed for each case, and the same one whichever cases run beside it (FNV-1a). */
function seedOf(seed: number, caseId: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const character of caseId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
