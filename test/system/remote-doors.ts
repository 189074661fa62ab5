import { execFile } from "node:child_process";
import { sign } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { personKeys } from "../../certs/pool/key-for.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import type { Clock } from "../../device/ports.ts";
import { recorder } from "../../device/trace.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { fromJst, jstDate } from "../../device/wire/oqs/jst.ts";
import { lineCredentials } from "../../scripts/built-in/central-line.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { readAccesses } from "../../simulator/central/access-log.ts";
import { centralApp } from "../../simulator/central/app.ts";
import { type CentralHandler, fetchOf } from "../../simulator/central/call.ts";
import type { Centre } from "../../simulator/central/centre.ts";
import { handlerOf } from "../../simulator/central/handler-of.ts";
import type { Ledger } from "../../simulator/central/ledger.ts";
import { mobileApp } from "../../simulator/central/remote/mobile-app.ts";
import { serveMobile } from "../../simulator/central/remote/mobile-server.ts";
import { serveCentral } from "../../simulator/central/server.ts";
import { memoryStore } from "../../simulator/central/store.ts";
import { refusingStrangers } from "../../simulator/central/refused.ts";
import { tracedCentral } from "../../simulator/central/traced.ts";
import { countryOf } from "../../simulator/country.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import type { Person } from "../../simulator/people.ts";
import { nationalSystems } from "../../simulator/national-systems.ts";
import { numberOf } from "../../simulator/personas.ts";
import { seededRandom } from "../../simulator/world.ts";
import { persona } from "../simulator/counter.ts";

/** Whose card counts, and was never registered as insurance card. */
export const UNREGISTERED = "worn";
const without = (ledger: Ledger, id: string): Ledger => ({
  ...ledger,
  byCertificate: (serial) => (serial === persona(id).certificateSerial ? undefined : ledger.byCertificate(serial)),
});

export type Json = Readonly<Record<string, unknown>>;

/** The systems of the country behind their real sockets, on a day that a test sets, for curl and nobody else. */
export async function remoteDoors() {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-doors-"));
  const system = systemClock();
  let now = fromJst("20260401090000");
  const clock: Clock = { ...system, now: () => now };
  const country = countryOf({ takePhotograph: () => Promise.resolve(EMPTY) });
  const faults: Error[] = [];
  const report = (error: Error) => void faults.push(error);
  const store = memoryStore();
  const centre: Centre = {
    ...{ clock, random: seededRandom(1), ledger: without(country.ledger, UNREGISTERED), facilities: FACILITIES },
    ...{ cards: country.cards, store },
  };
  const { server, facility } = lineCredentials();
  const national = nationalSystems({ central: centralApp(centre, { report }), clock, records: store.records, report });
  const trace = recorder(clock);
  const traced = (handler: CentralHandler) => tracedCentral(handler, trace, clock);
  const central = await serveCentral(traced(national), {
    ...{ trust: server, report: (error) => report(error as Error) },
    refused: refusingStrangers({ clock, records: store.records, report }, "connection"),
  });
  const outside = mobileApp(centre, { report });
  const mobile = await serveMobile(fetchOf(traced(handlerOf((request) => outside(request))), { institutionCode: "" }), {
    trust: server,
  });

  const file = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const ca = file("ca.pem", facility("0").ca);
  const key = file("client.key", facility("0").key);
  const known = new Map<string, string>();
  const certificate = (name: string) => {
    const path = known.get(name) ?? file(`${name}.pem`, facility(name).cert);
    known.set(name, path);
    return path;
  };
  const seen = new Set<string>();
  let sendings = 0;
  /** What curl brings back. */
  const curl = async (url: string, method: string, body: unknown, more: readonly string[]): Promise<Answer> => {
    const text = typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body);
    // Through a file: an argument may not be as long as some of these bodies are.
    const sent = text === undefined ? [] : ["--data-binary", `@${file(`body-${++sendings}`, text)}`];
    const type = ["-H", "content-type: application/json"];
    const args = ["-sS", "--cacert", ca, "-X", method, ...type, ...sent, ...more, "-w", "\n%{http_code}", url];
    const stdout = await new Promise<string>((resolve, reject) =>
      execFile("curl", args, (error, out, err) => (error ? reject(new Error(err)) : resolve(out))),
    );
    const end = stdout.lastIndexOf("\n");
    const json = JSON.parse(stdout.slice(0, end)) as Json;
    for (const [code] of stdout.matchAll(/\bTST[A-Z]\d{4}[EWI]\b/g)) seen.add(code);
    return { status: Number(stdout.slice(end + 1)), json };
  };
  const as = (name: string) => ["--cert", certificate(name), "--key", key];
  const bearer = (secret: string) => ["-H", `authorization: Bearer ${secret}`];
  const webToken = (token: string) => ["-H", `x-web-reception: ${token}`];
  const post = (path: string, body: unknown, from: string) => curl(`${central.url}${path}`, "POST", body, as(from));
  const call = (path: string, body: unknown, who: readonly string[] = []) =>
    curl(`${mobile.url}/v1/mobile${path}`, body === undefined ? "GET" : "POST", body, who);
  const message = async (id: string, body: unknown, from: string): Promise<Json> => {
    const XmlMsg = { MessageHeader: { MedicalInstitutionCode: from }, MessageBody: body };
    const { json } = await post(`/v1/messages/${id}req`, { XmlMsg }, from);
    return (json["XmlMsg"] as { MessageBody: Json }).MessageBody;
  };
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  const material = (person: Person) => cardMaterial({ person, pki: country.pki, at: country.at, photograph: EMPTY });
  return {
    ...{
      as,
      folder,
      clock,
      store,
      faults,
      seen,
      curl,
      post,
      call,
      message,
      bearer,
      webToken,
      central,
      mobile,
      ca,
      material,
    },
    /** A certificate of another authority, and its key. */
    foreign: ["--cert", file("server.pem", server.cert), "--key", file("server.key", server.key)],
    /** By which it is now, JST: yyyyMMddHHmmss. */
    at: (moment: string) => (now = fromJst(moment)),
    today: () => jstDate(now),
    accesses: () => readAccesses(store.records),
    switchOn: (from: string, modes: Json = { HomeVisitUse: "1", OnlineTreatmentUse: "1" }) =>
      message(
        "OQSsiupd01",
        {
          EnvironmentSettingInfo: {
            ...{ HomeVisitUseChange: "1", OnlineTreatmentUseChange: "1", ElectronicPrescriptionUseChange: "0" },
            PrescriptionIssueSelectTimingChange: "0",
            ...modes,
          },
        },
        from,
      ),
    code: async (kind: string, from: string) => String((await post("/v1/devices/codes", { kind }, from)).json["code"]),
    /** What a person's card says to a challenge that this door gave; `change` tampers with it. */
    signed: async (id: string, door: string, who: readonly string[], keyOf = id, certificate?: Uint8Array) => {
      const { json } = await call(`${door}/challenge`, {}, who);
      const challenge = String(json["challenge"]);
      const { auth } = material(persona(id));
      const secret = personKeys(numberOf(persona(keyOf))).auth.privateKey;
      const signature = sign("sha256", Buffer.from(challenge, "base64url"), secret);
      return { challenge, certificate: text(certificate ?? auth.certificate), signature: text(signature) };
    },
    async close() {
      await Promise.all([central.close(), mobile.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly json: Json;
}
export type Doors = Awaited<ReturnType<typeof remoteDoors>>;
