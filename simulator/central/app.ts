import { z } from "zod";
import { sleep } from "../../device/ports.ts";
import { jstDate } from "../../device/wire/oqs/jst.ts";
import type { Facility } from "../facilities.ts";
import { parsedBody } from "../read-body.ts";
import { accessLog } from "./access-log.ts";
import { base64url, base64urlOf } from "./base64url.ts";
import { type CentralCall, type CentralHandler, headerIn, jsonAnswer } from "./call.ts";
import type { Centre } from "./centre.ts";
import { demandIdToken, logIn, refresh, Refreshing } from "./cloud.ts";
import type { Told } from "./desk.ts";
import { DisasterSearch, searchInDisaster } from "./disaster.ts";
import { EvidenceShown, judgeEvidence } from "./evidence.ts";
import { deskOf } from "./messages.ts";
import { onceOnly, type Outcome } from "./once.ts";
import { inTurn } from "./turns.ts";
import { LIMITED, newChallenge, receive, receiveLimited, ReceptionCall } from "./reception.ts";
import type { Change } from "./records.ts";
import { Refusal } from "./refusal.ts";
import { refusing } from "./refused.ts";
import { DEVICE_KINDS, devicesAt, newActivationCode, strikeOff } from "./remote/devices.ts";

const LIMITED_DOORS = ["/v1/challenge", "/v1/limited/reception"];
const StruckCall = z.strictObject({ device: z.string().max(64) });
const CodeCall = z.strictObject({ kind: z.enum(DEVICE_KINDS) });
const AuthorityCall = z.strictObject({ challenge: base64url(16) });

export interface CentralOptions {
  /** The milliseconds that an answer takes, as a model of the real one's 3 to 7 s. */
  readonly latency?: () => number;
  /** Told of errors that are no refusals: faults of the central system itself, answered without detail. */
  readonly report?: (error: Error) => void;
}

/** Behind a door stands what is answered as JSON. */
type Door = (call: CentralCall, facility: Facility) => object | Promise<object>;

/**
 * The central system as one function: eligibility, consent, and leave to use a card without PIN. What terminals really say to it is
 * not public; this interface is ours.
 */
export function centralApp(centre: Centre, { latency, report }: CentralOptions = {}): CentralHandler {
  const facilities = new Map(centre.facilities.map((facility) => [facility.institutionCode, facility]));
  const store = storing(centre);
  const doors = doorsOf(centre, store);
  const messages = messagesOf(centre, store);

  const enter: (...all: Parameters<CentralHandler>) => Promise<object> = async (call, { institutionCode, limited }) => {
    const { method, path } = call;
    if (!path.startsWith("/v1/")) throw new Refusal("TSTA0005E");
    const facility = facilities.get(institutionCode);
    if (!facility) throw new Refusal("TSTA0001E");
    if (limited && !LIMITED_DOORS.includes(path)) throw new Refusal("TSTA0008E");
    if (latency) await sleep(centre.clock, latency());
    const door = doors[path] ?? messages(path);
    if (!door || method !== "POST") throw new Refusal("TSTA0005E");
    return door(call, facility);
  };

  const refused = refusing({ clock: centre.clock, records: centre.store.records, report }, "refused");
  return async (call, client) => {
    try {
      return jsonAnswer(await enter(call, client));
    } catch (error) {
      const exchange = exchangeAt(call.path, doors[call.path] !== undefined);
      return (await refused(error, { institution: client.institutionCode, exchange })).toAnswer();
    }
  };
}

/** All doors but those of messages. */
function doorsOf(centre: Centre, store: Storing): Readonly<Record<string, Door | undefined>> {
  return {
    "__proto__": null as never,
    "/v1/challenge": (_, facility) => newChallenge(centre, facility),
    async "/v1/authority"(call) {
      const { challenge } = await parsedBody(call, AuthorityCall);
      const { certificate, signature } = centre.cards.authorise(challenge);
      return { certificate: base64urlOf(certificate), signature: base64urlOf(signature) };
    },
    async "/v1/devices/codes"(call, { institutionCode }) {
      const { kind } = await parsedBody(call, CodeCall);
      const { clock, random } = centre;
      const { code, expires, change } = newActivationCode(random, { institutionCode, kind }, clock.now());
      await centre.store.records.write([change]);
      return { code, expires };
    },
    "/v1/devices/list": async (_, { institutionCode }) => ({
      devices: await devicesAt(centre.store.records, institutionCode),
    }),
    async "/v1/devices/removal"(call, { institutionCode }) {
      const { device } = await parsedBody(call, StruckCall);
      const { records } = centre.store;
      const change = await strikeOff(records, institutionCode, device);
      if (!change) throw new Refusal("TSTV0011E");
      await records.write([change]);
      return { device, removed: true };
    },
    "/v1/reception": async (call, facility) =>
      store(await receive(centre, facility, await parsedBody(call, ReceptionCall))),
    "/v1/limited/reception": async (call, facility) =>
      store(await receiveLimited(centre, facility, await parsedBody(call, ReceptionCall))),
    "/v1/disaster/search": async (call, facility) =>
      store(searchInDisaster(centre, facility, await parsedBody(call, DisasterSearch))),
    "/v1/evidence": async (call) => judgeEvidence(await parsedBody(call, EvidenceShown), jstDate(centre.clock.now())),
    "/v1/cloud/login": (_, facility) => logIn(centre, facility),
    "/v1/cloud/refresh": async (call, facility) => refresh(centre, facility, await parsedBody(call, Refreshing)),
  };
}

/** The doors of messages, `/v1/messages/<id>req` and the cloud's. */
function messagesOf(centre: Centre, store: Storing): (path: string) => Door | undefined {
  const once = onceOnly(centre.store.records);
  return (path) => {
    const [, cloud, id = ""] = /^\/v1\/(cloud\/)?messages\/([^/]+)$/.exec(path) ?? [];
    if (id === "") return undefined;
    return async (call, facility) => {
      if (cloud !== undefined) await demandIdToken(centre, facility, headerIn(call, "authorization"));
      const desk = deskOf(id.replace(/req$/, ""));
      if (!desk) throw new Refusal("TSTA0005E");
      const json = await parsedBody(call, z.unknown());
      const work = async (settle: (outcome: Outcome) => Promise<object>) => {
        const at = centre.clock.now();
        const outcome = await desk({ centre, facility, json, now: at });
        return inTurn(centre.store.turn, outcome, (told) => settle({ told, at }));
      };
      const key = headerIn(call, "idempotency-key");
      // Another question is another call, whatever key it bears: nobody gets what somebody else was told.
      const own = key === undefined ? undefined : JSON.stringify([key, id, json]);
      return once(facility.institutionCode, own, work, store);
    };
  };
}

/** What a door is called in the log; nothing that a caller wrote, unless it is one. */
function exchangeAt(path: string, isDoor: boolean): string {
  const id = /\/messages\/([^/]+?)(?:req)?$/.exec(path)?.[1] ?? "";
  return deskOf(id) ? id : (EXCHANGES[path] ?? (isDoor ? path.slice("/v1/".length) : ""));
}
const EXCHANGES: Readonly<Record<string, string | undefined>> = {
  "__proto__": null as never,
  "/v1/reception": "reception",
  "/v1/limited/reception": LIMITED,
  "/v1/disaster/search": "disaster",
};

type Storing = ReturnType<typeof storing>;

/** What is to be answered, once all that goes with it is stored. */
function storing({ store: { records } }: Centre) {
  const log = accessLog();
  return async ({ answer, pdf, changes = [], accesses = [] }: Told, more: readonly Change[] = []): Promise<object> => {
    const all = [...changes, ...accesses.map(log), ...more];
    if (all.length > 0) await records.write(all);
    return pdf ? { ...answer, Pdf: Buffer.from(pdf).toString("base64") } : answer;
  };
}
