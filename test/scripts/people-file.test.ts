import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { isFault } from "../../device/errors.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { PEOPLE_FILE, readPeople } from "../../scripts/people-file.ts";
import { individualCheckDigit } from "../../simulator/individual-number.ts";
import { eligibilityByCard, eligibilityByNumber } from "../../simulator/central/eligibility.ts";
import { personas } from "../../simulator/personas.ts";
import { OPENING } from "../../simulator/world.ts";

const DOCS = join(packageRoot(), "docs");
const EXAMPLE = readFileSync(join(DOCS, "people.yaml"), "utf8");

const ONE = { id: "mine", name: "試験　一郎", kana: "ｼｹﾝ ｲﾁﾛｳ", birthDate: "19700615", sex: "male" };
const file = (...people: object[]) => JSON.stringify({ people });
const refusal = (text: string): { en: string; ja: string } => {
  try {
    readPeople(text, "mine.yaml");
  } catch (error) {
    if (isFault(error, "config.invalid")) return { en: error.say("en"), ja: error.say("ja") };
    throw error;
  }
  throw new Error("it was read");
};

describe("a file of own patients", () => {
  test("docs/people.schema.json is the schema that it is read by (vitest -u writes it anew)", async () => {
    const text = await format(JSON.stringify(z.toJSONSchema(PEOPLE_FILE, { io: "input" })), {
      parser: "json",
      printWidth: 120,
    });
    await expect(text).toMatchFileSnapshot(join(DOCS, "people.schema.json"));
  });

  test("as in the documentation is read, and its people are insured as it says", () => {
    const people = readPeople(EXAMPLE, "people.yaml");
    expect(people.map(({ id }) => id)).toEqual(["my-patient", "my-mover", "my-lost", "my-face-only"]);
    const { country } = makeProducts(OPENING, people);
    const standing = (id: string) => {
      const insured = country.ledger.byCertificate(country.person(id).certificateSerial);
      return insured && eligibilityByCard(insured, "20260401").validity;
    };
    expect(people.map(({ id }) => standing(id))).toEqual(["1", "1", "2", "1"]);
    const asked = {
      InsurerNumber: "06990014",
      InsuredCardSymbol: "１０１",
      InsuredIdentificationNumber: "815",
      Birthdate: "19880229",
    };
    expect(eligibilityByNumber(country.ledger, asked as never, "20260401").validity).toBe("3");
    expect(country.person("my-face-only").pins).toEqual({});
    expect(country.person("hanako").name).toBe("資格　花子");
  });

  test("gives its people cards that the centre knows", async () => {
    const people = readPeople(file(ONE), "mine.yaml");
    const { country } = makeProducts(OPENING, people);
    const card = await country.card("mine");
    expect(card.atr.contactless.length).toBeGreaterThan(0);
    const serials = [...personas, ...people].map(({ certificateSerial }) => certificateSerial);
    expect(new Set(serials).size).toBe(serials.length);
  });

  test("has individual numbers that nobody has, and no two alike", () => {
    const people = readPeople(file(...Array.from({ length: 500 }, (_, i) => ({ ...ONE, id: `p-${i}` }))), "mine.yaml");
    const numbers = [...personas, ...people].map(({ numberA }) => numberA);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { numberA } of people)
      expect(Number(numberA.at(-1))).not.toBe(individualCheckDigit(numberA.slice(0, 11)));
  });

  test.each<[string, string, RegExp]>([
    ["an individual number", file({ ...ONE, numberA: "900000000011" }), /numberA/],
    ["number B", file({ ...ONE, numberB: "01091320299153" }), /numberB/],
    ["a day that there is not", file({ ...ONE, birthDate: "20010229" }), /people\.0\.birthDate.*a day that there is/],
    ["full-width kana", file({ ...ONE, kana: "シケン" }), /half-width/],
    ["a persona's id", file({ ...ONE, id: "hanako" }), /hanako is one of the built-in personas/],
    ["an id of the many", file({ ...ONE, id: "p000123" }), /built-in/],
    ["an id twice", file(ONE, ONE), /mine is there twice/],
    ["a name that no message carries", file({ ...ONE, name: "制\u0001御" }), /people\.0\.name.*no control characters/],
    ["a symbol of two lines", file({ ...ONE, symbol: "1\n2" }), /people\.0\.symbol.*no control characters/],
    ["an id that is no word", file({ ...ONE, id: "../etc" }), /people\.0\.id/],
    ["nobody", file(), /people/],
    ["too many", file(...Array.from({ length: 501 }, (_, i) => ({ ...ONE, id: `p-${i}` }))), /people/],
    ["a slip of the pen", "people:\n  - id: mine\n    nmae: x\n", /line 3.*did you mean name\?/],
    ["no YAML", "people: [\n", /line 2/],
  ])("is refused with %s, in words that tell where", (_, text, where) => {
    const { en, ja } = refusal(text);
    expect(en).toMatch(where);
    expect(en).toContain("mine.yaml");
    expect(ja).toMatch(/[ぁ-ん]/);
  });

  test("repeats no number of anybody's in a refusal", () => {
    expect(JSON.stringify(refusal(file({ ...ONE, numberA: "900000000011" })))).not.toContain("900000000011");
    expect(JSON.stringify(refusal(file({ ...ONE, pins: { auth: "98765" } })))).not.toContain("98765");
  });
});
