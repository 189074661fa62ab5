import { z } from "zod";
import type { OQSCD031 } from "../../../device/wire/oqs/code-tables.data.ts";
import { CONSENT_ITEMS, type ConsentItem } from "../../../device/wire/face.ts";
import type { Change, Records } from "../records.ts";
import { get, put, readable, type Shelf } from "../shelf.ts";
import { type Consent, OPEN_END } from "../store.ts";
import { endOf, FORM_NAMES, type FormOfCare, FORMS, formsOf, type Use } from "./forms.ts";

/** One patient's word to one facility for one form of care: the latest. Times are microseconds. */
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
/** By form: a house call's consent leaves that to home visits, which goes on, as it is. */
const keyOf = (institution: string, person: string, form: FormOfCare) =>
  `${institution} ${FORMS[form].use} ${person} ${form}`;

/** Whoever reads a patient's consents to one use and stores what follows does so in this turn. */
export const consentTurn = (institution: string, use: Use, person: string) =>
  `consents ${institution} ${use} ${person}`;

/** All that a patient has said to a facility about one use: one consent for each of its forms. */
export async function remoteConsentsOf(
  records: Records,
  institution: string,
  use: Use,
  person: string,
): Promise<readonly RemoteConsent[]> {
  const found = await Promise.all(formsOf(use).map((form) => get(records, CONSENTS, keyOf(institution, person, form))));
  return found.flatMap((consent) => consent ?? []);
}

export function keepRemoteConsent(institution: string, consent: RemoteConsent): Change {
  const last = lastMoment(consent);
  const key = keyOf(institution, consent.person, consent.form);
  return put(CONSENTS, key, consent, last === OPEN_END ? undefined : last + REMEMBERED);
}

/** What was said at a facility about one use, person by person, and how many records there cannot be read. */
export async function remoteConsentsAt(records: Records, institution: string, use: Use) {
  const kept = await records.list(CONSENTS.name, `${institution} ${use} `);
  const people = new Map<string, RemoteConsent[]>();
  let damaged = 0;
  for (const { value } of kept) {
    const consent = readable(CONSENTS, value);
    if (consent) people.set(consent.person, [...(people.get(consent.person) ?? []), consent]);
    else damaged += 1;
  }
  return { people, damaged };
}

const lastMoment = ({ ends = OPEN_END, released }: RemoteConsent) => Math.min(ends, released?.at ?? OPEN_END);

/** When it ended, or will. What somebody ended is over, also where the clock has jumped back to before that. */
const endAsOf = (consent: RemoteConsent, now: number) =>
  consent.released ? Math.min(lastMoment(consent), now) : lastMoment(consent);

/** Before it was given it does not count: a clock that jumped back opens nothing. */
export const inForce = (consent: RemoteConsent, now: number): boolean =>
  consent.given <= now && now < endAsOf(consent, now);

/** What has not ended can be taken back, even what a clock that jumped back has not come to yet; an end from after the jump, too. */
export const isToRelease = (consent: RemoteConsent, now: number): boolean => now < lastMoment(consent);

/** Why none of these counts any more (OQSCD031): as the last of them ended. */
export function reasonOf(consents: readonly RemoteConsent[], now: number): keyof typeof OQSCD031 | undefined {
  const [last] = consents
    .filter(({ given }) => given <= now)
    .toSorted((one, other) => lastMoment(other) - lastMoment(one));
  if (!last) return undefined;
  return last.released && last.released.at <= lastMoment(last) ? WHO_ENDED[last.released.by] : "0";
}
const WHO_ENDED = { facility: "1", patient: "2" } as const;

/**
 * What counts of a patient's consents to one use, kind by kind, as consents at the counter are read. Of several in force at once a kind
 * counts that each of them has: the question says which use it is about, and not which form.
 */
export function kindByKind(consents: readonly RemoteConsent[], now: number): readonly Consent[] {
  const known = consents.filter(({ given }) => given <= now);
  const open = known.filter((consent) => inForce(consent, now));
  return CONSENT_ITEMS.flatMap((item) => {
    const agreed = known.filter(({ items }) => items.includes(item));
    const counting = agreed.filter((consent) => open.includes(consent));
    const of = counting.length > 0 ? counting : agreed;
    if (of.length === 0 || (counting.length > 0 && counting.length < open.length)) return [];
    const latest = (times: readonly number[]) => Math.max(...times);
    return [{ item, given: latest(of.map(({ given }) => given)), ends: latest(of.map((one) => endAsOf(one, now))) }];
  });
}

/** Whether consents in force at once differ, so that less counts than one of them says. */
export const isNarrowed = (consents: readonly RemoteConsent[], now: number): boolean => {
  const open = consents.filter((consent) => inForce(consent, now));
  return open.some(({ items }) => items.some((item) => !open.every((other) => other.items.includes(item))));
};

interface Given extends Pick<RemoteConsent, "person" | "form" | "items" | "method" | "careDay" | "given"> {
  /** When the card was asked for its signature: what was said since then was said, elsewhere, at the same time. */
  readonly asked: number;
}

/**
 * What a patient's new consent comes to beside those before it, all of one use. The newer one replaces that of its form. What is said
 * while it is under way is as new as it is, and the stricter reading counts: a release counts for it too, and of two consents of one form
 * the kinds of both, to the earlier end.
 */
export function afterConsent(
  before: readonly RemoteConsent[],
  { asked, ...given }: Given,
): { readonly consent: RemoteConsent; readonly atOnce: boolean } {
  const ends = endOf(given.form, given.careDay);
  const alone: RemoteConsent = { ...given, ...(ends === undefined ? {} : { ends }) };
  const [released] = before
    .flatMap(({ released }) => released ?? [])
    .filter(({ at }) => at >= asked)
    .toSorted((one, other) => other.at - one.at);
  if (released) return { consent: { ...alone, released }, atOnce: true };
  const other = before.find(({ form, given }) => form === alone.form && given >= asked);
  if (!other) return { consent: alone, atOnce: false };
  const earlier = Math.min(other.ends ?? OPEN_END, ends ?? OPEN_END);
  return {
    consent: {
      ...alone,
      items: alone.items.filter((item) => other.items.includes(item)),
      ...(earlier === OPEN_END ? {} : { ends: earlier }),
    },
    atOnce: true,
  };
}
