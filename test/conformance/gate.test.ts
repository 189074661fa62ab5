import { describe, expect, test } from "vitest";
import { holdAgainst } from "../../conformance/gate.ts";
import type { Plan } from "../../conformance/plan.ts";
import { type CaseResult, tally } from "../../conformance/run.ts";
import { summary } from "../../conformance/report/terminal.ts";
import { exitStatus } from "../../conformance/verdict.ts";
import { CASES } from "../../conformance/cases/all.ts";
import { runPlan } from "../../conformance/runner.ts";
import { plan, readShard, type Selection } from "../../conformance/plan.ts";
import { PROFILE } from "./fake-bench.ts";
import { sampleCases, sampleRun } from "./report/sample-run.ts";

const PLAN: Plan = { entries: sampleCases.map((testCase) => ({ case: testCase })), planned: 5 };

/** The sample with every case passed, so that nothing but the plan can turn it away from green. */
async function green() {
  const run = await sampleRun();
  const cases = run.cases
    .filter(({ verdict }) => verdict !== "inapplicable")
    .map((each) => ({
      ...each,
      verdict: "pass" as const,
      checks: each.checks.map((check) => ({ ...check, verdict: "pass" as const })),
    }));
  return tally({ ...run, planned: 5 }, cases);
}

test("a run that is the planned one has no gap and may be green", async () => {
  const run = holdAgainst(PLAN, await green());
  expect(run.gaps).toBeUndefined();
  expect(exitStatus(run)).toBe(0);
});

describe("never green, though the numbers add up", () => {
  test("a case without a result", async () => {
    const { cases, ...about } = await green();
    const run = holdAgainst(PLAN, { ...tally(about, cases.slice(1)), emitted: 5 });
    expect(run.gaps).toEqual([expect.objectContaining({ id: "RDR-TST-0001" })]);
    expect(exitStatus(run)).toBe(3);
  });
  test("a case that nobody planned", async () => {
    const { entries } = PLAN;
    const run = holdAgainst({ entries: entries.slice(1), planned: 5 }, await green());
    expect(run.gaps?.map(({ en }) => en)).toEqual(["it was run without being planned"]);
    expect(exitStatus(run)).toBe(3);
  });
  test("several that nobody planned are each told once, by name", async () => {
    const run = holdAgainst({ entries: [], planned: 5 }, await green());
    expect(run.gaps?.map(({ id }) => id)).toEqual(sampleCases.map(({ id }) => id));
    const { cases, ...about } = await green();
    const twice = holdAgainst({ entries: [], planned: 5 }, tally(about, [...cases, ...cases]));
    expect(twice.gaps).toHaveLength(5);
  });
  test("a case without a result is the plan's affair, unless the run was stopped before it", async () => {
    const { cases, ...about } = await green();
    const short = tally(about, cases.slice(1));
    expect(holdAgainst(PLAN, short).gaps).toMatchObject([{ en: "it was planned and has no result" }]);
    expect(holdAgainst(PLAN, short).gaps?.[0]).not.toHaveProperty("is");
    expect(holdAgainst(PLAN, short, true).gaps).toMatchObject([{ id: "RDR-TST-0001", is: "notBegun" }]);
  });
  test("checks of other clauses than planned, in whatever place, and checks too few", async () => {
    const { cases, ...about } = await green();
    const [first, ...others] = cases;
    const [check] = first?.checks ?? [];
    if (!first || !check) throw new RangeError("the sample is too small");
    const [planned, ...more] = sampleCases;
    if (!planned) throw new RangeError("no case");
    const two = { ...planned, expect: [...planned.expect, ...planned.expect] } as typeof planned;
    const entries = [two, ...more].map((testCase) => ({ case: testCase }));
    const other = { ...check, clause: "RCP-02" as const };
    const gapsOf = (checks: typeof first.checks) =>
      holdAgainst({ entries, planned: 6 }, tally(about, [{ ...first, checks }, ...others])).gaps?.map(({ id }) => id);
    expect(gapsOf([check, check])).toBeUndefined();
    for (const checks of [[check, other], [other, check], [other, other], [check], [], [check, check, check]])
      expect(gapsOf(checks), checks.map(({ clause }) => clause).join()).toEqual(["RDR-TST-0001"]);
  });
  test("a case with two results", async () => {
    const { cases, ...about } = await green();
    const run = holdAgainst(PLAN, { ...tally(about, [...cases, ...cases.slice(0, 1)]), emitted: 5 });
    expect(run.gaps?.map(({ en }) => en)).toEqual(["it has more than one result"]);
    expect(exitStatus(run)).toBe(3);
  });
  test("a check too many in one case that makes up for one too few in another", async () => {
    const { cases, ...about } = await green();
    const [first, second, ...others] = cases;
    if (!first || !second) throw new RangeError("the sample is too small");
    const moved = [{ ...first, checks: [...first.checks, ...second.checks] }, { ...second, checks: [] }, ...others];
    const run = holdAgainst(PLAN, tally(about, moved));
    expect([run.emitted, run.planned]).toEqual([5, 5]);
    expect(run.gaps?.map(({ id }) => id)).toEqual(["RDR-TST-0001", "RDR-TST-0002"]);
    expect(exitStatus(run)).toBe(3);
  });
});

describe("a product that shows nothing is never green", () => {
  const nothing = () => Promise.reject(new Error("no bench"));
  const READER = { roles: ["reader"] as const };
  test.each<[string, Selection]>([
    ["the whole", READER],
    ["--only", { ...READER, only: ["RDR-PIN-0001"] }],
    ["--shard", { ...READER, shard: readShard("2/5") }],
    ["--smoke", { ...READER, smoke: true }],
  ])("under %s", async (_, selection) => {
    const profiles = { reader: PROFILE };
    const chosen = plan(CASES, profiles, selection);
    const run = await runPlan(chosen, { open: nothing, profiles, seed: 1, clock: "virtual" });
    expect(run.planned).toBe(chosen.entries.reduce((sum, entry) => sum + entry.case.expect.length, 0));
    expect(run.emitted).toBe(0);
    expect(exitStatus(run)).toBe(3);
  });
});

describe("a run that goes on from an earlier part", () => {
  const READER = { roles: ["reader"] as const, only: ["RDR-TST-0001", "RDR-TST-0002"] };
  const profiles = { reader: PROFILE };
  const chosen = plan(sampleCases, profiles, READER);
  const goOn = async (change: (result: CaseResult) => CaseResult | undefined) => {
    const earlier = (await green()).cases.flatMap((each) => change(each) ?? []);
    const open = () => Promise.reject(new Error("no bench"));
    const kept = new Map(earlier.map((each) => [each.id, each]));
    return runPlan(chosen, { open, profiles, seed: 1, clock: "virtual", earlier: kept });
  };

  test("is green when every case is there with its checks", async () => {
    const run = await goOn((result) => result);
    expect([run.planned, run.emitted, exitStatus(run)]).toEqual([2, 2, 0]);
  });
  test("is not when what was kept has other checks than the case has now", async () => {
    const run = await goOn((result) => ({ ...result, checks: [...result.checks, ...result.checks] }));
    expect(run.gaps?.map(({ id }) => id)).toEqual(READER.only);
    expect(exitStatus(run)).toBe(3);
  });
  test("is not when a case is missing and cannot be run", async () => {
    const run = await goOn((result) => (result.id === "RDR-TST-0001" ? result : undefined));
    expect([run.planned, run.emitted, exitStatus(run)]).toEqual([2, 1, 3]);
  });
  test("is not when it is stopped", async () => {
    const open = () => Promise.reject(new Error("no bench"));
    const run = await runPlan(chosen, { open, profiles, seed: 1, clock: "virtual", stop: AbortSignal.abort() });
    expect(run.gaps).toHaveLength(2);
    expect(exitStatus(run)).toBe(3);
    expect(summary(run, { lang: "en", colour: false })).toContain("stopped with 2 cases still to run");
  });
});
