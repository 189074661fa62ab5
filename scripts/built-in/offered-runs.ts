import { randomBytes } from "node:crypto";
import { CASES } from "../../conformance/cases/all.ts";
import { type Plan, plan, type Selection } from "../../conformance/plan.ts";
import { readProfile, withProfile } from "../../conformance/profile.ts";
import { planJson } from "../../conformance/report/json.ts";
import { storedRun } from "../../conformance/report/stored-run.ts";
import type { Profiles } from "../../conformance/run.ts";
import { type Progress, runPlan } from "../../conformance/runner.ts";
import type { RunOrder, RunState } from "../../device/control/runs.ts";
import { isFault, type Lang } from "../../device/errors.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import type { Runs } from "../../simulator/control/run-routes.ts";
import { ControlRefusal } from "../../simulator/control/refusal.ts";
import { byDialog } from "../operator/choose.ts";
import { builtInBenches } from "./benches.ts";
import { type BrowserDesk, browserDesk } from "./browser-desk.ts";
import { makeProducts } from "./products.ts";
import { BUILT_IN_PROFILES } from "./profiles.ts";

/** Runs that are remembered: the newest. */
const KEPT = 4;

interface Running {
  state: RunState;
  readonly stop: AbortController;
  readonly desk: BrowserDesk;
  file?: string;
}

export interface OfferedRuns extends Runs {
  /** Whoever is asked something is not waited for any more, and no run goes on. */
  end(): void;
}

/** The suite on the built-in products, beside a counter that goes on meanwhile: other readers, other cards, and virtual time. */
export function offeredRuns(lang: Lang): OfferedRuns {
  const runs = new Map<string, Running>();

  const start = (order: RunOrder): RunState => {
    if ([...runs.values()].some(({ state }) => state.is === "running")) throw new ControlRefusal(409, ONE_AT_A_TIME);
    const { chosen, profiles } = planned(order);
    // No other server's run, nor an earlier one's of this server, is called so: whoever asks for it means this one.
    const id = `run-${randomBytes(5).toString("hex")}`;
    const desk = browserDesk();
    const running: Running = {
      state: { run: id, is: "running", of: chosen.entries.length, judged: [] },
      stop: new AbortController(),
      desk,
    };
    runs.set(id, running);
    for (const oldest of [...runs.keys()].slice(0, Math.max(0, runs.size - KEPT))) runs.delete(oldest);
    void carryOut(running, chosen, profiles, order, lang);
    return running.state;
  };

  const stop = ({ stop: stopped, desk }: Running) => {
    stopped.abort();
    desk.leave();
  };
  return {
    plan(order) {
      const { chosen } = planned(order);
      const { planned: checks, cases, needs } = planJson(chosen, order.seed ?? 1, order.operator ?? "virtual");
      return {
        planned: checks,
        seconds: needs.seconds,
        cardTaps: needs.cardTaps,
        cases: cases.map(({ id, role, title, clauses, trials, inapplicable }) => ({
          ...{ id, role, title, clauses, trials },
          ...(inapplicable ? { inapplicable } : {}),
        })),
      };
    },
    start,
    list: () => [...runs.values()].map(asked),
    state(id) {
      const running = runs.get(id);
      return running && asked(running);
    },
    stop(id) {
      const running = runs.get(id);
      if (running) stop(running);
    },
    end: () => [...runs.values()].forEach(stop),
    answer(id, { number, answer }) {
      if (!runs.get(id)?.desk.answer(number, answer)) throw new ControlRefusal(409, LATE);
    },
    file: (id) => runs.get(id)?.file,
  };
}

/** How far it is, and what a person is asked meanwhile. */
function asked({ state, desk }: Running): RunState {
  const ask = desk.question();
  return { ...state, ...(ask ? { ask } : {}) };
}

function planned(order: RunOrder): { readonly chosen: Plan; readonly profiles: Profiles } {
  const { roles, smoke, only, profile } = order;
  const selection: Selection = { roles, ...(smoke ? { smoke } : {}), ...(only && only.length > 0 ? { only } : {}) };
  const profiles =
    profile === undefined || profile.trim() === ""
      ? BUILT_IN_PROFILES
      : withProfile(BUILT_IN_PROFILES, readProfile(profile, "profile"), roles, "profile");
  return { chosen: plan(CASES, profiles, selection), profiles };
}

async function carryOut(
  running: Running,
  chosen: Plan,
  profiles: Profiles,
  order: RunOrder,
  lang: Lang,
): Promise<void> {
  const open = builtInBenches(makeProducts());
  const byHand = order.operator === "dialog";
  const seat = { desk: running.desk, lang: order.lang ?? lang, clock: systemClock() };
  try {
    const run = await runPlan(chosen, {
      open: byHand ? byDialog(open, () => seat, true) : open,
      profiles,
      seed: order.seed ?? 1,
      clock: "virtual",
      wall: systemClock(),
      stop: running.stop.signal,
      byHand,
      onProgress: (step) => (running.state = told(running.state, step)),
    });
    const { now: _, ...state } = running.state;
    running.file = JSON.stringify({ shikaku: "run", version: 1, run: storedRun(run, false) });
    running.state = { ...state, is: running.stop.signal.aborted ? "stopped" : "ended" };
  } catch (error) {
    const says = isFault(error) ? { ja: error.say("ja"), en: error.say("en") } : BROKEN;
    running.state = { ...running.state, is: "broken", says };
  } finally {
    running.desk.leave();
  }
}

function told(state: RunState, step: Progress): RunState {
  if (step.is === "started") return { ...state, now: { id: step.case.id, title: step.case.title } };
  const { id, title, verdict } = step.result;
  return { ...state, judged: [...state.judged, { id, title, verdict }] };
}

const ONE_AT_A_TIME = {
  en: "A run is under way: wait for its end, or stop it.",
  ja: "実行中の試験があります。終わるのを待つか、中断してください。",
} as const;
const LATE = {
  en: "That question is not asked any more: see what is asked now.",
  ja: "その質問はもう終わっています。いまの質問をご覧ください。",
} as const;
const BROKEN = {
  en: "The suite itself broke; please report it.",
  ja: "試験の内部の不具合です。ご報告ください。",
} as const;
