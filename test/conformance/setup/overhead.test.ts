import { describe, expect, test } from "vitest";
import type { CheckResult } from "../../../conformance/judge.ts";
import { tally } from "../../../conformance/run.ts";
import type { SetupFinding } from "../../../conformance/setup/finding.ts";
import { withSetup } from "../../../conformance/setup/overhead.ts";
import { exitStatus, type Verdict } from "../../../conformance/verdict.ts";

const slow = (overhead: number): SetupFinding => ({
  is: "optional",
  what: { ja: "遅い", en: "slow" },
  setup: "disk.slow",
  overhead,
});

function timed(verdict: Verdict, budget = 1000) {
  const says = { ja: "速い", en: "fast" };
  const numbers = {
    samples: 59,
    values: [],
    exceeding: 9,
    quantile: 0.95,
    confidence: 0.95,
    median: 1100,
    at: 1200,
    worst: 1300,
  };
  const check: CheckResult = {
    ...{ clause: "LAT-08", says, verdict, reason: "latency.over" },
    measure: {
      leg: "LAT-08",
      budget,
      declared: true,
      plan: "fixed" as const,
      own: 0,
      blame: { product: 0, bench: 0, human: 0 },
      ...numbers,
    },
  };
  const other: CheckResult = { clause: "RCP-09", says, verdict: "pass" };
  const observation = { events: [], cast: {}, latency: {} };
  const about = { seed: 1, clock: "system", profiles: {}, planned: 2 } as const;
  const checks = [check, other];
  return tally(about, [
    { id: "RCT-LAT-0001", role: "receipt", title: says, verdict, reason: "latency.over", checks, observation },
  ]);
}

describe("a folder that is slow by itself", () => {
  test.each(["fail", "warn", "review"] as const)("takes back a %s for a latency, and says why", (verdict) => {
    const run = withSetup(timed(verdict), [slow(201)]);
    expect(run.cases).toMatchObject([{ verdict: "inconclusive", reason: "setup.slow" }]);
    expect(run.cases[0]?.actual?.en).toContain("201 ms");
    expect(run.verdicts).toMatchObject({ fail: 0, inconclusive: 1 });
    expect(exitStatus(run)).toBe(3);
  });

  test("excuses nothing where its share of the budget is small", () => {
    const run = withSetup(timed("fail"), [slow(199)]);
    expect(run.cases).toMatchObject([{ verdict: "fail", reason: "latency.over" }]);
    expect(exitStatus(run)).toBe(1);
  });

  test("leaves what passed, and what no clock has measured", () => {
    expect(withSetup(timed("pass"), [slow(5000)]).cases[0]?.verdict).toBe("pass");
    const untimed = timed("fail");
    const [result] = untimed.cases;
    const checks = result?.checks.map(({ measure: _, ...check }) => check) ?? [];
    const run = withSetup({ ...untimed, cases: result ? [{ ...result, checks }] : [] }, [slow(5000)]);
    expect(run.cases[0]?.verdict).toBe("fail");
  });
});
