import { describe, expect, test } from "vitest";
import { FACILITY_KINDS, type FacilityKind } from "../../../simulator/facilities.ts";
import { SCHEMES, type SchemeName } from "../../../simulator/portal/subsidies.data.ts";
import { type SubsidyClaim, subsidyFor } from "../../../simulator/portal/subsidies.ts";

const claim = (change: Partial<SubsidyClaim> & Pick<SubsidyClaim, "scheme">): SubsidyClaim => ({
  kind: "medicalClinic",
  costs: { introduction: 10_000_000, device: 10_000_000, systemChange: 10_000_000 },
  completed: change.scheme === "introduction" ? "20230331" : "20251201",
  applied: change.scheme === "introduction" ? "20230630" : "20260115",
  ...change,
});

describe("what a claim is paid at most, as the documents' tables have it", () => {
  test.each<[SchemeName, FacilityKind, number, number, number | undefined]>([
    ["introduction", "hospital", 1_050_000, 2_101_000, 1],
    ["introduction", "hospital", 1_001_000, 2_002_000, 2],
    ["introduction", "hospital", 951_000, 1_903_000, 3],
    ["introduction", "chainPharmacy", 214_000, 429_000, undefined],
    ["introduction", "pharmacy", 321_000, 429_000, undefined],
    ["introduction", "dentalClinic", 321_000, 429_000, undefined],
    ["homeVisit", "hospital", 411_000, 822_000, undefined],
    ["homeVisit", "chainPharmacy", 85_000, 171_000, undefined],
    ["homeVisit", "medicalClinic", 128_000, 171_000, undefined],
    ["online", "hospital", 390_000, 781_000, undefined],
    ["online", "chainPharmacy", 65_000, 130_000, undefined],
    ["online", "pharmacy", 97_000, 130_000, undefined],
    ["otherRoute", "hospital", 411_000, 822_000, undefined],
    ["otherRoute", "chainPharmacy", 85_000, 171_000, undefined],
    ["otherRoute", "medicalClinic", 128_000, 171_000, undefined],
    ["introduction", "medicalClinic", 321_000, 429_000, undefined],
    ["homeVisit", "dentalClinic", 128_000, 171_000, undefined],
    ["homeVisit", "pharmacy", 128_000, 171_000, undefined],
    ["online", "medicalClinic", 97_000, 130_000, undefined],
    ["online", "dentalClinic", 97_000, 130_000, undefined],
    ["otherRoute", "dentalClinic", 128_000, 171_000, undefined],
    ["otherRoute", "pharmacy", 128_000, 171_000, undefined],
    ["brokenReader", "hospital", 411_000, 822_000, undefined],
    ["brokenReader", "chainPharmacy", 85_000, 171_000, undefined],
    ["brokenReader", "medicalClinic", 128_000, 171_000, undefined],
    ["eligibilityOnly", "hospital", 31_000, 10_000_000, undefined],
    ["eligibilityOnly", "chainPharmacy", 31_000, 10_000_000, undefined],
    ["eligibilityOnly", "medicalClinic", 31_000, 10_000_000, undefined],
    ["eligibilityOnly", "dentalClinic", 31_000, 10_000_000, undefined],
    ["eligibilityOnly", "pharmacy", 31_000, 10_000_000, undefined],
  ])("%s, %s: %i yen of %i", (scheme, kind, amount, counted, readers) => {
    expect(subsidyFor(claim({ scheme, kind, ...(readers ? { readers } : {}) }))).toEqual({
      is: "paid",
      amount,
      counted,
    });
  });
});

describe("what a claim is paid below the ceilings", () => {
  test("is the rate of its cost", () => {
    const costs = { device: 20_000, systemChange: 60_001 };
    expect(subsidyFor(claim({ scheme: "homeVisit", costs }))).toEqual({ is: "paid", counted: 80_001, amount: 60_000 });
  });
  test("one part above its ceiling does not fill up another", () => {
    const costs = { device: 90_000, systemChange: 0 };
    expect(subsidyFor(claim({ scheme: "homeVisit", costs }))).toEqual({ is: "paid", counted: 41_000, amount: 30_750 });
  });
  test("a device is none of what online consultation needs", () => {
    const costs = { device: 41_000 };
    expect(subsidyFor(claim({ scheme: "online", costs }))).toEqual({ is: "refused", why: "nothingCounts" });
  });
});

const paid = (scheme: SchemeName, amount: number) => ({ scheme, amount });
const amountOf = (change: Parameters<typeof claim>[0]) => {
  const outcome = subsidyFor(claim(change));
  return outcome.is === "paid" ? outcome.amount : outcome.why;
};

describe("nothing is paid twice", () => {
  test.each<[string, Parameters<typeof claim>[0], number | string]>([
    [
      "online, then another route: what is left is the device",
      { scheme: "otherRoute", paidBefore: [paid("online", 97_000)] },
      30_750,
    ],
    [
      "the same of a hospital",
      { scheme: "otherRoute", kind: "hospital", paidBefore: [paid("online", 390_000)] },
      20_500,
    ],
    [
      "the same of a large chain: in sum no more than the dearer of both",
      { scheme: "otherRoute", kind: "chainPharmacy", paidBefore: [paid("online", 65_000)] },
      20_000,
    ],
    ["and for a broken reader", { scheme: "brokenReader", paidBefore: [paid("online", 97_000)] }, 30_750],
    [
      "another route, then online: there is nothing left to change",
      { scheme: "online", paidBefore: [paid("otherRoute", 128_000)] },
      "paidAlready",
    ],
    ["a broken reader, then online", { scheme: "online", paidBefore: [paid("brokenReader", 50_000)] }, "paidAlready"],
    [
      "another route, then a broken reader: one subsidy",
      { scheme: "brokenReader", paidBefore: [paid("otherRoute", 30_750)] },
      "paidAlready",
    ],
    [
      "a broken reader, then another route",
      { scheme: "otherRoute", paidBefore: [paid("brokenReader", 30_750)] },
      "paidAlready",
    ],
    ["home visits, then online: both", { scheme: "online", paidBefore: [paid("homeVisit", 128_000)] }, 97_000],
    ["online, then home visits: both", { scheme: "homeVisit", paidBefore: [paid("online", 97_000)] }, 128_000],
    [
      "three of them in turn",
      { scheme: "otherRoute", paidBefore: [paid("homeVisit", 128_000), paid("online", 97_000)] },
      30_750,
    ],
  ])("%s", (_, change, expected) => expect(amountOf(change)).toBe(expected));
  test.each(Object.keys(SCHEMES) as SchemeName[])("%s itself is not paid a second time", (scheme) => {
    expect(amountOf({ scheme, paidBefore: [paid(scheme, 1)] })).toBe("paidAlready");
  });
  const KINDS = Object.keys(FACILITY_KINDS) as FacilityKind[];
  test.each(KINDS)(
    "in whatever order a %s applies, one change is paid in sum what the dearest scheme pays at most",
    (kind) => {
      const group = ["online", "otherRoute", "brokenReader"] as const;
      for (const order of [group, [...group].reverse(), ["otherRoute", "online", "brokenReader"] as const]) {
        const paidBefore: { scheme: SchemeName; amount: number }[] = [];
        for (const scheme of order) {
          const outcome = subsidyFor(claim({ scheme, kind, paidBefore: [...paidBefore] }));
          if (outcome.is === "paid") paidBefore.push(paid(scheme, outcome.amount));
        }
        const sum = paidBefore.reduce((total, { amount }) => total + amount, 0);
        expect(sum, order.join()).toBeLessThanOrEqual(subsidyLimit(kind));
      }
    },
  );
});
const subsidyLimit = (kind: FacilityKind) => SCHEMES.otherRoute.terms[kind].limit;

describe("the first days and the last", () => {
  test.each<[string, Partial<SubsidyClaim> & Pick<SubsidyClaim, "scheme">, string | undefined]>([
    ["the last day counts", { scheme: "online", applied: "20260115" }, undefined],
    ["the day after does not", { scheme: "online", applied: "20260116" }, "tooLate"],
    ["nor does it for home visits", { scheme: "homeVisit", applied: "20260116" }, "tooLate"],
    ["nor for another route", { scheme: "otherRoute", applied: "20260116" }, "tooLate"],
    ["nor for a broken reader", { scheme: "brokenReader", applied: "20260116" }, "tooLate"],
    ["nor for eligibility only", { scheme: "eligibilityOnly", applied: "20260116" }, "tooLate"],
    ["the year's first day counts", { scheme: "online", completed: "20250401", applied: "20250401" }, undefined],
    ["the day before does not", { scheme: "online", completed: "20250331", applied: "20250331" }, "tooEarly"],
    ["nor for home visits", { scheme: "homeVisit", completed: "20250331", applied: "20250331" }, "tooEarly"],
    ["nor for another route", { scheme: "otherRoute", completed: "20250331", applied: "20250331" }, "tooEarly"],
    ["nor for eligibility only", { scheme: "eligibilityOnly", completed: "20250331", applied: "20250331" }, "tooEarly"],
    ["a broken reader from July", { scheme: "brokenReader", completed: "20250601", applied: "20250701" }, undefined],
    ["and not before", { scheme: "brokenReader", completed: "20250601", applied: "20250630" }, "tooEarly"],
    [
      "an introduction from April 2021",
      { scheme: "introduction", completed: "20210401", applied: "20210401" },
      undefined,
    ],
    ["and not before", { scheme: "introduction", completed: "20210331", applied: "20210331" }, "tooEarly"],
    ["the introduction is applied for by June 2023", { scheme: "introduction", applied: "20230701" }, "tooLate"],
    ["on its last day, too", { scheme: "introduction", applied: "20230630" }, undefined],
    ["and complete by March", { scheme: "introduction", completed: "20230401" }, "completedTooLate"],
    ["what is not complete is not paid", { scheme: "online", completed: "20260116" }, "notYetComplete"],
    ["nor are more readers than are given", { scheme: "introduction", readers: 2 }, "tooManyReaders"],
    ["nor four in a hospital", { scheme: "introduction", kind: "hospital", readers: 4 }, "tooManyReaders"],
  ])("%s", (_, change, why) => {
    const outcome = subsidyFor(claim(change));
    expect(outcome.is === "refused" ? outcome.why : undefined).toBe(why);
  });
});
