import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { PROFILE_SCHEMA, readProfile, readProfiles, withProfile } from "../../conformance/profile.ts";
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
    ["no YAML", "{", /p\.json.*line 1/],
    ["an unknown feature", JSON.stringify({ ...GOOD, features: ["fly"] }), /features\.0/],
    ["an unknown assumption", JSON.stringify({ ...GOOD, declares: ["ASM-X"] }), /declares\.0/],
    ["a negative budget", JSON.stringify({ ...GOOD, latency: { "LAT-06": -1 } }), /latency/],
    ["an unknown leg", JSON.stringify({ ...GOOD, latency: { "LAT-99": 1 } }), /latency/],
    ["a stray field", JSON.stringify({ ...GOOD, extra: 1 }), /extra/],
    ["a list", "[]", /the whole/],
    [
      "a feature of another role",
      JSON.stringify({ ...GOOD, features: ["face", "numberQuery"] }),
      /a reader has no numberQ/,
    ],
    ["a channel there is not", JSON.stringify({ ...GOOD, channels: ["hosts"] }), /channels\.0.*did you mean host\?/],
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

describe("a profile that a person brought", () => {
  const own = readProfile(JSON.stringify(GOOD), "p.yaml");
  const others = { receipt: { ...own, role: "receipt" as const, features: [] } };
  test("stands in for the one of its role, and the others stay", () => {
    expect(withProfile(others, own, ["reader", "receipt"], "p.yaml")).toEqual({ ...others, reader: own });
  });
  test("of a role that is not judged is a mistake, since nobody would look at it", () => {
    expect(() => withProfile(others, own, ["receipt"], "p.yaml")).toThrow(/p\.yaml.*describes a reader.*receipt/);
  });
});

const DOCS = join(import.meta.dirname, "../../docs");

test("docs/profile.schema.json is the schema that profiles are read by (vitest -u writes it anew)", async () => {
  const text = await format(JSON.stringify(PROFILE_SCHEMA), { parser: "json", printWidth: 120 });
  await expect(text).toMatchFileSnapshot(join(DOCS, "profile.schema.json"));
});

describe("the examples", () => {
  const EXAMPLES = readdirSync(join(DOCS, "profiles")).filter((name) => name !== "cast.yaml");
  test("are one for each role that a vendor brings", () => {
    expect(EXAMPLES).toEqual(["generic.yaml", "reader.yaml", "receipt.yaml"]);
  });
  test.each(EXAMPLES)("%s is a profile, with each of its comments in both languages", (name) => {
    const text = readFileSync(join(DOCS, "profiles", name), "utf8");
    expect(`${readProfile(text, name).role}.yaml`).toBe(name);
    const comments = text.split("\n").flatMap((line) => /#(.*)$/.exec(line)?.[1] ?? []);
    expect(comments.length).toBeGreaterThan(6);
    const japanese = comments.filter((comment) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(comment)).length;
    expect(japanese).toBeGreaterThanOrEqual(comments.length / 2);
  });
});
