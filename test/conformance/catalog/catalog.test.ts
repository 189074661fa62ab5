import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { ASSUMPTIONS } from "../../../conformance/catalog/assumptions.data.ts";
import { BUDGETS } from "../../../conformance/catalog/budgets.data.ts";
import { requirement } from "../../../conformance/catalog/clause.ts";
import { coverage } from "../../../conformance/catalog/coverage.ts";
import { MEANWHILE, meanwhile } from "../../../conformance/catalog/meanwhile.data.ts";
import { type Reason, REASONS } from "../../../conformance/catalog/reasons.data.ts";
import type { Requirement } from "../../../conformance/catalog/requirement.ts";
import { REQUIREMENTS } from "../../../conformance/catalog/requirements.data.ts";
import { SOURCES } from "../../../conformance/catalog/sources.data.ts";
import { UNTESTED } from "../../../conformance/catalog/untested.data.ts";
import type { Verdict } from "../../../conformance/verdict.ts";
import { sampleRun } from "../report/sample-run.ts";

const JAPANESE = /[぀-ヿ一-鿿]/;
const rows: readonly Requirement[] = REQUIREMENTS;

describe("the requirements", () => {
  test("have one row each, in both languages", () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { id, ja, en } of rows) {
      expect(ja, id).toMatch(JAPANESE);
      expect(en, id).not.toMatch(JAPANESE);
      expect(en, id).toMatch(/\.$/);
    }
  });
  test("count as the groups do", () => {
    const count = (group: string) => rows.filter(({ id }) => id.startsWith(`${group}-`)).length;
    expect(["RCP", "CNS", "HVS", "ONL", "OUT", "LTD", "FBK", "MMS", "NET", "FAC", "LAT", "DCL"].map(count)).toEqual([
      16, 7, 6, 3, 3, 2, 3, 6, 2, 5, 9, 3,
    ]);
  });
  test("say must only of what a source states", () => {
    for (const { id, level, ground } of rows.filter((row) => !row.id.startsWith("LAT")))
      if (ground === "assumed") expect(level, id).toBe("should");
  });
  test("are each verified by a case, or have the reason why not, and never both", () => {
    const verified = new Set(CASES.flatMap(({ expect: checks }) => checks.map(({ clause }) => clause)));
    for (const { id } of REQUIREMENTS) expect(verified.has(id) !== (UNTESTED[id] !== undefined), id).toBe(true);
  });
  test("name sources that were published", () => {
    for (const [name, { ja, en }] of Object.entries(SOURCES)) {
      expect(ja, name).toMatch(JAPANESE);
      expect(en.length, name).toBeGreaterThan(5);
    }
  });
});

describe("the ledger of assumptions", () => {
  test("has one row each, in both languages", () => {
    expect(new Set(ASSUMPTIONS.map(({ id }) => id)).size).toBe(ASSUMPTIONS.length);
    for (const { id, unknown, default: taken, reason } of ASSUMPTIONS) {
      expect(id).toMatch(/^ASM-[A-Z0-9-]+$/);
      for (const { ja, en } of [unknown, taken, reason]) {
        expect(ja, id).toMatch(JAPANESE);
        expect(en, id).not.toMatch(JAPANESE);
      }
    }
  });
});

describe("the budgets", () => {
  test("are those of the clauses, each on its ground", () => {
    expect(Object.values(BUDGETS).map(({ milliseconds }) => milliseconds)).toEqual([
      7000, 7000, 30_000, 1000, 3000, 2000, 1500, 1000, 500,
    ]);
    for (const { clause, ground } of Object.values(BUDGETS)) expect(ground, clause).toBe(requirement(clause).ground);
  });
});

test("each reason says what is wrong and what to do next, in both languages", () => {
  for (const [reason, { what, next }] of Object.entries(REASONS))
    for (const { ja, en } of [what, next]) {
      expect(ja, reason).toMatch(JAPANESE);
      expect(en, reason).not.toMatch(JAPANESE);
    }
});

describe("coverage", () => {
  test("comes from emitted checks alone", async () => {
    const found = new Map(coverage(await sampleRun()).map((row) => [row.clause, row]));
    expect(found.get("RCP-01")).toMatchObject({ verdict: "pass", checks: 1, cases: ["RDR-TST-0001"] });
    expect(found.get("RCP-02")).toMatchObject({ verdict: "fail" });
    expect(found.get("RCP-12")).toMatchObject({
      checks: 0,
      untested: { en: expect.stringContaining("did not get as far") as string },
    });
    expect(found.get("RCP-03")?.verdict).toBeUndefined();
    expect(found.get("FAC-05")).toMatchObject({ untested: UNTESTED["FAC-05"] });
    expect(found.get("RCP-04")).toMatchObject({ untested: { en: expect.stringContaining("No case") as string } });
  });
});

test.each<[string, readonly Verdict[], Verdict | undefined, number]>([
  ["all of it", ["pass", "pass"], "pass", 2],
  ["one check not reached", ["pass", "not-reached"], "not-reached", 1],
  ["the set-up at fault for one", ["pass", "setup", "warn"], "setup", 2],
  ["the suite at fault for one", ["review", "suite-error"], "suite-error", 1],
  ["one broken, whatever else", ["setup", "fail", "pass"], "fail", 2],
  ["one that does not apply", ["pass", "inapplicable"], "pass", 1],
  ["none of it", ["not-reached", "setup"], undefined, 0],
])("a clause of which was judged: %s", async (_, verdicts, verdict, emitted) => {
  const run = await sampleRun();
  const [result] = run.cases;
  const [first] = result?.checks ?? [];
  if (!result || !first) throw new RangeError("no check");
  const checks = verdicts.map((each) => ({ ...first, verdict: each }));
  const row = coverage({ ...run, cases: [{ ...result, checks }] }).find(({ clause }) => clause === first.clause);
  expect([row?.verdict, row?.checks]).toEqual([verdict, emitted]);
});

describe("what staff do until a product is mended", () => {
  test("is said of every reason, in both languages, and every line is somebody's", () => {
    const said = (Object.keys(REASONS) as Reason[]).map(meanwhile);
    expect(new Set(said)).toEqual(new Set(Object.values(MEANWHILE)));
    for (const { ja, en } of said) {
      expect(ja).toMatch(JAPANESE);
      expect(en).not.toMatch(JAPANESE);
    }
  });
  test("is graver where another person may be taken for the patient", () => {
    expect(meanwhile("face.notAccepted")).toBe(MEANWHILE.otherMethod);
    expect(meanwhile("face.wrongAccepted")).toBe(MEANWHILE.wrongPerson);
  });
});
