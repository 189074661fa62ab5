import { describe, expect, test } from "vitest";
import {
  CLINIC_MODEL,
  clinicIncome,
  clinicIncomeWithoutCards,
  feePoints,
  PHARMACY_MODEL,
  pharmacyIncome,
  pharmacyIncomeWithoutCards,
  type Service,
} from "../../../simulator/portal/fee-points.ts";

const RUNNING = { online: true, running: true };

describe("points of one occasion", () => {
  test.each<[Service, boolean, string, string | undefined, number]>([
    ["firstVisit", true, "20220401", undefined, 7],
    ["firstVisit", true, "20220331", undefined, 0],
    ["revisit", true, "20220501", "20220430", 4],
    ["revisit", true, "20220430", "20220401", 0],
    ["dispensing", true, "20230101", "20221231", 3],
    ["dispensing", true, "20221231", "20221201", 0],
    ["firstVisit", false, "20240331", undefined, 3],
    ["firstVisit", false, "20240401", undefined, 0],
    ["firstVisit", true, "20240401", undefined, 7],
    ["revisit", false, "20230601", undefined, 0],
    ["dispensing", false, "20230601", "20230301", 1],
    ["dispensing", false, "20230531", "20230301", 0],
    ["dispensing", false, "20240401", undefined, 0],
  ])("%s, data fetched: %s, on %s, last on %s: %i", (service, dataFetched, on, lastCharged, points) => {
    expect(feePoints({ service, dataFetched, on, ...(lastCharged ? { lastCharged } : {}) }, RUNNING)).toBe(points);
  });
  test.each([
    ["claims on paper", { online: false, running: true }],
    ["does not run the system", { online: true, running: false }],
  ])("who %s gets none", (_, claims) => {
    expect(feePoints({ service: "firstVisit", dataFetched: true, on: "20230101" }, claims)).toBe(0);
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
