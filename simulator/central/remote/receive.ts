import { z } from "zod";
import { CONSENT_ITEMS } from "../../../device/wire/face.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { type Facility, mayView } from "../../facilities.ts";
import { yearsAfter } from "../calendar.ts";
import type { Centre } from "../centre.ts";
import { DAY } from "../day.ts";
import type { Told } from "../desk.ts";
import { registrationsOf } from "../eligibility.ts";
import type { Insured } from "../ledger.ts";
import { answerByCard, CARD_CALL, holderOf } from "../reception.ts";
import { Refusal } from "../refusal.ts";
import type { InTurn } from "../turns.ts";
import {
  afterConsent,
  consentTurn,
  isNarrowed,
  isToRelease,
  keepRemoteConsent,
  kindByKind,
  remoteConsentsOf,
} from "./consent.ts";
import { FORM_NAMES, type FormOfCare, FORMS, isSwitchedOn } from "./forms.ts";

/** A card held to a mobile device or to the patient's own, as its app reports it. */
export const RemoteCall = z.strictObject({
  ...CARD_CALL,
  form: z.enum(FORM_NAMES),
  /** JST, yyyyMMdd. */
  careDay: DAY,
  method: z.enum(["pin", "staff"]),
  consents: z.array(z.enum(CONSENT_ITEMS)).max(CONSENT_ITEMS.length),
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

/** A consent away from the counter, and the eligibility that comes with it (HVS-01, HVS-04, ONL-01, OUT-01). */
export async function receiveRemote(centre: Centre, facility: Facility, call: RemoteCall): Promise<InTurn<Told>> {
  const now = centre.clock.now();
  const { institutionCode: institution } = facility;
  const { records } = centre.store;
  const form = FORMS[call.form];
  if (!(await isSwitchedOn(records, institution, form.use))) throw new Refusal("TSTV0001E");
  if (call.method === "staff" && !form.staffMayConfirm) throw new Refusal("TSTV0002E");
  const today = jstDate(now);
  const isTooFar = call.careDay > yearsAfter(today, 1);
  if (call.careDay < today || isTooFar || (form.today && call.careDay !== today)) throw new Refusal("TSTV0003E");
  const { insured, holder, asked } = await holderOf(centre, facility, call, now);
  if (!isExpected(centre, call, insured)) throw new Refusal("TSTV0004E", undefined, { person: insured.id });
  const items = holder.grace ? [] : call.consents.filter((item) => mayView(facility, item));
  const { careDay, method } = call;
  const given = { person: insured.id, form: call.form, items, method, careDay, given: now, asked };
  const decide = async (): Promise<Told> => {
    const before = await remoteConsentsOf(records, institution, form.use, insured.id);
    const { consent, atOnce } = afterConsent(before, given);
    const all = [...before.filter(({ form }) => form !== call.form), consent];
    const narrowed = atOnce || isNarrowed(all, now);
    const consents = holder.grace ? "unobtainable" : kindByKind(all, now);
    return {
      answer: await answerByCard(centre, facility, { insured, holder, now }, consents),
      changes: [keepRemoteConsent(institution, consent)],
      accesses: [
        {
          ...{ at: now, institution, person: insured.id, exchange: exchangeOf(call.form), basis: "card" },
          ...{ shown: ["eligibility"], ...(narrowed ? { narrowed } : {}) },
        },
      ],
    };
  };
  return { about: consentTurn(institution, form.use, insured.id), decide };
}

/** What a reception is called in the log. */
export const exchangeOf = (form: FormOfCare): string => `remote ${form}`;

/** A number that fits several of a family names none of them: it takes the branch number. */
function isExpected({ ledger }: Centre, { expects }: RemoteCall, { id }: Insured): boolean {
  if (!expects) return true;
  const { insurer, symbol, number, branch } = expects;
  const named = registrationsOf(ledger, { insurer, symbol, number, branch }).map(({ insured }) => insured.id);
  return named.length > 0 && named.every((one) => one === id);
}

/** A patient takes a consent back, with the card at hand; `use` by the codes of OQSCD028. */
export const ReleaseCall = z.strictObject({ ...CARD_CALL, use: z.enum(["2", "3"]), institutionCode: z.string() });
export type ReleaseCall = z.infer<typeof ReleaseCall>;

export async function releaseByPatient(centre: Centre, facility: Facility, call: ReleaseCall): Promise<InTurn<Told>> {
  const now = centre.clock.now();
  const { institutionCode: institution } = facility;
  const { insured } = await holderOf(centre, facility, call, now);
  const decide = async (): Promise<Told> => {
    const consents = await remoteConsentsOf(centre.store.records, institution, call.use, insured.id);
    const running = consents.filter((consent) => isToRelease(consent, now));
    if (running.length === 0) throw new Refusal("TSTV0005E", undefined, { person: insured.id });
    const released = { at: now, by: "patient" } as const;
    return {
      answer: { XmlMsg: {} },
      changes: running.map((consent) => keepRemoteConsent(institution, { ...consent, released })),
      accesses: [{ ...{ at: now, institution, person: insured.id, exchange: RELEASE }, basis: "card", shown: [] }],
    };
  };
  return { about: consentTurn(institution, call.use, insured.id), decide };
}
export const RELEASE = "remote release";
