import { describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { EXPLAINED, explain, spelling, suggestions } from "../../conformance/explain.ts";
import { explanationText } from "../../conformance/report/explanation-text.ts";

const JAPANESE = /[぀-ヿ一-鿿]/;

function text(id: string, lang: "ja" | "en"): string {
  const explanation = explain(id);
  if (!explanation) throw new RangeError(id);
  return explanationText(explanation, { lang, colour: false, width: 2000 });
}

describe("explain", () => {
  test.each(EXPLAINED.map((id) => [id]))("%s has its explanation, in both languages", (id) => {
    expect(text(id, "ja")).toMatch(JAPANESE);
    expect(text(id, "ja")).not.toContain("undefined");
    expect(text(id, "en").split("\n")[0]).not.toMatch(JAPANESE);
    expect(text(id, "en")).not.toContain("undefined");
  });
  test("a clause names its source, what breaking it means, and the cases that verify it", () => {
    const clause = text("RCP-12", "en");
    expect(clause).toContain("MHLW leaflet");
    expect(clause).toMatch(/when broken +warn/);
    expect(clause).toMatch(/verified by +RDR-/);
  });
  test("a clause without a case says why", () => {
    expect(text("RCP-07", "ja")).toMatch(/試験なし +手順の性質/);
  });
  test("an assumed budget names its figure and its assumption", () => {
    expect(text("LAT-04", "en")).toContain("p95 ≤ 1 s");
    expect(text("LAT-04", "en")).toContain("ASM-LEG-BUDGETS");
  });
  test("an assumption names default, reason, switch and the cases that rest on it", () => {
    const assumption = text("ASM-PINLESS", "en");
    for (const part of ["GET CHALLENGE", "because", "profile.declares", "RDR-SES-0004"])
      expect(assumption).toContain(part);
  });
  test("a reason names what to do next and where it is used", () => {
    expect(text("pin.triesWrong", "en")).toContain("RDR-PIN-0002");
    expect(text("pin.triesWrong", "en")).toContain("63Cx");
    expect(text("suite.broken", "en")).toContain("the run itself");
  });
  test("a mutant names the clause it breaks and the cases that find it", () => {
    expect(text("M-RDR-PIN-COUNTER", "en")).toMatch(/RCP-03[^]*RDR-PIN-0002/);
  });
  test("a case tells what a check says when it does not hold, and what to do then", () => {
    const testCase = text("RDR-CRD-0001", "en");
    expect(testCase).toContain("review, or fail where ASM-CARD-TAKEN is declared");
    expect(testCase).toMatch(/next +End the reception with cardTakenEarly/);
  });
  test("has the steps of a case that were written down, in their order", () => {
    const steps = [
      { who: "hands", what: { ja: "置く", en: "lay it down" } },
      { who: "wait", what: { ja: "cardPlaced", en: "cardPlaced" }, missed: true },
    ] as const;
    const explanation = explain("RDR-PIN-0001", steps);
    const shown = explanation && explanationText(explanation, { lang: "en", colour: false, width: 200 });
    expect(shown).toMatch(/1 {2}hands {2}lay it down\n +2 {2}waits {2}cardPlaced \(did not come\)/);
  });
  test("knows nothing that is not there", () => {
    expect(explain("RCP-99")).toBeUndefined();
    expect(explain("toString")).toBeUndefined();
    expect(spelling("toString")).toBeUndefined();
  });
});

describe("an id that is typed otherwise", () => {
  test("is found whatever its case", () => {
    expect(spelling("rdr-pin-0002")).toBe("RDR-PIN-0002");
    expect(spelling("PIN.TRIESWRONG")).toBe("pin.triesWrong");
    expect(spelling("asm-pinless")).toBe("ASM-PINLESS");
  });
  test("is guessed at when it is near", () => {
    expect(suggestions("RDR-PNI-0002")[0]).toBe("RDR-PIN-0002");
    expect(suggestions("RDR-PIN-9999")).toContain("RDR-PIN-0001");
    expect(suggestions("pin.trieswrng")[0]).toBe("pin.triesWrong");
    expect(suggestions("zzzzzzzzzzzzzzzzzz")).toEqual([]);
  });
  test("every id is its own spelling, and no two are alike", () => {
    expect(new Set(EXPLAINED.map((id) => id.toLowerCase())).size).toBe(EXPLAINED.length);
    expect(CASES.every(({ id }) => spelling(id) === id)).toBe(true);
  });
});
