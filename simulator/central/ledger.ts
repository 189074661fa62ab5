import { bareInsurer } from "../../device/wire/oqs/siquc.ts";
import type { Insurance, Person } from "../people.ts";
import { dayAfter } from "./calendar.ts";

/** One entitlement of one person. Days are yyyyMMdd, `until` is the last day that counts. */
export interface Entitlement extends Insurance {
  readonly from: string;
  readonly until?: string;
}

/** What the central system knows of a person: no PIN, no number A or B, no face. */
export interface Insured extends Resident {
  /** Oldest first. */
  readonly entitlements: readonly Entitlement[];
}

export type Resident = Pick<
  Person,
  | "id"
  | "name"
  | "kana"
  | "birthDate"
  | "sex"
  | "address"
  | "postNumber"
  | "copayment"
  | "elderlyCopayment"
  | "certificateSerial"
  | "alias"
  | "assistance"
  | "ticketsAt"
  | "cardClass"
  | "limit"
  | "diseases"
>;

export interface Registration {
  readonly insured: Insured;
  readonly entitlement: Entitlement;
}

export interface Ledger {
  /** By the serial in the card's authentication certificate. The individual number plays no part. */
  byCertificate(serial: string): Insured | undefined;
  /** Everybody who has or had this number. Padding of the insurer number is ignored. */
  byNumber(number: Pick<Insurance, "insurer" | "symbol" | "number">): readonly Registration[];
  /** Everybody, for what is asked of all: tickets of a month, and a person known by name, sex, birth date and address alone. */
  everybody(): readonly Insured[];
}

/** Everybody was insured on this day, or since birth. */
const SINCE = "20240401";

export function ledgerOf(people: Iterable<Person>): Ledger {
  const byCertificate = new Map<string, Insured>();
  const byNumber = new Map<string, Registration[]>();
  for (const person of people) {
    const insured = insuredOf(person);
    byCertificate.set(person.certificateSerial, insured);
    for (const entitlement of insured.entitlements) {
      const key = keyOf(entitlement);
      byNumber.set(key, [...(byNumber.get(key) ?? []), { insured, entitlement }]);
    }
  }
  return {
    byCertificate: (serial) => byCertificate.get(serial),
    byNumber: (number) => byNumber.get(keyOf(number)) ?? [],
    everybody: () => [...byCertificate.values()],
  };
}

const keyOf = ({ insurer, symbol, number }: Pick<Insurance, "insurer" | "symbol" | "number">) =>
  JSON.stringify([bareInsurer(insurer), symbol, number]);

function insuredOf(person: Person): Insured {
  const { id, postNumber, copayment, certificateSerial } = person;
  const { name, kana, birthDate, sex, address } = person.mistakenFor ?? person;
  return {
    ...{ id, name, kana, birthDate, sex, address, postNumber, copayment, certificateSerial },
    ...given(person, ["elderlyCopayment", "alias", "assistance", "ticketsAt", "cardClass", "limit", "diseases"]),
    entitlements: person.uninsured ? [] : entitlementsOf(person),
  };
}

/** Those of these traits that a person has. */
const given = <K extends keyof Resident>(person: Person, traits: readonly K[]): Partial<Pick<Person, K>> =>
  Object.fromEntries(
    traits.flatMap((trait) => (person[trait] === undefined ? [] : [[trait, person[trait]]])),
  ) as Partial<Pick<Person, K>>;

function entitlementsOf({ birthDate, former, until, also, ...person }: Person): Entitlement[] {
  const { insurer, insurerName, symbol, number, branch } = person;
  const since = birthDate > SINCE ? birthDate : SINCE;
  const current = { insurer, insurerName, symbol, number, branch, from: former ? dayAfter(former.until) : since };
  return [
    ...(former ? [{ ...former, from: since }] : []),
    ...(also ? [{ ...also, from: since }] : []),
    until === undefined ? current : { ...current, until },
  ];
}
