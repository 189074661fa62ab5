import type { Hono } from "hono";
import {
  type KnownRuns,
  RUN_ANSWER,
  type RunAnswer,
  RUN_ORDER,
  type RunOrder,
  type RunPlan,
  type RunState,
} from "../../device/control/runs.ts";
import { readBody } from "./read-request.ts";
import { ControlRefusal } from "./refusal.ts";

/** Runs of a suite that this side knows nothing of. Faults of an order (`call.misuse`, `config.invalid`) are the caller's. */
export interface Runs {
  plan(order: RunOrder): RunPlan;
  /** One at a time; refuses a second one. */
  start(order: RunOrder): RunState;
  /** Those that are still known, oldest first. */
  list(): readonly RunState[];
  /** `undefined` for a run that nobody knows. */
  state(run: string): RunState | undefined;
  stop(run: string): void;
  answer(run: string, answer: RunAnswer): void;
  /** The whole of an ended run, as a page can show it: JSON. */
  file(run: string): string | undefined;
}

export function runRoutes(app: Hono, runs: Runs | undefined): void {
  const offered = () => {
    if (runs) return runs;
    throw new ControlRefusal(501);
  };
  const known = (run: string): RunState => {
    const state = offered().state(run);
    if (state) return state;
    throw new ControlRefusal(404);
  };
  app.post("/plans", async (context) =>
    context.json(offered().plan(await readBody(context, RUN_ORDER)) satisfies RunPlan),
  );
  app.get("/runs", (context) => context.json({ runs: offered().list() } satisfies KnownRuns));
  app.post("/runs", async (context) =>
    context.json(offered().start(await readBody(context, RUN_ORDER)) satisfies RunState),
  );
  app.get("/runs/:run", (context) => context.json(known(context.req.param("run"))));
  app.delete("/runs/:run", (context) => {
    offered().stop(known(context.req.param("run")).run);
    return context.body(null, 204);
  });
  app.post("/runs/:run/answers", async (context) => {
    const { run } = known(context.req.param("run"));
    offered().answer(run, await readBody(context, RUN_ANSWER));
    return context.body(null, 204);
  });
  app.get("/runs/:run/file", (context) => {
    const file = offered().file(known(context.req.param("run")).run);
    if (file === undefined) throw new ControlRefusal(409, NOT_YET);
    return new Response(file, { headers: { "content-type": "application/json" } });
  });
}

const NOT_YET = {
  en: "The run has not ended yet: ask again when it has.",
  ja: "実行がまだ終わっていません。終わってからもう一度お試しください。",
} as const;
