import { describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { plan, readShard } from "../../conformance/plan.ts";
import { PROFILE } from "./fake-bench.ts";

const PROFILES = { reader: PROFILE };
const READER = { roles: ["reader"] as const };

test("a plan counts the checks of the cases that apply", () => {
  const whole = plan(CASES, PROFILES, READER);
  expect(whole.planned).toBe(whole.entries.reduce((sum, { case: testCase }) => sum + testCase.expect.length, 0));
  const pinless = plan(CASES, { reader: { ...PROFILE, features: ["face"] } }, READER);
  expect(pinless.entries).toHaveLength(whole.entries.length);
  expect(pinless.planned).toBeLessThan(whole.planned);
});

test("shards take every case once between them", () => {
  const all = plan(CASES, PROFILES, READER).entries.map((entry) => entry.case.id);
  const shards = [1, 2, 3].flatMap((index) => plan(CASES, PROFILES, { ...READER, shard: { index, of: 3 } }).entries);
  expect(shards.map((entry) => entry.case.id).sort()).toEqual([...all].sort());
});

describe("a selection of nothing is an error, not an empty success", () => {
  test("unknown ids are named, with those that are near", () => {
    expect(() => plan(CASES, PROFILES, { ...READER, only: ["RDR-PIN-9999"] })).toThrow(/RDR-PIN-9999.*RDR-PIN-0001/);
  });
  test("ids of another role are unknown to this one", () => {
    expect(() => plan(CASES, PROFILES, { roles: ["receipt"], only: ["RDR-PIN-0001"] })).toThrow(/RDR-PIN-0001/);
  });
  test("no case of the role", () => {
    expect(() => plan([], PROFILES, READER)).toThrow(/no case is selected/);
  });
  test("a shard that holds no case", () => {
    expect(() => plan(CASES, PROFILES, { ...READER, only: ["RDR-PIN-0001"], shard: { index: 2, of: 2 } })).toThrow(
      /no case is selected/,
    );
  });
  test("cases of which none is in the short set", () => {
    expect(() => plan(CASES, PROFILES, { ...READER, only: ["RDR-PIN-0001"], smoke: true })).toThrow(
      /no case is selected/,
    );
  });
  test("cases of which none applies, and why", () => {
    const profiles = { reader: { ...PROFILE, features: ["face" as const] } };
    const only = ["RDR-PIN-0001", "RDR-PIN-0002"];
    expect(() => plan(CASES, profiles, { ...READER, only })).toThrow(/none of the 2 selected cases applies.*PIN entry/);
    const more = plan(CASES, profiles, { ...READER, only: [...only, "RDR-DCL-0001"] });
    expect(more.entries.map(({ inapplicable }) => inapplicable !== undefined)).toEqual([true, true, false]);
  });
  test("a role that no profile describes", () => {
    expect(() => plan(CASES, {}, READER)).toThrow(/no profile/);
  });
});

test("registration in bulk does not apply to a receipt computer that registers one number at a time and checks in bulk", () => {
  const features = ["faceResults", "numberQuery", "bulkQuery", "referenceNumbers"] as const;
  const profiles = { receipt: { ...PROFILE, role: "receipt" as const, features: [...features] } };
  const only = ["RCT-REF-0001", "RCT-BLK-0001", "RCT-REF-0008", "RCT-REF-0009", "RCT-REF-0010", "RCT-REF-0011"];
  const { entries } = plan(CASES, profiles, { roles: ["receipt"], only });
  expect(entries.filter(({ inapplicable }) => inapplicable).map(({ case: { id } }) => id)).toEqual(only.slice(2));
});

test.each(["0/2", "3/2", "1", "a/b", "1/2/3", ""])("%s is no shard", (text) => {
  expect(() => readShard(text)).toThrow(/no shard/);
});

test("2/4 is one", () => {
  expect(readShard("2/4")).toEqual({ index: 2, of: 4 });
});
