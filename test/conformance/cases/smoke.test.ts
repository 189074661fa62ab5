import { describe, expect, test } from "vitest";
import { channelsOf } from "../../../conformance/case.ts";
import { CASES } from "../../../conformance/cases/all.ts";
import { SMOKE } from "../../../conformance/cases/smoke.ts";
import { plan } from "../../../conformance/plan.ts";
import { ROLES } from "../../../conformance/role.ts";
import { PROFILE } from "../fake-bench.ts";

const smoke = CASES.filter(({ id }) => SMOKE.includes(id));

test("names cases that are there, each once", () => {
  expect(smoke.map(({ id }) => id).sort()).toEqual([...SMOKE].sort());
});

describe.each(ROLES)("of the role %s", (role) => {
  // Quantities take dozens of trials.
  const all = CASES.filter((each) => each.role === role && !each.sampler);
  const mine = smoke.filter((each) => each.role === role);
  const clausesOf = (cases: typeof CASES) =>
    [...new Set(cases.flatMap((each) => each.expect.map((c) => c.clause)))].sort();
  const needsOf = (cases: typeof CASES) => [...new Set(cases.flatMap(({ needs }) => needs))].sort();

  test("touches every clause that its cases judge", () => {
    const touched = clausesOf(mine);
    expect(clausesOf(all).filter((clause) => !touched.includes(clause))).toEqual([]);
  });
  test("touches every feature that its cases need", () => {
    const touched = needsOf(mine);
    expect(needsOf(all).filter((feature) => !touched.includes(feature))).toEqual([]);
  });
  test("is short: no trials, and fewer cases than the whole", () => {
    expect(mine.filter(({ sampler }) => sampler)).toEqual([]);
    expect(mine.length).toBeLessThanOrEqual(all.length);
  });
});

test("a reader can pass it without showing its card", () => {
  const channels = smoke
    .filter(({ role }) => role === "reader")
    .flatMap(({ expect: checks }) => checks.flatMap(channelsOf));
  const shown: readonly string[] = ["host", "panel", "operator", "clock"];
  expect([...new Set(channels)].filter((channel) => !shown.includes(channel))).toEqual([]);
});

test("is what --smoke plans", () => {
  const chosen = plan(CASES, { reader: PROFILE }, { roles: ["reader"], smoke: true });
  expect(chosen.entries.map((entry) => entry.case.id).sort()).toEqual(
    SMOKE.filter((id) => id.startsWith("RDR")).sort(),
  );
});
