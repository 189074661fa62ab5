import { signal } from "@preact/signals";
import type { KnownRuns, RunOrder, RunPlan, RunState } from "../../../device/control/runs.ts";
import { ask, Refused, send } from "./api.ts";
import { attempt } from "./attempt.ts";
import type { FileContent } from "./view-port.ts";

/** What the suite would do, how far a run is, and what came of it. A stored file shows the same without any run. */
export const plan = signal<RunPlan | undefined>(undefined);
export const run = signal<RunState | undefined>(undefined);
export const result = signal<FileContent | undefined>(undefined);
/** The server was started again meanwhile, and knows the run no more; or it does not answer just now. */
export const fate = signal<"gone" | "unanswered" | undefined>(undefined);

/** Milliseconds between two looks at a run, and at whether another page has begun one. */
const [EVERY, AT_REST] = [400, 3000] as const;
/** The run that this page last saw under way: one that is loaded anew knows what to ask after. */
const KEPT = "shikaku.run";

export const preview = (order: RunOrder): Promise<void> =>
  attempt(async () => {
    plan.value = (await (await send("POST", "plans", order)).json()) as RunPlan;
  });

/** Whether a person opened the file that is shown: no run takes its place by itself. */
let isOpened = false;

export const start = (order: RunOrder): Promise<void> =>
  attempt(async () => {
    // Refused because another run is under way, this page shows that one.
    isOpened = false;
    const begun = (await (await send("POST", "runs", order)).json()) as RunState;
    plan.value = undefined;
    show(begun);
  });

export function open(file: File): void {
  plan.value = undefined;
  if (run.value?.is !== "running" || fate.value === "gone") run.value = fate.value = undefined;
  isOpened = true;
  result.value = { name: file.name, blob: file };
}

/** The verdicts of a run that ended while something else was shown. */
export const showVerdicts = (state: RunState): Promise<void> =>
  attempt(async () => {
    isOpened = false;
    await conclude(state);
  });

/** Looks at the run there is, and for one that somebody else has begun, for as long as the page is shown. */
export function watchRuns(): () => void {
  let gone = false;
  let timer = 0;
  const look = async () => {
    try {
      const under = run.value?.is === "running" && fate.value !== "gone" ? run.value.run : undefined;
      if (under === undefined) await find();
      else await follow(under);
      if (fate.value === "unanswered") fate.value = undefined;
    } catch (error) {
      // Whoever refuses is there; whoever does not answer is asked again.
      if (!(error instanceof Refused)) fate.value ??= run.value?.is === "running" ? "unanswered" : undefined;
    }
    if (!gone) timer = setTimeout(() => void look(), run.value?.is === "running" ? EVERY : AT_REST);
  };
  void look();
  return () => {
    gone = true;
    clearTimeout(timer);
  };
}

async function find(): Promise<void> {
  const { runs } = await ask<KnownRuns>("runs");
  if (isOpened) return;
  const under = runs.find(({ is }) => is === "running");
  if (under) {
    show(under);
    return;
  }
  const last = kept();
  const known = runs.find((each) => each.run === last);
  if (known && run.value?.run !== last) {
    show(known);
    await conclude(known);
  }
  if (last !== undefined && !known && run.value === undefined) fate.value = "gone";
  keep(undefined);
}

async function follow(id: string): Promise<void> {
  try {
    const state = await ask<RunState>(`runs/${id}`);
    // The file first: a run that has ended is looked at no more.
    await conclude(state);
    run.value = state;
  } catch (error) {
    if (!(error instanceof Refused) || error.answer.fault !== "unknown") throw error;
    fate.value = "gone";
    keep(undefined);
  }
}

async function conclude({ run: id, is }: RunState): Promise<void> {
  if (is === "running") return;
  keep(undefined);
  if (is === "broken" || isOpened) return;
  const file = await send("GET", `runs/${id}/file`);
  result.value = { name: id, blob: await file.blob() };
}

function show(state: RunState): void {
  result.value = fate.value = undefined;
  run.value = state;
  keep(state.run);
}

function kept(): string | undefined {
  try {
    return sessionStorage.getItem(KEPT) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(id: string | undefined): void {
  try {
    if (id === undefined) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, id);
  } catch {
    // A browser that keeps nothing finds runs that are under way all the same.
  }
}
