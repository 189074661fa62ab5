import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { replayRun } from "../../../conformance/evidence/replay.ts";
import { CORPUS_KEY, corpusFiles } from "../../../scripts/corpus/stored.ts";
import { verdictChanges } from "../../../scripts/corpus/verdict-changes.ts";
import { readStoredRun } from "../../../scripts/stored-run.ts";

describe.each(corpusFiles().map((file) => [basename(file, ".json"), file] as const))("%s", (_, file) => {
  test("comes to the same verdicts and reasons by today's rules, check by check", () => {
    const { profiles, cases } = readStoredRun(file, CORPUS_KEY);
    expect(replayRun(cases, profiles, CASES, file)).toEqual([]);
  });
  test("of what is withheld nothing is said", () => {
    const { profiles, cases } = readStoredRun(file, CORPUS_KEY);
    const hidden = cases.map((each) => ({ ...each, withheld: new Set(["card"]) }));
    expect(replayRun(hidden, profiles, CASES, file).map(({ is }) => is)).toEqual(cases.map(() => "withheld"));
  });
});

test("the release note names each verdict that changes, with its reason, and nothing else", () => {
  expect(verdictChanges(CASES)).toMatch(/^## Verdicts that change\n\nNone, over \d+ stored runs.\n$/);
  const stricter = CASES.map((each) =>
    each.id === "CTL-NET-0002"
      ? {
          ...each,
          expect: each.expect.map((check) => ({ ...check, expectation: { ...check.expectation, look: () => NEVER } })),
        }
      : each,
  ) as typeof CASES;
  const changed = verdictChanges(stricter);
  expect(changed).toContain("### good\n\n- CTL-NET-0002  pass → fail (centre.open): it was never so");
  expect(changed.match(/→/g)).toHaveLength(1);
  const without = verdictChanges(CASES.filter(({ id }) => id !== "CTL-NET-0002"));
  expect(without).toContain("- CTL-NET-0002  pass → gone");
});

const NEVER = { is: "broken", actual: { ja: "そうでした", en: "it was never so" }, saw: [] } as const;

test("a case that applied and no longer does changes, and of one that did not apply nothing was recorded", () => {
  const file = corpusFiles().find((each) => each.endsWith("good.json")) ?? "";
  const { profiles, cases } = readStoredRun(file, CORPUS_KEY);
  const [first] = cases;
  if (!first) throw new RangeError(file);
  const needy = CASES.map((each) => (each.id === first.id ? { ...each, needs: ["shiftJis"] } : each)) as typeof CASES;
  const plain = Object.fromEntries(
    Object.entries(profiles).map(([role, profile]) => [
      role,
      { ...profile, features: profile.features.filter((feature) => feature !== "shiftJis") },
    ]),
  );
  const [change] = replayRun([first], plain, needy, file);
  expect(change).toMatchObject({ id: first.id, was: first.verdict, is: "inapplicable" });
  const skipped = { ...first, verdict: "inapplicable", events: [], checks: first.checks.map(() => SKIPPED) };
  expect(replayRun([skipped], plain, needy, file)).toEqual([]);
  expect(replayRun([skipped], profiles, CASES, file)).toMatchObject([{ id: first.id, is: "withheld" }]);
});

const SKIPPED = { verdict: "inapplicable" } as const;
