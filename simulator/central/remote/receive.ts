import { z } from "zod";
import { CONSENT_ITEMS } from "../../../device/wire/face.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { type Facility, mayView } from "../../facilities.ts";
import type { ResultCode } from "../../result-codes.data.ts";
import type { Access } from "../access-log.ts";
import { yearsAfter } from "../calendar.ts";
import type { Centre } from "../centre.ts";
import { DAY } from "../day.ts";
import type { Told } from "../desk.ts";
import { registrationsOf } from "../eligibility.ts";
import type { Insured } from "../ledger.ts";
import { answerByCard, CARD_CALL, holderOf } from "../reception.ts";
import { Refusal } from "../refusal.ts";
import { settingsOf } from "../settings.ts";
import {
  afterConsent,
  isAtOnce,
  keepRemoteConsent,
  kindByKind,
  type RemoteConsent,
  remoteConsentOf,
} from "./consent.ts";
import { FORM_NAMES, FORMS } from "./forms.ts";

/** A card held to a mobile device or to the patient's own, as its app reports it. */
export const RemoteCall = z.strictObject({
  ...CARD_CALL,
  form: z.enum(FORM_NAMES),
  /** JST, yyyyMMdd. */
  careDay: DAY,
  method: z.enum(["pin", "staff"]),
  consents: z.array(z.enum(CONSENT_ITEMS)),
  /** The number of whom the app expects from an earlier visit: another person's card is then refused. */
  expects: z
    .strictObject({
      insurer: z.string().max(8),
      symbol: z.string().max(40).optional(),
      number: z.string().max(40),
      branch: z.string().max(2).optional(),
    })
    .optional(),
});
export type RemoteCall = z.infer<typeof RemoteCall>;

/** What a refusal leaves in the log, where the person is known. */
export interface RefusedVisit {
  readonly refused: ResultCode;
  readonly accesses: readonly Access[];
}

/** A consent away from the counter, and the eligibility that comes with it (HVS-01, HVS-04, ONL-01, OUT-01). */
export async function receiveRemote(
  centre: Centre,
  facility: Facility,
  call: RemoteCall,
): Promise<Told | RefusedVisit> {
  const now = centre.clock.now();
  const { institutionCode: institution } = facility;
  const { records } = centre.store;
  const form = FORMS[call.form];
  if ((await settingsOf(records, institution))[form.setting] !== "1") throw new Refusal("TSTV0001E");
  if (call.method === "staff" && !form.staffMayConfirm) throw new Refusal("TSTV0002E");
  const today = jstDate(now);
  const isTooFar = call.careDay > yearsAfter(today, 1);
  if (call.careDay < today || isTooFar || (form.today && call.careDay !== today)) throw new Refusal("TSTV0003E");
  const { insured, holder, asked } = await holderOf(centre, facility, call, now);
  const line = { at: now, institution, person: insured.id, exchange: `remote ${call.form}`, basis: "card" } as const;
  if (!isExpected(centre, call, insured))
    return { refused: "TSTV0004E", accesses: [{ ...line, shown: [], refused: "TSTV0004E" }] };
  const items = holder.grace ? [] : call.consents.filter((item) => mayView(facility, item));
  const before = await remoteConsentOf(records, institution, form.use, insured.id);
  const { careDay, method } = call;
  const given = { person: insured.id, form: call.form, items, method, careDay, given: now, asked };
  const consent: RemoteConsent = afterConsent(before, given);
  const consents = holder.grace ? "unobtainable" : kindByKind(consent);
  return {
    answer: await answerByCard(centre, facility, { insured, holder, now }, consents),
    changes: [keepRemoteConsent(institution, consent)],
    accesses: [{ ...line, shown: ["eligibility"], ...(isAtOnce(before, asked) ? { narrowed: true } : {}) }],
  };
}

function isExpected({ ledger }: Centre, { expects }: RemoteCall, { id }: Insured): boolean {
  if (!expects) return true;
  const { insurer, symbol, number, branch } = expects;
  return registrationsOf(ledger, { insurer, symbol, number, branch }).some(({ insured }) => insured.id === id);
}

/** A patient takes a consent back, with the card at hand; `use` by the codes of OQSCD028. */
export const ReleaseCall = z.strictObject({ ...CARD_CALL, use: z.enum(["2", "3"]), institutionCode: z.string() });
export type ReleaseCall = z.infer<typeof ReleaseCall>;

export async function releaseByPatient(centre: Centre, facility: Facility, call: ReleaseCall): Promise<Told> {
  const now = centre.clock.now();
  const { institutionCode: institution } = facility;
  const { insured } = await holderOf(centre, facility, call, now);
  const consent = await remoteConsentOf(centre.store.records, institution, call.use, insured.id);
  if (!consent || consent.released) throw new Refusal("TSTV0005E");
  return {
    answer: { XmlMsg: {} },
    changes: [keepRemoteConsent(institution, { ...consent, released: { at: now, by: "patient" } })],
    accesses: [
      { ...{ at: now, institution, person: insured.id, exchange: "remote release" }, basis: "card", shown: [] },
    ],
  };
}
