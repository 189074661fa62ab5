import type { People } from "../../conformance/benches/people.ts";
import type { Country } from "../../simulator/country.ts";
import { FACILITIES } from "../../simulator/facilities.ts";
import { STAFF_PASSWORD } from "../../simulator/reader/virtual-reader.ts";
import { castOf, PLAYERS, secretsOf } from "../built-in/cast.ts";

export type Institution = Pick<People, "institutionCode" | "staffPassword">;

/** The institution of the test world, for whoever names no other. */
export const INSTITUTION: Institution = {
  staffPassword: STAFF_PASSWORD,
  institutionCode: FACILITIES[0]?.institutionCode ?? "",
};

/** The built-in personas, for products that hold their cards: by a control API, or printed. */
export const builtInPeople = (
  country: Country,
  { institutionCode, staffPassword }: Institution = INSTITUTION,
): People => ({
  castOf: (parts) => castOf(country, parts),
  pinOf: (part) => country.person(PLAYERS[part]).pins.auth,
  secretsOf: async (parts) => [
    ...(await secretsOf(country, parts)),
    { kind: "password", person: "staff", value: staffPassword },
  ],
  institutionCode,
  staffPassword,
});
