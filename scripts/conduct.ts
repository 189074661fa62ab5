import { CASES } from "../conformance/cases/all.ts";
import { withKnownFailing } from "../conformance/known-failing.ts";
import { type Plan, plan, type Selection } from "../conformance/plan.ts";
import { htmlReport } from "../conformance/report/html.ts";
import { planJson, runJson } from "../conformance/report/json.ts";
import { junitReport } from "../conformance/report/junit.ts";
import { progressLine, summary } from "../conformance/report/terminal.ts";
import { runPlan } from "../conformance/runner.ts";
import { exitStatus } from "../conformance/verdict.ts";
import { systemClock } from "../device/io/system-clock.ts";
import { compose, type Composition, type Order } from "./compose.ts";
import { EXIT } from "./exit.ts";
import { writeJson, writeText } from "./json-output.ts";
import { knownFailingFile } from "./known-failing-file.ts";
import { planText } from "./plan-text.ts";
import { progress } from "./progress.ts";

export interface Conduct extends Omit<Order, "roles"> {
  readonly selection: Selection;
  readonly seed: number;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  /** A file, or stdout and nothing else there. */
  readonly json?: string | true;
  readonly junit?: string;
  readonly html?: string;
  /** Files: cases that are known to fail, and the progress of a run that may be interrupted. */
  readonly knownFailing?: string;
  readonly resume?: string;
}

/** One run of the suite from selection to reports. Resolves with the exit status. */
export async function conduct(order: Conduct): Promise<number> {
  const { selection } = order;
  const composition = await compose({ ...order, roles: selection.roles });
  const stop = stopSignal();
  try {
    return await conductOver(composition, order, stop.signal);
  } finally {
    stop.forget();
    await composition.close?.();
  }
}

async function conductOver(composition: Composition, order: Conduct, stop: AbortSignal): Promise<number> {
  const { selection, seed, lang, strict = false, json, html } = order;
  const { open, profiles, clock } = composition;
  const chosen = plan(CASES, profiles, selection);
  const knownFailing = order.knownFailing === undefined ? [] : await knownFailingFile(order.knownFailing);
  const talks = json !== true;
  if (order.dryRun) return preview(chosen, order);

  const look = { lang, colour: process.stdout.isTTY && !process.env["NO_COLOR"], strict };
  const line = talks ? progress() : undefined;
  const ran = await runPlan(chosen, {
    open,
    profiles,
    seed,
    clock,
    wall: order.clock ?? systemClock(),
    stop,
    onProgress: (step) =>
      line?.show(progressLine(step, look, (process.stdout.columns || 100) - 1), step.is === "judged"),
  });
  line?.end();
  const run = withKnownFailing(ran, knownFailing);
  if (talks) console.log(summary(run, look));
  // A report that cannot be written must not take the others with it.
  allOf(
    () => json !== undefined && writeJson(json, runJson(run)),
    () => order.junit !== undefined && writeText(order.junit, junitReport(run, { lang, strict })),
    () => html !== undefined && writeText(html, htmlReport(run, { lang, strict })),
  );
  return exitStatus(run, strict);
}

/** Each of them, and then the first fault. */
function allOf(...acts: readonly (() => unknown)[]): void {
  const faults = acts.flatMap((act) => {
    try {
      act();
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (faults.length > 0) throw faults[0];
}

/** The first Ctrl-C ends the run with a report of what there is; the second one ends the program. */
function stopSignal(): { readonly signal: AbortSignal; forget(): void } {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const name of STOPS) process.once(name, stop);
  return {
    signal: controller.signal,
    forget: () => STOPS.forEach((name) => process.removeListener(name, stop)),
  };
}

const STOPS = ["SIGINT", "SIGTERM"] as const;

function preview(chosen: Plan, { json, seed, lang }: Conduct): number {
  if (json !== undefined) writeJson(json, planJson(chosen, seed));
  if (json !== true) console.log(planText(chosen, lang));
  return EXIT.conforms;
}
