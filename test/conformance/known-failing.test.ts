import { describe, expect, test } from "vitest";
import { readKnownFailing, withKnownFailing } from "../../conformance/known-failing.ts";
import { conclusion, closingLine } from "../../conformance/report/conclusion.ts";
import { htmlReport } from "../../conformance/report/html.ts";
import { runJson } from "../../conformance/report/json.ts";
import { RUN_SCHEMA } from "../../conformance/report/run-schema.ts";
import { summary } from "../../conformance/report/terminal.ts";
import { tally } from "../../conformance/run.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { sampleRun } from "./report/sample-run.ts";

const KNOWLEDGE = { ids: ["RDR-TST-0001", "RDR-TST-0002"], today: "2026-04-01" };
const read = (text: string) => readKnownFailing(text, "known.yaml", KNOWLEDGE);

const ENTRY = "- id: RDR-TST-0002\n  reason: the matcher of 2.1, mended in 2.2\n";

/** A run of one passing and one failing case. */
async function passAndFail() {
  const run = await sampleRun();
  const cases = run.cases.filter(({ id }) => KNOWLEDGE.ids.includes(id));
  return tally({ ...run, planned: 2 }, cases);
}

describe("the list", () => {
  test("has an id and a reason, and perhaps an end", () => {
    expect(read(`${ENTRY}  until: 2026-04-01\n`)).toEqual([
      { id: "RDR-TST-0002", reason: "the matcher of 2.1, mended in 2.2", until: "2026-04-01" },
    ]);
  });
  test.each([
    [
      "an id that no case has",
      ENTRY.replace("0002", "0003"),
      /no case RDR-TST-0003 \(did you mean RDR-TST-000[12]\?\)/,
    ],
    ["no reason", "- id: RDR-TST-0002\n", /reason/],
    ["an empty reason", '- id: RDR-TST-0002\n  reason: "   "\n', /reason/],
    ["an entry whose end has passed", `${ENTRY}  until: 2026-03-31\n`, /ended on 2026-03-31/],
    ["an end that is no date", `${ENTRY}  until: 2026-02-30\n`, /until/],
    ["an id twice", ENTRY + ENTRY, /twice/],
    ["another field", `${ENTRY}  ignore: true\n`, /ignore/],
    ["something else", "known: nothing\n", /array|list/],
  ])("with %s is refused", (_, text, why) => {
    expect(() => read(text)).toThrow(why);
    expect(() => read(text)).toThrow(/known\.yaml/);
  });
});

describe("a run with a case that is known to fail", () => {
  test("keeps the verdict, and its exit status does not count it", async () => {
    const run = await passAndFail();
    expect(exitStatus(run)).toBe(1);
    const known = withKnownFailing(run, read(ENTRY));
    expect(known.verdicts.fail).toBe(1);
    expect(exitStatus(known)).toBe(0);
    expect(conclusion(known)).toMatchObject({ is: "conforms", says: { en: "It conforms but for 1 known to fail" } });
  });
  test("still counts a failure that nobody knew of", async () => {
    const run = await passAndFail();
    const worse = tally(
      run,
      run.cases.map((each) => ({ ...each, verdict: "fail" as const })),
    );
    expect(exitStatus(withKnownFailing(worse, read(ENTRY)))).toBe(1);
  });
  test("says in every form of the report that it was known, and why", async () => {
    const run = withKnownFailing(await passAndFail(), read(ENTRY));
    const json = RUN_SCHEMA.parse(runJson(run));
    expect(json.knownFailing).toEqual([
      { id: "RDR-TST-0002", reason: "the matcher of 2.1, mended in 2.2", outcome: "failed" },
    ]);
    expect(json.cases.find(({ id }) => id === "RDR-TST-0002")?.verdict).toBe("fail");
    expect(summary(run, { lang: "en", colour: false })).toContain("known to fail: the matcher of 2.1");
    expect(summary(run, { lang: "ja", colour: false })).toContain("既知の不適合: the matcher of 2.1");
    expect(htmlReport(run, { lang: "ja" })).toContain("the matcher of 2.1, mended in 2.2");
    expect(closingLine(run).en).toContain("known failing 1");
  });
});

describe("an entry that no longer fails", () => {
  const PASSES = ENTRY.replace("0002", "0001");
  test("is an error, even beside one that does", async () => {
    const run = withKnownFailing(await passAndFail(), read(PASSES + ENTRY));
    expect(exitStatus(run)).toBe(1);
    expect(conclusion(run).says.en).toContain("no longer fails");
    expect(summary(run, { lang: "en", colour: false })).toContain(
      "RDR-TST-0001  listed as known to fail, and no longer",
    );
    expect(htmlReport(run, { lang: "ja" })).toContain("一覧から外してください");
  });
});

test("an entry whose case was not run changes nothing", async () => {
  const run = await passAndFail();
  const [first] = run.cases;
  const part = tally({ ...run, planned: 1 }, first ? [first] : []);
  expect(withKnownFailing(part, read(ENTRY))).toBe(part);
});
