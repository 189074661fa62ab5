import { expect, test } from "vitest";
import { NATIONAL_COUNT, nationalFacility, type Stage } from "../../../simulator/portal/population.ts";

test("the country has 229,243 facilities, by kind and by stage as counted on 27 February 2022", () => {
  expect(NATIONAL_COUNT).toBe(229_243);
  const kinds: Record<string, number> = {};
  const stages: Record<Stage, number> = { waiting: 0, readerOrdered: 0, ready: 0, running: 0 };
  const codes = new Set<string>();
  for (let index = 0; index < NATIONAL_COUNT; index++) {
    const { kind, stage, institutionCode } = nationalFacility(index);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    stages[stage]++;
    codes.add(institutionCode);
  }
  expect(kinds).toEqual({ hospital: 8_218, medicalClinic: 89_425, dentalClinic: 70_697, pharmacy: 60_903 });
  expect(stages.running).toBe(28_927);
  expect(stages.running + stages.ready).toBe(42_588);
  expect(stages.running + stages.ready + stages.readerOrdered).toBe(130_797);
  expect(codes.size).toBe(NATIONAL_COUNT);
});

test("there is none beyond them", () => {
  expect(() => nationalFacility(NATIONAL_COUNT)).toThrow("229243");
  expect(() => nationalFacility(-1)).toThrow("-1");
});
