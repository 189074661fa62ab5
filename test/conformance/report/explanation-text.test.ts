import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { EXPLAINED, explain } from "../../../conformance/explain.ts";
import { explanationText, wrap } from "../../../conformance/report/explanation-text.ts";

describe("lines", () => {
  test("break at blanks", () => {
    expect(wrap("one two three", 8)).toEqual(["one two", "three"]);
  });
  test("break between Japanese characters, and never before what may not begin a line", () => {
    expect(wrap("日本語の文。終", 10)).toEqual(["日本語の", "文。終"]);
    expect(wrap("あ「いう」え", 4)).toEqual(["あ", "「い", "う」", "え"]);
  });
  test("hold a word that is too long, whole", () => {
    expect(wrap("a conformance/catalog/budgets.data.ts b", 10)).toEqual([
      "a",
      "conformance/catalog/budgets.data.ts",
      "b",
    ]);
  });
  test("lose nothing", () => {
    const text = "カード（4 digits, 3回）を PIN で。 Two  words";
    for (const room of [4, 9, 17, 80]) expect(wrap(text, room).join("").replace(/ /g, "")).toBe(text.replace(/ /g, ""));
  });
});

test.each(["ja", "en"] as const)("explanations in %s keep to the width of the terminal", (lang) => {
  for (const id of EXPLAINED) {
    const explanation = explain(id);
    const lines = explanation ? explanationText(explanation, { lang, colour: false, width: 100 }).split("\n") : [];
    for (const line of lines) expect(stringWidth(line), `${id}: ${line}`).toBeLessThanOrEqual(100);
  }
});
