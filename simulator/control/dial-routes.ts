import type { Hono } from "hono";
import { type Dial, DIAL, type Dials, FAULT_QUERY, type Faults, type FaultState } from "../../device/control/dials.ts";
import { readBody, readParameter, refuseBody } from "./read-request.ts";
import { ControlRefusal } from "./refusal.ts";

/** What can be made to go wrong. An unknown name is refused by whoever knows the names, with the nearest of them. */
export interface ControlDials {
  faults(): readonly FaultState[];
  /** Resolves when it is in effect. */
  set(name: string, settings: { readonly milliseconds?: number }): Promise<void>;
  clear(name: string): Promise<void>;
  answers(): readonly Dial[];
  dial(answer: Dial): void;
  clearAnswers(): void;
  /** Takes a person's authentication certificate out of use, or puts it back. */
  suspend(persona: string, suspended: boolean): void;
}

export function dialRoutes(app: Hono, dials: ControlDials | undefined): void {
  const offered = () => {
    if (dials) return dials;
    throw new ControlRefusal(501);
  };
  app.get("/faults", (context) => context.json({ faults: offered().faults() } satisfies Faults));
  app.put("/faults/:name", async (context) => {
    await refuseBody(context, "?milliseconds=…");
    const milliseconds = readParameter(context, "milliseconds", FAULT_QUERY.milliseconds);
    await offered().set(context.req.param("name"), milliseconds === undefined ? {} : { milliseconds });
    return context.body(null, 204);
  });
  app.delete("/faults/:name", async (context) => {
    await offered().clear(context.req.param("name"));
    return context.body(null, 204);
  });
  app.get("/answers", (context) => context.json({ answers: offered().answers() } satisfies Dials));
  app.post("/answers", async (context) => {
    offered().dial(await readBody(context, DIAL));
    return context.body(null, 204);
  });
  app.delete("/answers", (context) => {
    offered().clearAnswers();
    return context.body(null, 204);
  });
  app.put("/suspensions/:persona", (context) => {
    offered().suspend(context.req.param("persona"), true);
    return context.body(null, 204);
  });
  app.delete("/suspensions/:persona", (context) => {
    offered().suspend(context.req.param("persona"), false);
    return context.body(null, 204);
  });
}
