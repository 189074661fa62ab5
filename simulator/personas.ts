import { eraDate, numberB } from "./era.ts";
import { reservedIndividualNumber, rightIndividualNumber } from "./individual-number.ts";
import type { Person } from "./people.ts";
import { GIVEN, MUNICIPALITY, PERSONAS, SURNAMES, USUAL, type Row } from "./personas.data.ts";

/** Every named patient, in the order of the table. */
export const personas: readonly Person[] = PERSONAS.map((row, index) => complete(row, index + 1));

const byId = new Map(personas.map((person) => [person.id, person]));

/** A persona, or one of the many by `p000123`. */
export function personById(id: string): Person | undefined {
  const known = byId.get(id);
  if (known) return known;
  const index = /^p(\d{6})$/.exec(id)?.[1];
  return index === undefined ? undefined : personByIndex(Number(index));
}

/** Everyone else, up to a million: the same person for the same index, and nothing stored. */
export function personByIndex(index: number): Person {
  if (!Number.isInteger(index) || index < 0 || index > 999_999) throw new RangeError(`no person ${index}`);
  // Steps that share no factor with the lengths, so that neighbours differ in every trait.
  const [surname, surnameKana] = pick(SURNAMES, index * 7);
  const sex = index % 2 === 0 ? "female" : "male";
  const [given, givenKana] = pick(GIVEN[sex], Math.floor(index / 2) * 3 + Math.floor(index / 13));
  const year = 1935 + ((index * 31) % 88);
  const month = 1 + ((index * 5) % 12);
  const day = 1 + ((index * 11) % 28);
  const age = 2026 - year;
  const branch = String(index % 4).padStart(2, "0");
  const row: Row = {
    id: `p${String(index).padStart(6, "0")}`,
    name: `${surname}　${given}`,
    kana: `${surnameKana} ${givenKana}`,
    birthDate: `${year}${String(month).padStart(2, "0")}${String(day).padStart(2, "0")}`,
    sex,
    copayment: age >= 75 || age < 7 ? "010" : "030",
    ...(age >= 75
      ? { insurer: "39990015", insurerName: "見本県後期高齢者医療広域連合", symbol: "", branch: "" }
      : { branch }),
    ...(age < 15 ? { pins: { auth: "1234", text: "1234" } } : {}),
    photographAge: index % 9,
    note: { ja: "その他大勢の一人", en: "one of the many" },
  };
  return complete(row, FIRST_OF_THE_MANY + index);
}

const FIRST_OF_THE_MANY = 1000;
/** Above the million that nobody named. */
const FIRST_OF_ONES_OWN = 2_000_000;

/** People whom somebody wrote down, complete: what they did not say is as with everybody, and identifiers follow from the place. */
export const ownPeople = (rows: readonly Row[]): readonly Person[] =>
  rows.map((row, index) => complete(row, FIRST_OF_ONES_OWN + index));

/** What follows from a person's number in the table: identifiers, the face, the secrets printed on the card. */
function complete(row: Row, number: number): Person {
  const digits = String(number);
  const expiryYear = row.certificate === "expired" ? 2025 : 2028 + (number % 7);
  const securityCode = String((number * 7919 + 1234) % 10_000).padStart(4, "0");
  return {
    ...USUAL,
    number: digits.padStart(6, "0"),
    certificateSerial: `05${MUNICIPALITY}${digits.padStart(15, "0")}A`,
    face: number * 1000,
    ...row,
    numberA: reservedIndividualNumber(`9${digits.padStart(10, "0")}`),
    numberB: numberB(row.birthDate, expiryYear, securityCode),
  };
}

/** One persona for programs that refuse a number with a wrong check digit. */
export const withRightNumber = (person: Person): Person => ({
  ...person,
  numberA: rightIndividualNumber(person.numberA),
});

export const municipalityOf = (person: Person): string => person.certificateSerial.slice(2, 7);

/** A person's number in the population, which picks the keys of the card. */
export const numberOf = (person: Person): number => Number(person.certificateSerial.slice(7, -1));

/** Digit of the era and the date after it, as a signature certificate has it. */
export const eraBirth = (person: Person): string => `${eraDate(person.birthDate).era}${person.birthDate}`;

const pick = <T>(list: readonly [T, ...T[]], at: number): T => list[at % list.length] ?? list[0];
