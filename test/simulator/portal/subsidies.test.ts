import { describe, expect, test } from "vitest";
import type { FacilityKind } from "../../../simulator/facilities.ts";
import type { SchemeName } from "../../../simulator/portal/subsidies.data.ts";
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
    ["eligibilityOnly", "medicalClinic", 31_000, 10_000_000, undefined],
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

describe("the same change of a system is paid once", () => {
  test("online and another route share it: what is left is the device", () => {
    expect(subsidyFor(claim({ scheme: "otherRoute", paidBefore: ["online"] }))).toEqual({
      is: "paid",
      counted: 41_000,
      amount: 30_750,
    });
    expect(subsidyFor(claim({ scheme: "online", paidBefore: ["otherRoute"] }))).toEqual({
      is: "refused",
      why: "paidAlready",
    });
  });
  test.each(["introduction", "eligibilityOnly", "homeVisit", "otherRoute", "online"] as const)(
    "%s itself is not paid a second time",
    (scheme) => {
      const again = subsidyFor(claim({ scheme, paidBefore: [scheme] }));
      expect(again).toEqual({ is: "refused", why: "paidAlready" });
    },
  );
  test("home visits and online consultation are paid both", () => {
    expect(subsidyFor(claim({ scheme: "online", paidBefore: ["homeVisit"] }))).toMatchObject({ amount: 97_000 });
    expect(subsidyFor(claim({ scheme: "homeVisit", paidBefore: ["online"] }))).toMatchObject({ amount: 128_000 });
  });
});

describe("the last days", () => {
  test.each<[string, Partial<SubsidyClaim> & Pick<SubsidyClaim, "scheme">, string | undefined]>([
    ["the last day counts", { scheme: "online", applied: "20260115" }, undefined],
    ["the day after does not", { scheme: "online", applied: "20260116" }, "tooLate"],
    ["the introduction is applied for by June 2023", { scheme: "introduction", applied: "20230701" }, "tooLate"],
    ["and complete by March", { scheme: "introduction", completed: "20230401" }, "completedTooLate"],
    ["what is not complete is not paid", { scheme: "online", completed: "20260116" }, "notYetComplete"],
    ["nor are more readers than are given", { scheme: "introduction", readers: 2 }, "tooManyReaders"],
  ])("%s", (_, change, why) => {
    const outcome = subsidyFor(claim(change));
    expect(outcome.is === "refused" ? outcome.why : undefined).toBe(why);
  });
});
