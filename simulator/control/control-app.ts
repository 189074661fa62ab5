import { Hono, type Context } from "hono";
import { streamSSE } from "hono/streaming";
import { controlDocument } from "../../device/control/document.ts";
import {
  type About,
  CASE_START,
  type CaseStart,
  INTENT_NAMES,
  type IntentName,
  INTENTS,
  OBSERVATIONS_QUERY,
  type Observations,
} from "../../device/control/messages.ts";
import type { Clock, Intent, Operator } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import { type Lock, refuseForeign } from "./admission.ts";
import { countOf, pageOf, waitForMore } from "./observed.ts";
import { type CounterSight, counterRoutes } from "./counter-routes.ts";
import { type ControlDials, dialRoutes } from "./dial-routes.ts";
import { type ControlNetwork, networkRoutes } from "./network-routes.ts";
import { type ControlPhones, phoneRoutes } from "./phone-routes.ts";
import { readBody, readParameter } from "./read-request.ts";
import { type Runs, runRoutes } from "./run-routes.ts";
import { ControlRefusal, refusalOf } from "./refusal.ts";

/** What stands behind a control API. What is left out is not offered. */
export interface ControlParts extends Pick<About, "product" | "role" | "channels" | "intents"> {
  readonly clock: Clock;
  readonly operator: Operator;
  readonly recorder?: Recorder;
  /** Brings the product into its initial state for one case, and its cards, unless they are said to be kept. */
  readonly begin?: (start: CaseStart) => Promise<void> | Promise<"cardsKept">;
  /** What can be made to go wrong here. */
  readonly dials?: ControlDials;
  /** What can be seen of the counter. */
  readonly sight?: CounterSight;
  /** Care away from the counter. */
  readonly phones?: ControlPhones;
  /** The closed network in front of the central system. */
  readonly network?: ControlNetwork;
  /** The suite, handed in by whoever knows it. */
  readonly runs?: Runs;
  /** Where others than the programs of this machine can reach it. */
  readonly lock?: Lock;
  /** A bug of ours, which is answered without detail. */
  readonly report: (error: unknown) => void;
}

/** So many acts, and so many who wait for news, at once: two hands and a few programs are well below. */
const AT_ONCE = 32;

/** The control API as one function, exactly as docs/control.yaml has it. */
export function controlApp(parts: ControlParts): (request: Request) => Promise<Response> {
  const app = new Hono();
  const document = controlDocument();
  const began = parts.clock.now();

  app.onError((error) => {
    const refusal = refusalOf(error);
    if (!refusal) parts.report(error);
    return (refusal ?? new ControlRefusal(500)).toResponse();
  });
  app.use(async (context, next) => {
    refuseForeign(context.req.raw, parts.lock);
    await next();
  });

  app.get("/about", (context) => context.json(about(parts, began)));
  app.get("/openapi.json", (context) => context.json(document));
  app.get("/observations", observations(parts));
  app.post("/cases", async (context) => {
    if (!parts.begin) throw new ControlRefusal(501);
    const cards = await parts.begin(await readBody(context, CASE_START));
    return context.body(null, cards === "cardsKept" ? 200 : 204);
  });
  const acting = acts(parts);
  for (const name of INTENT_NAMES) app.post(`/intents/${name}`, (context) => acting(context, name));

  dialRoutes(app, parts.dials);
  counterRoutes(app, parts.sight);
  phoneRoutes(app, parts.phones);
  networkRoutes(app, parts.network);
  runRoutes(app, parts.runs);

  const routes = app.routes.filter(({ path }) => path !== "/*");
  app.notFound((context) => {
    const allowed = routes.filter(({ path }) => fits(path, context.req.path)).map(({ method }) => method);
    const allow = [...new Set(allowed)].join(", ");
    return allow === "" ? new ControlRefusal(404).toResponse() : new ControlRefusal(405).toResponse({ allow });
  });
  return async (request) => app.fetch(request);
}

/** Whether a path is one of those that a route names; a part of it that is a parameter may be any word. */
function fits(route: string, path: string): boolean {
  const [wanted, given] = [route.split("/"), path.split("/")];
  return wanted.length === given.length && wanted.every((part, i) => part === given[i] || part.startsWith(":"));
}

const about = ({ product, role, channels, intents, recorder, clock }: ControlParts, began: number): About => ({
  product,
  ...(role === undefined ? {} : { role }),
  channels: recorder ? channels : [],
  intents,
  next: recorder ? countOf(recorder) : 0,
  time: clock.now(),
  began,
  uncertainty: clock.uncertainty,
});

function acts({ operator, intents }: ControlParts) {
  let open = 0;
  return async (context: Context, name: IntentName): Promise<Response> => {
    if (!intents.includes(name)) throw new ControlRefusal(501);
    const fields = await readBody(context, INTENTS[name]);
    if (open >= AT_ONCE) throw new ControlRefusal(409);
    open++;
    try {
      // The name picks the shape, so that name and fields belong together, which the compiler cannot see.
      await operator.perform({ intent: name, ...fields } as Intent);
    } finally {
      open--;
    }
    return context.body(null, 204);
  };
}

function observations({ recorder, clock }: ControlParts) {
  let waiting = 0;
  const heldBack = async (after: number, wait: number, gone: AbortSignal) => {
    if (!recorder || waiting >= AT_ONCE) return;
    waiting++;
    await waitForMore(recorder, clock, after, wait, gone);
    waiting--;
  };
  return async (context: Context): Promise<Response> => {
    if (!recorder) throw new ControlRefusal(501);
    const { signal } = context.req.raw;
    const after = parameter(context, "after");
    if (wantsStream(context)) {
      return streamSSE(context, async (stream) => {
        let next = lastSeen(context) ?? after;
        while (!signal.aborted && !stream.aborted) {
          for (const observation of pageOf(recorder, next).observations) {
            next = observation.seq + 1;
            await stream.writeSSE({ event: "observation", id: String(next), data: JSON.stringify(observation) });
          }
          await heldBack(next, BEAT, signal);
          if (countOf(recorder) <= next) await stream.write(": still here\n\n");
        }
      });
    }
    await heldBack(after, parameter(context, "wait"), signal);
    return context.json({ ...pageOf(recorder, after), time: clock.now() } satisfies Observations);
  };
}

/** Milliseconds between signs of life in a stream. */
const BEAT = 10_000;

const wantsStream = ({ req }: Context) => (req.header("accept") ?? "").includes("text/event-stream");

/** Where a stream that broke off goes on. */
function lastSeen({ req }: Context): number | undefined {
  const id = req.header("last-event-id");
  return id === undefined || !/^\d{1,15}$/.test(id) ? undefined : Number(id);
}

const parameter = (context: Context, name: keyof typeof OBSERVATIONS_QUERY): number =>
  readParameter(context, name, OBSERVATIONS_QUERY[name]) ?? 0;
