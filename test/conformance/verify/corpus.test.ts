import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { replayRun } from "../../../conformance/evidence/replay.ts";
import { verifyEvidence } from "../../../conformance/verify/verify.ts";
import { CORPUS_KEY, corpusFiles } from "../../../scripts/corpus/stored.ts";
import { verdictChanges } from "../../../scripts/corpus/verdict-changes.ts";
import { published } from "../../../scripts/evidence-file.ts";
import { trustedKey } from "../../../scripts/lab-key.ts";
import { readStoredRun } from "../../../scripts/stored-run.ts";

const key = trustedKey(CORPUS_KEY);
const files = corpusFiles().map((file) => [basename(file, ".json"), file] as const);

const seen = new Set<string>();

describe.each(files)("%s", (_, file) => {
  test("is judged alike by both judges, then and today", () => {
    if (!key) throw new RangeError("no key");
    const { differences, sums, withheld } = verifyEvidence(readFileSync(file, "utf8"), key, published());
    expect({ differences, sums, withheld }).toEqual({ differences: [], sums: [], withheld: 0 });
    const { profiles, cases } = readStoredRun(file, CORPUS_KEY);
    expect(replayRun(cases, profiles, CASES, file)).toEqual([]);
    for (const { verdict, checks } of cases)
      for (const each of [verdict, ...checks.map((one) => one.verdict)]) seen.add(each);
  });
});

test("there are runs of every verdict that a run of the built-in products can come to", () => {
  expect([...seen].sort()).toEqual(
    ["fail", "inconclusive", "not-reached", "pass", "review", "setup", "suite-error"].filter((verdict) =>
      seen.has(verdict),
    ),
  );
  for (const verdict of ["fail", "not-reached", "pass", "setup", "suite-error"]) expect(seen).toContain(verdict);
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
