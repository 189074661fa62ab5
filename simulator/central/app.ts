import { Hono, type Context } from "hono";
import { z } from "zod";
import { isFault } from "../../device/errors.ts";
import { sleep } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import type { Facility } from "../facilities.ts";
import { boundedBody } from "../bounded-body.ts";
import { base64url } from "./base64url.ts";
import type { Centre } from "./centre.ts";
import { demandIdToken, logIn, refresh, Refreshing } from "./cloud.ts";
import { EvidenceShown, judgeEvidence } from "./evidence.ts";
import type { Change } from "./records.ts";
import { accessLog } from "./access-log.ts";
import type { Told } from "./desk.ts";
import { DisasterSearch, searchInDisaster } from "./disaster.ts";
import { jsonResponse } from "./json-response.ts";
import { deskOf } from "./messages.ts";
import { onceOnly, type Outcome } from "./once.ts";
import { newChallenge, receive, receiveLimited, ReceptionCall } from "./reception.ts";
import { DEVICE_KINDS, newActivationCode } from "./remote/devices.ts";
import { Refusal } from "./refusal.ts";

/** Who calls, as the client certificate told. */
export interface Client {
  readonly institutionCode: string;
  /** A device of the institution that may ask for eligibility and nothing else (LTD-01). */
  readonly limited?: boolean;
}
export type CentralHandler = (request: Request, client: Client) => Promise<Response>;

const MAX_BODY = 1024 * 1024;
const LIMITED_DOORS = ["/v1/challenge", "/v1/limited/reception"];
const CodeCall = z.strictObject({ kind: z.enum(DEVICE_KINDS) });
const AuthorityCall = z.strictObject({ challenge: base64url(16) });

export interface CentralOptions {
  /** The milliseconds that an answer takes, as a model of the real one's 3 to 7 s. */
  readonly latency?: () => number;
  /** Told of errors that are no refusals: faults of the central system itself, answered without detail. */
  readonly report?: (error: Error) => void;
}

/**
 * The central system as one function: eligibility, consent, and leave to use a card without PIN. What terminals really say to it is
 * not public; this interface is ours.
 */
export function centralApp(centre: Centre, { latency, report }: CentralOptions = {}): CentralHandler {
  const app = new Hono<{ Bindings: Client; Variables: { facility: Facility } }>();

  app.onError((error) => {
    const refusal = refusalOf(error);
    if (refusal.code === "TSTA0006E" || refusal.code === "TSTA0009E") report?.(error);
    return refusal.toResponse();
  });
  app.notFound(() => new Refusal("TSTA0005E").toResponse());
  app.use("/v1/*", async (context, next) => {
    const { institutionCode, limited } = context.env;
    const facility = centre.facilities.find((facility) => facility.institutionCode === institutionCode);
    if (!facility) throw new Refusal("TSTA0001E");
    if (limited && !LIMITED_DOORS.includes(context.req.path)) throw new Refusal("TSTA0008E");
    context.set("facility", facility);
    if (latency) await sleep(centre.clock, latency());
    await next();
  });

  app.post("/v1/challenge", async (context) => jsonResponse(await newChallenge(centre, context.get("facility"))));
  app.post("/v1/authority", async (context) => {
    const { challenge } = await body(context, AuthorityCall);
    const { certificate, signature } = centre.cards.authorise(challenge);
    return jsonResponse({ certificate: text(certificate), signature: text(signature) });
  });
  app.post("/v1/devices/codes", async (context) => {
    const { kind } = await body(context, CodeCall);
    const { institutionCode } = context.get("facility");
    const { clock, random, store } = centre;
    const { code, expires, change } = newActivationCode(random, { institutionCode, kind }, clock.now());
    await store.records.write([change]);
    return context.json({ code, expires });
  });
  const log = accessLog();
  const store = async ({ answer, pdf, changes = [], accesses = [] }: Told, more: readonly Change[] = []) => {
    const all = [...changes, ...accesses.map(log), ...more];
    if (all.length > 0) await centre.store.records.write(all);
    return pdf ? { ...answer, Pdf: Buffer.from(pdf).toString("base64") } : answer;
  };
  app.post("/v1/reception", async (context) =>
    jsonResponse(await store(await receive(centre, context.get("facility"), await body(context, ReceptionCall)))),
  );
  app.post("/v1/limited/reception", async (context) =>
    jsonResponse(
      await store(await receiveLimited(centre, context.get("facility"), await body(context, ReceptionCall))),
    ),
  );
  app.post("/v1/disaster/search", async (context) =>
    jsonResponse(await store(searchInDisaster(centre, context.get("facility"), await body(context, DisasterSearch)))),
  );
  app.post("/v1/evidence", async (context) =>
    context.json(judgeEvidence({ day: jstDate(centre.clock.now()), ...(await body(context, EvidenceShown)) })),
  );
  const once = onceOnly(centre.store.records);
  const answerMessage = async (context: Context<{ Bindings: Client; Variables: { facility: Facility } }>) => {
    const desk = deskOf((context.req.param("id") ?? "").replace(/req$/, ""));
    if (!desk) throw new Refusal("TSTA0005E");
    const facility = context.get("facility");
    const key = context.req.header("idempotency-key");
    const work = async (): Promise<Outcome> => {
      const now = centre.clock.now();
      const told = await desk({ centre, facility, json: await json(context), now });
      return { told, at: now };
    };
    return jsonResponse(await once(facility.institutionCode, key, work, store));
  };
  app.post("/v1/messages/:id", answerMessage);
  app.post("/v1/cloud/login", async (context) => context.json(await logIn(centre, context.get("facility"))));
  app.post("/v1/cloud/refresh", async (context) =>
    context.json(await refresh(centre, context.get("facility"), await body(context, Refreshing))),
  );
  app.post("/v1/cloud/messages/:id", async (context) => {
    await demandIdToken(centre, context.get("facility"), context.req.header("authorization"));
    return answerMessage(context);
  });

  return async (request, client) => app.fetch(request, client);
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");

async function json(context: Context): Promise<unknown> {
  const text = await boundedBody(context.req.raw, MAX_BODY);
  if (text === undefined) throw new Refusal("TSTA0007E");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal("TSTA0004E", "no JSON");
  }
}

async function body<S extends z.ZodType>(context: Context, schema: S): Promise<z.infer<S>> {
  const parsed = schema.safeParse(await json(context));
  if (parsed.success) return parsed.data;
  // Places only: a value may be anything, a patient's too.
  throw new Refusal("TSTA0004E", parsed.error.issues.map(({ path }) => path.join(".") || "body").join(", "));
}

/** What is not a refusal is a fault of ours, or a message that is none; neither may leak what it was about. */
function refusalOf(error: Error): Refusal {
  if (error instanceof Refusal) return error;
  if (isFault(error, "file.refused")) return new Refusal("TSTA0009E");
  return isFault(error, "peer.malformed") ? new Refusal("TSTA0004E", error.context.why) : new Refusal("TSTA0006E");
}
