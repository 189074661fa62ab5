import { expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import type { AnyCase } from "../../../conformance/case.ts";
import { type Change, replayRun } from "../../../conformance/evidence/replay.ts";
import type { Finding } from "../../../conformance/expect/finding.ts";
import { CORPUS_KEY, corpusFiles } from "../../../scripts/corpus/stored.ts";
import { readStoredRun } from "../../../scripts/stored-run.ts";

/**
 * Bugs planted in the first judge. Both judges agree on every stored run (corpus.test.ts), so that a judge with a bug disagrees with the
 * second one exactly where it disagrees with what is stored.
 */
type Bug = (finding: Finding, rule: string) => Finding;

const held: Finding = { is: "held", saw: [] };
const broken: Finding = { is: "broken", actual: { ja: "虫", en: "a bug" }, saw: [] };
const within = (rule: string, word: string) => rule.startsWith(`{"${word}"`);

const BUGS: Readonly<Record<string, Bug>> = {
  "what never came counts as seen": (finding, rule) => (within(rule, "eventually") ? held : finding),
  "what must never come may": (finding, rule) => (within(rule, "never") && finding.is === "broken" ? held : finding),
  "an item that fails is one of many": (finding, rule) =>
    within(rule, "every") && finding.is === "broken" ? held : finding,
  "what was not reached is well": (finding) => (finding.is === "unseen" ? held : finding),
  "what was not reached is a fault": (finding) => (finding.is === "unseen" ? broken : finding),
  "a leak is no matter": (finding, rule) => (within(rule, "keptSecret") ? held : finding),
  "a forged result is as good as any": (finding, rule) => (within(rule, "resultProven") ? held : finding),
  "order is no matter": (finding, rule) => (within(rule, "sequence") ? held : finding),
  "another's data are as good": (finding, rule) => (within(rule, "asItsSource") ? broken : finding),
  "twice is as good as once": (finding, rule) => (within(rule, "times") ? held : finding),
  "slow is quick enough": (finding, rule) => (within(rule, "budget") ? held : finding),
  "a reused name is a new one": (finding, rule) => (within(rule, "distinct") ? held : finding),
};

const withBug = (bug: Bug): readonly AnyCase[] =>
  CASES.map((each) => ({
    ...each,
    expect: each.expect.map((check) => {
      const rule = JSON.stringify(check.expectation.rule);
      const { expectation } = check;
      return {
        ...check,
        expectation: {
          ...expectation,
          look: (seen: Parameters<typeof expectation.look>[0]) => bug(expectation.look(seen), rule),
        },
      };
    }),
  }));

const runs = corpusFiles().map((file) => ({ file, ...readStoredRun(file, CORPUS_KEY) }));
const disagreements = (cases: readonly AnyCase[]): Change[] =>
  runs.flatMap(({ file, profiles, cases: stored }) => replayRun(stored, profiles, cases, file));

test("the judge without a bug disagrees nowhere", () => {
  expect(disagreements(withBug((finding) => finding))).toEqual([]);
});

test.each(Object.entries(BUGS))("%s: shows as disagreement", (_, bug) => {
  expect(disagreements(withBug(bug)).length).toBeGreaterThan(0);
});
