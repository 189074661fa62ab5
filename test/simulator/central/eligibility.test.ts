import { describe, expect, test } from "vitest";
import { eligibilityByCard, eligibilityByNumber } from "../../../simulator/central/eligibility.ts";
import { dayAfter } from "../../../simulator/central/calendar.ts";
import type { Entitlement, Insured, Ledger } from "../../../simulator/central/ledger.ts";
import { persona } from "../counter.ts";

const hanako = persona("hanako");

const entitled = (number: string, from: string, until?: string): Entitlement => ({
  insurer: "06990014",
  insurerName: "見本",
  symbol: "1",
  number,
  branch: "00",
  from,
  ...(until === undefined ? {} : { until }),
});
const insured = (...entitlements: Entitlement[]): Insured => ({ ...hanako, entitlements });
const ledger = (person: Insured): Ledger => ({
  byCertificate: () => person,
  everybody: () => [person],
  byNumber: ({ number }) =>
    person.entitlements
      .filter((entitlement) => entitlement.number === number)
      .map((entitlement) => ({ insured: person, entitlement })),
});
const asked = (number: string) => ({
  InsurerNumber: " 6990014",
  InsuredCardSymbol: "1",
  InsuredIdentificationNumber: number,
  InsuredBranchNumber: "00",
  Birthdate: hanako.birthDate,
  LimitApplicationCertificateRelatedConsFlg: "0" as const,
});

const first = entitled("1", "20200401", "20250331");
const second = entitled("2", "20250401", "20260331");
const third = entitled("3", "20260401");

describe("a life of insurances", () => {
  test.each([
    ["the only one, valid", [third], "20260401", "1", "3"],
    ["the newest of three", [first, second, third], "20260401", "1", "3"],
    ["the one that counts on an earlier day", [first, second, third], "20260331", "1", "2"],
    ["all lost: the last one is shown as lost", [first, second], "20260401", "2", "2"],
  ])("by card: %s", (_, entitlements, day, validity, number) => {
    expect(eligibilityByCard(insured(...entitlements), day)).toMatchObject({ validity, entitlement: { number } });
  });

  test("by card: never insured", () => {
    expect(eligibilityByCard(insured(), "20260401")).toEqual({ validity: "4" });
  });

  test.each([
    ["valid", [first, second, third], "3", "20260401", "1"],
    ["lost, a newer one counts", [first, second, third], "1", "20260401", "3"],
    ["lost, and the newer one is lost too", [first, second], "1", "20260401", "2"],
    ["lost, with none newer", [first], "1", "20260401", "2"],
    ["not begun yet", [third], "3", "20260331", "2"],
  ])("by number: %s", (_, entitlements, number, day, validity) => {
    const answer = eligibilityByNumber(ledger(insured(...entitlements)), asked(number), day);
    expect(answer).toMatchObject({ validity, entitlement: { number } });
  });
});

test("the day after the last of a month, a leap year, a year", () => {
  expect(["20260228", "20240228", "20261231"].map(dayAfter)).toEqual(["20260301", "20240229", "20270101"]);
});
