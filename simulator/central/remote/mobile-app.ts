import { Hono, type Context } from "hono";
import { z } from "zod";
import { readBody } from "../../read-body.ts";
import { accessLog, NOBODY } from "../access-log.ts";
import type { Centre } from "../centre.ts";
import type { Told } from "../desk.ts";
import { LIMITED, newChallenge, receiveLimited, ReceptionCall } from "../reception.ts";
import { Refusal } from "../refusal.ts";
import { refusing } from "../refused.ts";
import { type InTurn, inTurn } from "../turns.ts";
import { base64url, base64urlOf } from "../base64url.ts";
import { DEVICE_KINDS, type DeviceKind, deviceOf, newDevice, spendCode } from "./devices.ts";
import { FORMS } from "./forms.ts";
import { exchangeOf, receiveRemote, RELEASE, releaseByPatient, ReleaseCall, RemoteCall } from "./receive.ts";
import { webReceptionOf } from "./web-address.ts";

const Leave = z.strictObject({ challenge: base64url(16) });
const Activation = z.strictObject({ code: z.string().max(40) });
const MOBILE = "/v1/mobile";
/** What stands at the end of a facility's address: a header, so that it does not lie about in lists of addresses called. */
export const RECEPTION_HEADER = "x-web-reception";

/** What is known of a call so far, for the log. */
interface Seen {
  Variables: { institution?: string; exchange?: string };
}

/**
 * What mobile devices and patients' own reach over the ordinary internet, apart from the closed network: a device registers with a
 * code from the facility's terminal and shows its secret from then on; a patient comes by the facility's address. Ours, as all that
 * terminals say to the centre (ASM-REMOTE-FORMS).
 */
export function mobileApp(centre: Centre, { report }: { readonly report?: (error: Error) => void } = {}) {
  const { records, turn } = centre.store;
  const log = accessLog("mobile");
  const app = new Hono<Seen>();
  const refused = refusing({ clock: centre.clock, records, report }, "mobile");
  app.onError(async (error, { req, get }) => {
    const exchange = get("exchange") ?? `mobile ${req.path.slice(MOBILE.length + 1)}`;
    return (await refused(error, { institution: get("institution") ?? NOBODY, exchange })).toResponse();
  });
  app.notFound(() => new Refusal("TSTA0005E").toResponse());

  const facilityOf = (institutionCode: string) => {
    const facility = centre.facilities.find((one) => one.institutionCode === institutionCode);
    if (!facility) throw new Refusal("TSTA0001E");
    return facility;
  };
  const settle = (outcome: Told | InTurn<Told>) =>
    inTurn(turn, outcome, async ({ answer, changes = [], accesses = [] }) => {
      await records.write([...changes, ...accesses.map(log)]);
      return answer;
    });
  /** A registered device of this kind, and whose it is. */
  const device = async (context: Context<Seen>, kind: DeviceKind) => {
    const bearer = /^Bearer (.{1,200})$/.exec(context.req.header("authorization") ?? "")?.[1] ?? "";
    const known = await deviceOf(records, bearer);
    if (known) context.set("institution", known.institutionCode);
    if (known?.kind !== kind) throw new Refusal("TSTV0009E");
    return facilityOf(known.institutionCode);
  };
  const reception = async (context: Context<Seen>) => {
    const found = await webReceptionOf(records, context.req.header(RECEPTION_HEADER) ?? "");
    if (!found) throw new Refusal("TSTV0010E");
    context.set("institution", found.institutionCode);
    return { ...found, facility: facilityOf(found.institutionCode) };
  };
  const remoteCall = async (context: Context<Seen>) => {
    const call = await readBody(context.req.raw, RemoteCall);
    context.set("exchange", exchangeOf(call.form));
    return call;
  };

  app.post(`${MOBILE}/devices`, async (context) => {
    const { code } = await readBody(context.req.raw, Activation);
    const spent = await spendCode(records, code.toUpperCase().replace(/[-\s]/g, ""), centre.clock.now());
    if (spent) context.set("institution", spent.code.institutionCode);
    if (!spent?.inTime) throw new Refusal("TSTV0008E");
    const { device: id, secret, change } = newDevice(centre.random, spent.code);
    await records.write([change]);
    const { institutionCode, kind } = spent.code;
    return context.json({ device: id, secret, institutionCode, kind });
  });
  for (const kind of DEVICE_KINDS) {
    app.post(`${MOBILE}/${kind}/challenge`, async (context) =>
      context.json(await newChallenge(centre, await device(context, kind))),
    );
    // After a visual check the card's key opens by the centre's leave, as it does at a face-auth reader.
    app.post(`${MOBILE}/${kind}/authority`, async (context) => {
      await device(context, kind);
      const { challenge } = await readBody(context.req.raw, Leave);
      const { certificate, signature } = centre.cards.authorise(challenge);
      return context.json({ certificate: base64urlOf(certificate), signature: base64urlOf(signature) });
    });
  }
  app.post(`${MOBILE}/visits/reception`, async (context) => {
    const facility = await device(context, "visits");
    const call = await remoteCall(context);
    // Online consultation begins at the patient's own device.
    if (call.form === "online") throw new Refusal("TSTV0002E");
    return context.json(await settle(await receiveRemote(centre, facility, call)));
  });
  app.post(`${MOBILE}/eligibilityOnly/reception`, async (context) => {
    const facility = await device(context, "eligibilityOnly");
    context.set("exchange", LIMITED);
    return context.json(
      await settle(await receiveLimited(centre, facility, await readBody(context.req.raw, ReceptionCall))),
    );
  });
  app.get(`${MOBILE}/web`, async (context) => {
    const { facility, use } = await reception(context);
    return context.json({
      institution: facility.name,
      institutionCode: facility.institutionCode,
      kind: facility.kind,
      use,
    });
  });
  app.post(`${MOBILE}/web/challenge`, async (context) =>
    context.json(await newChallenge(centre, (await reception(context)).facility)),
  );
  app.post(`${MOBILE}/web/reception`, async (context) => {
    const { facility, use } = await reception(context);
    const call = await remoteCall(context);
    // On a patient's own device nobody stands beside who could look (ONL-01).
    if (call.method !== "pin" || FORMS[call.form].use !== use) throw new Refusal("TSTV0002E");
    return context.json(await settle(await receiveRemote(centre, facility, call)));
  });
  app.post(`${MOBILE}/web/release`, async (context) => {
    const { facility, use } = await reception(context);
    context.set("exchange", RELEASE);
    const call = await readBody(context.req.raw, ReleaseCall);
    if (call.use !== use || call.institutionCode !== facility.institutionCode) throw new Refusal("TSTV0005E");
    await settle(await releaseByPatient(centre, facility, call));
    return context.json({ released: true });
  });
  return (request: Request): Promise<Response> => Promise.resolve(app.fetch(request));
}
