import type { Hono } from "hono";
import { type Asking, ASKING, type Chart, FACE_QUERY, type People } from "../../device/control/counter.ts";
import { isOn, readBody } from "./read-request.ts";
import { ControlRefusal } from "./refusal.ts";

/** What a person sees of a counter whose people are invented. Pictures are PNG. */
export interface CounterSight {
  people(): People["people"];
  /** Throws where nobody is called so. */
  face(persona: string, how: { readonly mask: boolean; readonly lookAway: boolean }): Uint8Array;
  camera(): Uint8Array | undefined;
  chart(): Chart["entries"];
  /** What the terminal has its reader ask of patients. */
  asking(): Asking;
  /** From the next reception on. */
  ask(asking: Asking): void;
}

export function counterRoutes(app: Hono, sight: CounterSight | undefined): void {
  const offered = () => {
    if (sight) return sight;
    throw new ControlRefusal(501);
  };
  app.get("/people", (context) => context.json({ people: offered().people() } satisfies People));
  app.get("/people/:persona/face", (context) => {
    const [mask, lookAway] = [isOn(context, "mask", FACE_QUERY.mask), isOn(context, "lookAway", FACE_QUERY.lookAway)];
    return pictured(offered().face(context.req.param("persona"), { mask, lookAway }), "private, max-age=3600");
  });
  app.get("/camera", (context) => {
    const seen = offered().camera();
    return seen ? pictured(seen, "no-store") : context.body(null, 204);
  });
  app.get("/asking", (context) => context.json(offered().asking() satisfies Asking));
  app.post("/asking", async (context) => {
    const counter = offered();
    counter.ask(await readBody(context, ASKING));
    return context.body(null, 204);
  });
  app.get("/chart", (context) => context.json({ entries: offered().chart() } satisfies Chart));
}

const pictured = (png: Uint8Array, cache: string): Response =>
  new Response(new Uint8Array(png), { headers: { "content-type": "image/png", "cache-control": cache } });
