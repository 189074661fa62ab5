import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { closingLine, conclusion } from "../../../conformance/report/conclusion.ts";
import { progressLine, summary } from "../../../conformance/report/terminal.ts";
import { count } from "../../../conformance/verdict.ts";
import type { Lang } from "../../../device/errors.ts";
import { sampleRun } from "./sample-run.ts";

const JAPANESE = /[぀-ヿ一-鿿]/;

describe.each<Lang>(["ja", "en"])("the summary in %s", (lang) => {
  test("ends with every count on one line", async () => {
    const run = await sampleRun();
    const last = summary(run, { lang, colour: false }).split("\n").at(-1);
    expect(last).toBe(closingLine(run)[lang]);
    expect(last).toContain("4/5");
  });
  test("gives the next step and the reason of whatever is not green", async () => {
    const text = summary(await sampleRun(), { lang, colour: false });
    expect(text).toContain("face.wrongAccepted");
    expect(text).toContain("card.takenUnnoticed");
    expect(text).toContain(lang === "ja" ? "次に: " : "next: ");
    expect(text).not.toContain("undefined");
  });
  test("has colours only where they are wanted", async () => {
    const run = await sampleRun();
    const coloured = summary(run, { lang, colour: true });
    expect(stripVTControlCharacters(coloured)).not.toBe(coloured);
    expect(summary(run, { lang, colour: false })).toBe(stripVTControlCharacters(summary(run, { lang, colour: false })));
  });
});

test("English has no Japanese in it", async () => {
  expect(summary(await sampleRun(), { lang: "en", colour: false })).not.toMatch(JAPANESE);
});

test("times of a virtual clock are called a model", async () => {
  expect(summary(await sampleRun(), { lang: "en", colour: false })).toContain("median (model)");
  expect(summary({ ...(await sampleRun()), clock: "system" }, { lang: "en", colour: false })).toContain(
    "median (measured)",
  );
});

test("a run that fails deviates, whatever else it could not tell", async () => {
  expect(conclusion(await sampleRun()).is).toBe("deviates");
});

test("a run in which no check spoke is untold, and says so", async () => {
  const run = await sampleRun();
  const cases = run.cases.filter(({ verdict }) => verdict === "inapplicable");
  const idle = { ...run, cases, planned: 0, emitted: 0, verdicts: count(cases.map(({ verdict }) => verdict)) };
  expect(conclusion(idle).is).toBe("untold");
  expect(summary(idle, { lang: "en", colour: false })).toContain("No check came to a verdict");
});

test("a leg that was measured by two cases stands with the case of each", async () => {
  const run = await sampleRun();
  const measure = {
    ...{ leg: "LAT-04" as const, samples: 59, values: [], exceeding: 0, budget: 1000, declared: false },
    ...{ quantile: 0.95, confidence: 0.95, median: 1, at: 1, worst: 1 },
    ...{ plan: "fixed" as const, own: 0, blame: { product: 0, bench: 0, human: 0 } },
  } as const;
  const measured = (ids: readonly string[]) => ({
    ...run,
    cases: run.cases
      .filter(({ id }) => ids.includes(id))
      .map((result) => ({ ...result, checks: result.checks.slice(0, 1).map((check) => ({ ...check, measure })) })),
  });
  const legs = (ids: readonly string[]) =>
    summary(measured(ids), { lang: "en", colour: false })
      .split("\n")
      .filter((line) => line.includes("LAT-04  "));
  expect(legs(["RDR-TST-0001"]).join()).not.toContain("RDR-TST");
  expect(legs(["RDR-TST-0001", "RDR-TST-0002"]).map((line) => /RDR-TST-\d+/.exec(line)?.[0])).toEqual([
    "RDR-TST-0001",
    "RDR-TST-0002",
  ]);
});

test("a line of progress keeps its width, also in Japanese", async () => {
  const [result] = (await sampleRun()).cases;
  if (!result) throw new Error("the sample is empty");
  const long = { ...result, title: { ja: "とても長い題名".repeat(12), en: "a very long title ".repeat(12) } };
  for (const lang of ["ja", "en"] as const) {
    const line = progressLine({ is: "judged", result: long, index: 3, of: 60 }, { lang, colour: false }, 60);
    expect(stringWidth(line)).toBeLessThanOrEqual(60);
    expect(line).toContain("RDR-TST-0001");
  }
});
