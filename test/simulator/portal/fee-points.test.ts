import { describe, expect, test } from "vitest";
import {
  CLINIC_MODEL,
  clinicIncome,
  clinicIncomeWithoutCards,
  type Claims,
  feePoints,
  type NoPoints,
  PHARMACY_MODEL,
  pharmacyIncome,
  pharmacyIncomeWithoutCards,
  type Service,
} from "../../../simulator/portal/fee-points.ts";

const claims = (service: Service, runsFrom = "20210301"): Claims => ({
  kind: service === "dispensing" ? "pharmacy" : "medicalClinic",
  online: true,
  runsFrom,
});

describe("points of one occasion", () => {
  test.each<[Service, boolean, string, string | undefined, number]>([
    ["firstVisit", true, "20220401", undefined, 7],
    ["firstVisit", true, "20220331", undefined, 0],
    ["firstVisit", true, "20220402", "20220401", 7],
    ["revisit", true, "20220331", undefined, 0],
    ["revisit", true, "20220501", "20220430", 4],
    ["revisit", true, "20220430", "20220401", 0],
    ["dispensing", true, "20220331", undefined, 0],
    ["dispensing", true, "20230101", "20221231", 3],
    ["dispensing", true, "20221231", "20221201", 0],
    ["firstVisit", false, "20220331", undefined, 0],
    ["firstVisit", false, "20220401", undefined, 3],
    ["firstVisit", false, "20240331", undefined, 3],
    ["firstVisit", false, "20240401", undefined, 0],
    ["firstVisit", true, "20240401", undefined, 7],
    ["revisit", false, "20230601", undefined, 0],
    ["dispensing", false, "20220401", undefined, 1],
    ["dispensing", false, "20230601", "20230301", 1],
    ["dispensing", false, "20230531", "20230301", 0],
    ["dispensing", false, "20240331", undefined, 1],
    ["dispensing", false, "20240401", undefined, 0],
  ])("%s, data fetched: %s, on %s, last on %s: %i", (service, dataFetched, on, lastCharged, points) => {
    const occasion = { service, dataFetched, on, ...(lastCharged ? { lastCharged } : {}) };
    expect(feePoints(occasion, claims(service)).points).toBe(points);
  });
  const visit = { service: "firstVisit", dataFetched: true, on: "20230101" } as const;
  test.each<[string, Partial<Claims>, NoPoints | undefined]>([
    ["claims on paper", { online: false }, "claimsOnPaper"],
    ["applied for use on the day", { runsFrom: "20230101" }, undefined],
    ["applied for it the day after", { runsFrom: "20230102" }, "notRunning"],
    ["is a pharmacy", { kind: "pharmacy" }, "otherKind"],
    ["is a hospital", { kind: "hospital" }, undefined],
  ])("a facility that %s", (_, change, why) => {
    const fee = feePoints(visit, { ...claims("firstVisit"), ...change });
    expect("why" in fee ? fee.why : undefined).toBe(why);
    expect(fee.points).toBe(why ? 0 : 7);
  });
  test("a facility that never applied for use gets none", () => {
    expect(feePoints(visit, { kind: "medicalClinic", online: true })).toEqual({ points: 0, why: "notRunning" });
  });
});

describe("the leaflet's two examples come out to the yen", () => {
  test("a clinic: 43 points a day, 8,600 yen a month, 103,200 a year; 21,600 with insurance cards alone", () => {
    expect(clinicIncome(CLINIC_MODEL)).toEqual({ pointsADay: 43, yenAMonth: 8_600, yenAYear: 103_200 });
    expect(clinicIncomeWithoutCards(CLINIC_MODEL).yenAYear).toBe(21_600);
  });
  test("a pharmacy: 1,011 points and 10,110 yen a month, 121,320 a year; 31,800 with insurance cards alone", () => {
    expect(pharmacyIncome(PHARMACY_MODEL)).toEqual({ pointsAMonth: 1_011, yenAMonth: 10_110, yenAYear: 121_320 });
    expect(pharmacyIncomeWithoutCards(PHARMACY_MODEL).yenAYear).toBe(31_800);
  });
});
