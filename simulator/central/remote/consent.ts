import { z } from "zod";
import type { OQSCD031 } from "../../../device/wire/oqs/code-tables.data.ts";
import { CONSENT_ITEMS, type ConsentItem } from "../../../device/wire/face.ts";
import type { Change, Records } from "../records.ts";
import { get, put, read, type Shelf } from "../shelf.ts";
import { type Consent, OPEN_END } from "../store.ts";
import { endOf, FORM_NAMES, type FormOfCare, FORMS, type Use } from "./forms.ts";

/** One patient's word to one facility for one use: the latest. Times are microseconds. */
export interface RemoteConsent {
  readonly person: string;
  readonly form: FormOfCare;
  readonly items: readonly ConsentItem[];
  readonly method: "pin" | "staff";
  /** JST, yyyyMMdd. */
  readonly careDay: string;
  readonly given: number;
  /** Absent while it goes on until somebody ends it. */
  readonly ends?: number | undefined;
  readonly released?: { readonly at: number; readonly by: "facility" | "patient" } | undefined;
}

const time = z.int().nonnegative();
const CONSENTS: Shelf<RemoteConsent> = {
  name: "remote-consents",
  holds: z.strictObject({
    person: z.string(),
    form: z.enum(FORM_NAMES),
    items: z.array(z.enum(CONSENT_ITEMS)),
    method: z.enum(["pin", "staff"]),
    careDay: z.string(),
    given: time,
    ends: time.optional(),
    released: z.strictObject({ at: time, by: z.enum(["facility", "patient"]) }).optional(),
  }),
};

/** A spent consent is told of as ended for some time before it is forgotten. */
const REMEMBERED = 400 * 24 * 3600 * 1_000_000;
const keyOf = (institution: string, use: Use, person: string) => `${institution} ${use} ${person}`;

export const remoteConsentOf = (records: Records, institution: string, use: Use, person: string) =>
  get(records, CONSENTS, keyOf(institution, use, person));

export function keepRemoteConsent(institution: string, consent: RemoteConsent): Change {
  const { form, person } = consent;
  const last = lastMoment(consent);
  const key = keyOf(institution, FORMS[form].use, person);
  return put(CONSENTS, key, consent, last === OPEN_END ? undefined : last + REMEMBERED);
}

/** All of one use at a facility, in the order of persons. */
export async function remoteConsentsAt(records: Records, institution: string, use: Use): Promise<RemoteConsent[]> {
  const kept = await records.list(CONSENTS.name, `${institution} ${use} `);
  return kept.flatMap(({ value }) => read(CONSENTS, value) ?? []);
}

const lastMoment = ({ ends = OPEN_END, released }: RemoteConsent) => Math.min(ends, released?.at ?? OPEN_END);

/** The same, kind by kind, as consents at the counter are read. */
export const kindByKind = (consent: RemoteConsent | undefined): readonly Consent[] =>
  consent?.items.map((item) => ({ item, given: consent.given, ends: lastMoment(consent) })) ?? [];

/** Before it was given it does not count: a clock that jumped back opens nothing. */
export const inForce = (consent: RemoteConsent, now: number): boolean =>
  consent.given <= now && now < lastMoment(consent);

/** Why it no longer counts (OQSCD031). */
export const reasonOf = ({ released }: RemoteConsent): keyof typeof OQSCD031 =>
  released ? ({ facility: "1", patient: "2" } as const)[released.by] : "0";

interface Given extends Pick<RemoteConsent, "person" | "form" | "items" | "method" | "careDay" | "given"> {
  /** When the card was asked for its signature: a consent given since then was given at another device at the same time. */
  readonly asked: number;
}

/** Whether a consent that counts was given, at another device, after this one's card had been asked for its signature. */
export const isAtOnce = (before: RemoteConsent | undefined, asked: number): boolean =>
  before !== undefined && !before.released && before.given > asked;

/**
 * What counts after a patient has given another consent: the newer one. Only of two that were under way at once the stricter reading
 * counts, kind by kind and with the earlier end.
 */
export function afterConsent(before: RemoteConsent | undefined, { asked, ...given }: Given): RemoteConsent {
  const ends = endOf(given.form, given.careDay);
  const after: RemoteConsent = { ...given, ...(ends === undefined ? {} : { ends }) };
  if (!before || !isAtOnce(before, asked)) return after;
  const earlier = Math.min(before.ends ?? OPEN_END, after.ends ?? OPEN_END);
  return {
    ...after,
    items: after.items.filter((item) => before.items.includes(item)),
    ...(earlier === OPEN_END ? {} : { ends: earlier }),
  };
}
