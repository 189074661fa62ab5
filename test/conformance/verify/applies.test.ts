import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import type { Profiles } from "../../../conformance/profile.ts";
import { type CaseResult, type Run, tally } from "../../../conformance/run.ts";
import { verifyEvidence } from "../../../conformance/verify/verify.ts";
import { corpusFiles } from "../../../scripts/corpus/stored.ts";
import { evidenceOf, published } from "../../../scripts/evidence-file.ts";
import { runStoredIn } from "../evidence/written-again.ts";

const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const good = runStoredIn(corpusFiles().find((file) => file.endsWith("good.json")) ?? "");
const checked = (run: Run, suite: readonly (typeof CASES)[number][] = CASES) =>
  verifyEvidence(evidenceOf(run, suite, { key: privateKey }), publicKey, published());

const needing = CASES.find(({ id, needs }) => needs.length > 0 && good.cases.some((each) => each.id === id));
const { id = "", role = "reader", needs = [] } = needing ?? {};

const skipped = (result: CaseResult): CaseResult => {
  const { reason: _, ...rest } = result;
  const checks = result.checks.map(({ clause, says }) => ({ clause, says, verdict: "inapplicable" as const }));
  return { ...rest, verdict: "inapplicable", checks, observation: { ...result.observation, events: [] } };
};

function told(change: (result: CaseResult) => CaseResult, profiles: Profiles = good.profiles): Run {
  const cases = good.cases.map((result) => (result.id === id ? change(result) : result));
  const planned = cases.filter(({ verdict }) => verdict !== "inapplicable").flatMap(({ checks }) => checks).length;
  return { ...tally({ ...good, profiles, planned }, cases), gaps: [] };
}

const without = (): Profiles => {
  const profile = good.profiles[role];
  if (!profile) throw new RangeError(role);
  const features = profile.features.filter((feature) => !needs.includes(feature));
  return { ...good.profiles, [role]: { ...profile, features } };
};

test("a case that is said not to apply, and does by the profile, is a difference: what nobody judged looks like no pass", () => {
  expect(checked(told(skipped)).differences).toEqual([
    { id, said: { verdict: "inapplicable" }, found: { verdict: "applicable" } },
  ]);
});

test("a case that passes and does not apply by the profile is a difference", () => {
  const others = CASES.filter(
    (each) => each.role === role && each.id !== id && each.needs.some((one) => needs.includes(one)),
  );
  const found = checked(told((result) => result, without())).differences;
  expect(found).toContainEqual({ id, said: { verdict: "pass" }, found: { verdict: "inapplicable" } });
  const ids = [id, ...others.map((each) => each.id)];
  expect(found.filter((each) => !ids.includes(each.id) && each.found.verdict === "inapplicable")).toEqual([]);
});

test("of a case that did or did not apply by another suite's needs it is said that its rules are others", () => {
  const { differences, otherRules } = checked(told(skipped), CASES.slice(0, -1));
  expect([differences, otherRules.includes(id)]).toEqual([[], true]);
});

test("fewer checks than planned do not add up, but for cases that are named as not run", () => {
  const short = { ...good, planned: good.planned + 3 };
  expect(checked(short).sums).toEqual([expect.stringContaining("planned")]);
  expect(checked({ ...short, gaps: [{ id: "RDR-XXX-0001", ja: "", en: "" }] }).sums).toEqual([]);
  expect(checked(good)).toMatchObject({ differences: [], sums: [], otherRules: [] });
});
