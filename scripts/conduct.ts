import { CASES } from "../conformance/cases/all.ts";
import { withKnownFailing } from "../conformance/known-failing.ts";
import { type Plan, plan, type Selection } from "../conformance/plan.ts";
import { htmlReport } from "../conformance/report/html.ts";
import { planJson, runJson } from "../conformance/report/json.ts";
import { junitReport } from "../conformance/report/junit.ts";
import { progressLine, summary } from "../conformance/report/terminal.ts";
import { batched } from "../conformance/preview.ts";
import type { Profiles } from "../conformance/run.ts";
import { runPlan } from "../conformance/runner.ts";
import { obstacleAmong, type SetupFinding } from "../conformance/setup/finding.ts";
import { withSetup } from "../conformance/setup/overhead.ts";
import { exitStatus } from "../conformance/verdict.ts";
import { systemClock } from "../device/io/system-clock.ts";
import { compose, type Composition, type Order } from "./compose.ts";
import { examineTarget } from "./doctor/target.ts";
import { EXIT } from "./exit.ts";
import { writeJson, writeText } from "./json-output.ts";
import { evidenceOf } from "./evidence-file.ts";
import { knownFailingFile } from "./known-failing-file.ts";
import { labKey } from "./lab-key.ts";
import { whoActs } from "./operator/who-acts.ts";
import { packageVersion } from "./package-root.ts";
import { planText } from "./plan-text.ts";
import { progress } from "./progress.ts";
import { reportView } from "./report-view.ts";
import { progressFile, type RunIdentity, suiteDigest } from "./progress-file.ts";
import type { Text } from "./say.ts";

export interface Conduct extends Omit<Order, "roles"> {
  readonly selection: Selection;
  readonly seed: number;
  readonly strict?: boolean;
  readonly dryRun?: boolean;
  /** A file, or stdout and nothing else there. */
  readonly json?: string | true;
  readonly junit?: string;
  readonly html?: string;
  /** A file of signed evidence, and the file of the key that signs it. */
  readonly evidence?: string;
  readonly key?: string;
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
    const status = await conductOver(composition, order, stop.signal);
    // The reports are written; what broke still has to be said.
    const broken = stop.broken();
    if (broken) throw broken.error;
    return status;
  } finally {
    stop.forget();
    await composition.close?.();
  }
}

async function conductOver(composition: Composition, order: Conduct, stop: AbortSignal): Promise<number> {
  const { selection, seed, lang, strict = false, json, html } = order;
  const { open, profiles, clock } = composition;
  const acts = whoActs(order);
  const planned = plan(CASES, profiles, selection);
  const chosen = acts === "virtual" ? planned : batched(planned);
  // A key that cannot be used is told before an hour is spent on a run.
  const signer = order.evidence === undefined || order.dryRun ? undefined : labKey(order.key);
  const knownFailing = order.knownFailing === undefined ? [] : await knownFailingFile(order.knownFailing);
  const talks = json !== true;
  if (order.dryRun) return preview(chosen, order, acts, composition);

  const look = { lang, colour: process.stdout.isTTY && !process.env["NO_COLOR"], strict };
  const line = talks ? progress() : undefined;
  const findings = await lookBefore(chosen, order);
  const obstacle = obstacleAmong(findings);
  // Nothing of a run that could not begin is worth going on from.
  const kept =
    order.resume === undefined || obstacle
      ? undefined
      : progressFile(order.resume, identityOf(chosen, profiles, order));
  const ran = await runPlan(chosen, {
    open: obstacle ? () => Promise.reject(obstacle) : open,
    profiles,
    seed,
    clock,
    wall: order.clock ?? systemClock(),
    stop,
    byHand: acts === "dialog",
    ...(kept ?? {}),
    onProgress: (step) =>
      line?.show(progressLine(step, look, (process.stdout.columns || 100) - 1), step.is === "judged"),
  });
  line?.end();
  if (stop.aborted || ran.cases.length < chosen.entries.length) console.error(wasStopped(order.resume)[lang]);
  const run = withKnownFailing(withSetup(ran, findings), knownFailing);
  if (talks) console.log(summary(run, look));
  const view = html === undefined ? undefined : await reportView(lang);
  // A report that cannot be written must not take the others with it.
  allOf(
    () => json !== undefined && writeJson(json, runJson(run)),
    () => order.junit !== undefined && writeText(order.junit, junitReport(run, { lang, strict })),
    () =>
      signer !== undefined &&
      order.evidence !== undefined &&
      writeText(order.evidence, evidenceOf(run, CASES, { key: signer, ...evidenceAbout(order) })),
    () => html !== undefined && writeText(html, htmlReport(run, { lang, strict, ...(view ? { view } : {}) })),
  );
  return exitStatus(run, strict);
}

/** What can be told of the set-up before the product is touched. */
function lookBefore({ entries }: Plan, { target, operator, clock }: Conduct): Promise<readonly SetupFinding[]> {
  if (target === undefined || entries.every(({ inapplicable }) => inapplicable)) return Promise.resolve([]);
  return examineTarget({ target, ...(operator === undefined ? {} : { operator }), ...(clock ? { clock } : {}) });
}

const identityOf = ({ entries }: Plan, profiles: Profiles, { seed, target, operator, cast }: Conduct): RunIdentity => ({
  version: packageVersion(),
  suite: suiteDigest(entries.map((entry) => entry.case)),
  seed,
  cases: entries.map((entry) => entry.case.id),
  profiles,
  target: target ?? "",
  operator: operator ?? "",
  cast: cast ?? "",
});

const evidenceAbout = ({ target, operator }: Conduct) => ({
  ...(target === undefined ? {} : { target }),
  ...(operator === undefined ? {} : { operator }),
});

const wasStopped = (resume: string | undefined): Text =>
  resume === undefined
    ? {
        ja: "中断しました。次は --resume ファイル名 を付けると、途中から続けられます。",
        en: "Stopped. With --resume FILE the next run can be taken up where it was left.",
      }
    : {
        ja: `中断しました。同じ指定（--resume ${resume}）でもう一度実行すると、続きから始まります。`,
        en: `Stopped. The same command (--resume ${resume}) goes on from here.`,
      };

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

/**
 * The first Ctrl-C ends the run with a report of what there is; the second one ends the program. An error that nobody waits for, such
 * as one of a vendor's module, ends it in the same way.
 */
function stopSignal(): {
  readonly signal: AbortSignal;
  broken(): { readonly error: unknown } | undefined;
  forget(): void;
} {
  const controller = new AbortController();
  let broken: { readonly error: unknown } | undefined;
  const stop = () => controller.abort();
  const breakOff = (error: unknown) => {
    broken ??= { error };
    stop();
  };
  for (const name of STOPS) process.once(name, stop);
  process.on("uncaughtException", breakOff);
  return {
    signal: controller.signal,
    broken: () => broken,
    forget() {
      for (const name of STOPS) process.removeListener(name, stop);
      process.removeListener("uncaughtException", breakOff);
    },
  };
}

const STOPS = ["SIGINT", "SIGTERM"] as const;

function preview(
  chosen: Plan,
  { json, seed, lang }: Conduct,
  acts: ReturnType<typeof whoActs>,
  { playerOf }: Composition,
): number {
  if (json !== undefined) writeJson(json, planJson(chosen, seed, acts));
  if (json !== true) console.log(planText(chosen, acts, lang, playerOf));
  return EXIT.conforms;
}
