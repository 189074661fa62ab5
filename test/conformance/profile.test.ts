import { describe, expect, test } from "vitest";
import { readProfile, readProfiles } from "../../conformance/profile.ts";
import { isFault } from "../../device/errors.ts";

const GOOD = {
  product: { maker: "見本", model: "R-1", version: "1.0" },
  role: "reader",
  features: ["face", "pin"],
  declares: ["ASM-READER-PROTOCOL"],
  latency: { "LAT-06": 1500 },
};

test("a profile is read, and what it leaves out is nothing declared", () => {
  expect(readProfile(JSON.stringify(GOOD), "p.json")).toEqual(GOOD);
  const { declares: _, latency: __, ...least } = GOOD;
  expect(readProfile(JSON.stringify(least), "p.json")).toMatchObject({ declares: [], latency: {} });
});

describe("a profile that cannot be used is a matter of set-up, and says where and why", () => {
  test.each<[string, string, RegExp]>([
    ["no JSON", "{", /p\.json.*not JSON/],
    ["an unknown feature", JSON.stringify({ ...GOOD, features: ["fly"] }), /features\.0/],
    ["an unknown assumption", JSON.stringify({ ...GOOD, declares: ["ASM-X"] }), /declares\.0/],
    ["a negative budget", JSON.stringify({ ...GOOD, latency: { "LAT-06": -1 } }), /latency/],
    ["an unknown leg", JSON.stringify({ ...GOOD, latency: { "LAT-99": 1 } }), /latency/],
    ["a stray field", JSON.stringify({ ...GOOD, extra: 1 }), /extra/],
    ["a list", "[]", /the whole/],
  ])("%s", (_, text, why) => {
    expect(() => readProfile(text, "p.json")).toThrow(why);
    try {
      readProfile(text, "p.json");
    } catch (error) {
      expect(isFault(error, "config.invalid")).toBe(true);
    }
  });
});

describe("the profiles of a vendor's module", () => {
  test("are read by role", () => {
    const { declares: _, latency: __, ...least } = GOOD;
    expect(readProfiles({ reader: least }, "m.js")).toEqual({ reader: { ...least, declares: [], latency: {} } });
  });
  test.each<[string, unknown, RegExp]>([
    ["nothing", undefined, /m\.js.*the whole/],
    ["no profile", { reader: {} }, /reader\.product/],
    ["an unknown role", { toaster: GOOD }, /toaster/],
    ["a profile under another role", { receipt: GOOD }, /receipt: its profile is of a reader/],
    ["features that are no list", { reader: { ...GOOD, features: "face" } }, /reader\.features/],
  ])("%s cannot be used", (_, value, why) => {
    expect(() => readProfiles(value, "m.js")).toThrow(why);
  });
});
