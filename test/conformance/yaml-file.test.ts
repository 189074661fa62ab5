import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readYaml } from "../../conformance/yaml-file.ts";
import { isFault } from "../../device/errors.ts";

const schema = z.strictObject({
  name: z.string(),
  features: z.array(z.enum(["face", "pin"])).default([]),
  latency: z.partialRecord(z.enum(["LAT-01", "LAT-02"]), z.number().positive()).default({}),
});

const faultOf = (text: string): { readonly en: string; readonly ja: string } => {
  try {
    readYaml(text, schema, "f.yaml");
  } catch (error) {
    if (isFault(error, "config.invalid")) return { en: error.say("en"), ja: error.say("ja") };
    throw error;
  }
  throw new Error("it was read");
};

test("YAML and JSON give the same value", () => {
  const value = { name: "R-1", features: ["face"], latency: { "LAT-01": 900 } };
  expect(readYaml("name: R-1 # a comment\nfeatures: [face]\nlatency:\n  LAT-01: 900\n", schema, "f")).toEqual(value);
  expect(readYaml(JSON.stringify(value), schema, "f")).toEqual(value);
});

describe("a wrong file is told with its line, in both languages", () => {
  test.each<[string, string, RegExp, RegExp]>([
    ["an unknown name", "name: x\nfeature: []", /line 2.*"feature".*did you mean features\?/, /2 行目.*features では/],
    [
      "an unknown word",
      "name: x\nfeatures:\n  - pin\n  - fase",
      /line 4, features\.3|line 4.*face\?/,
      /4 行目.*face では/,
    ],
    ["an unknown leg", "name: x\nlatency:\n  LAT_01: 5", /line 3.*LAT-01\?/, /3 行目/],
    ["a number for a text", "name: 0123", /line 1.*write it in quotes/, /引用符で囲んで/],
    ["a name twice", "name: a\nname: b", /line 2/, /2 行目: 同じ項目/],
    ["a quote left open", "name: 'a", /line 1/, /足りません/],
    ["two documents", "name: a\n---\nname: b", /line 2/, /文書/],
    ["a tag", "name: !!js/function a", /line 1.*tag/, /型の指定/],
    ["nothing", "", /the whole/, /全体/],
    ["a list", "- a", /line 1, the whole/, /1 行目, 全体/],
  ])("%s", (_, text, en, ja) => {
    const said = faultOf(text);
    expect(said.en).toMatch(/^f\.yaml/);
    expect(said.en).toMatch(en);
    expect(said.ja).toMatch(ja);
  });
});

describe("a hostile file is refused, and nothing breaks on it", () => {
  const laughs = ["a: &a [1,1,1,1,1,1,1,1]"];
  for (const [from, to] of ["ab", "bc", "cd", "de", "ef"])
    laughs.push(`${to}: &${to} [${Array.from({ length: 8 }, () => `*${from}`).join(",")}]`);
  test.each<[string, string, RegExp]>([
    ["brackets without end", "[".repeat(50_000), /too deeply/],
    ["dashes without end", "- ".repeat(50_000), /too deeply/],
    ["maps within maps", `${"{a: ".repeat(40)}1${"}".repeat(40)}`, /too deeply/],
    ["keys of keys", "? ".repeat(50_000), /too deeply/],
    ["keys of keys in brackets", `[${"?\n".repeat(50_000)}`, /too deeply/],
    ["pairs of pairs", "a: ".repeat(50_000), /too deeply/],
    ["steps to the right", Array.from({ length: 400 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), /too deeply/],
    ["a billion laughs", laughs.join("\n"), /aliases/],
    ["an alias to nowhere", "name: *x", /aliases/],
    ["an alias to itself", "&a [*a]", /the whole/],
    ["more than it may hold", `name: ${"x".repeat(1_000_001)}`, /longer than/],
    ["a name of every object", "__proto__: {name: x}", /__proto__/],
  ])("%s", (_, text, why) => {
    expect(faultOf(text).en).toMatch(why);
  });
});
