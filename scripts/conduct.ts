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
import { compose, type Order } from "./compose.ts";
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
  const { selection, seed, lang, strict = false, json, html } = order;
  const { open, profiles, clock } = await compose({ ...order, roles: selection.roles });
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
    wall: systemClock(),
    onProgress: (step) =>
      line?.show(progressLine(step, look, (process.stdout.columns || 100) - 1), step.is === "judged"),
  });
  line?.end();
  const run = withKnownFailing(ran, knownFailing);
  if (json !== undefined) writeJson(json, runJson(run));
  if (order.junit !== undefined) writeText(order.junit, junitReport(run, { lang, strict }));
  if (html !== undefined) writeText(html, htmlReport(run, { lang, strict }));
  if (talks) console.log(summary(run, look));
  return exitStatus(run, strict);
}

function preview(chosen: Plan, { json, seed, lang }: Conduct): number {
  if (json !== undefined) writeJson(json, planJson(chosen, seed));
  if (json !== true) console.log(planText(chosen, lang));
  return EXIT.conforms;
}
