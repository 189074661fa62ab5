import type { Cast, Part, PersonFacts } from "../../conformance/cast.ts";
import type { Secret } from "../../device/secrets.ts";
import type { Country } from "../../simulator/country.ts";
import type { Person } from "../../simulator/people.ts";
import { STAFF_PASSWORD } from "../../simulator/reader/virtual-reader.ts";

/** Which persona plays which part. */
export const PLAYERS: Readonly<Record<Part, string>> = {
  patient: "hanako",
  stranger: "taro",
  pinLocked: "locked",
  lastPinTry: "last-try",
  withoutPin: "faceonly",
  withIphone: "iphone",
  withAndroid: "android",
  child: "child",
  revoked: "revoked",
  changedInsurer: "moved",
};

export function castOf(country: Country, parts: readonly Part[]): Cast {
  return Object.fromEntries(parts.map((part) => [part, factsOf(country.person(PLAYERS[part]))]));
}

/** Everything of these people that no trace may hold. */
export async function secretsOf(country: Country, parts: readonly Part[]): Promise<Secret[]> {
  const own = parts.map((part) => secretsOfPerson(country, PLAYERS[part]));
  return [...(await Promise.all(own)).flat(), STAFF_SECRET];
}

export const STAFF_SECRET: Secret = { kind: "password", person: "staff", value: STAFF_PASSWORD };

export async function secretsOfPerson(country: Country, id: string): Promise<Secret[]> {
  const person = country.person(id);
  const { auth, sign } = person.pins;
  return [
    ...[auth, sign].flatMap((value): Secret[] => (value ? [{ kind: "pin", person: person.id, value }] : [])),
    { kind: "individualNumber", person: person.id, value: person.numberA },
    { kind: "keyB", person: person.id, value: person.numberB },
    { kind: "face", person: person.id, value: await country.photograph(person.id) },
  ];
}

function factsOf(person: Person): PersonFacts {
  const { id, name, kana, birthDate, sex, address, insurer, symbol, number, branch, former } = person;
  return {
    ...{ id, name, kana, birthDate, sex, address, insurer, symbol, number, branch },
    ...(former ? { before: former } : {}),
  };
}
