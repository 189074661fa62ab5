import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { verifyEvidence } from "../../../conformance/verify/verify.ts";
import { CORPUS_KEY, corpusFiles } from "../../../scripts/corpus/stored.ts";
import { published } from "../../../scripts/evidence-file.ts";
import { trustedKey } from "../../../scripts/lab-key.ts";
import { readStoredRun } from "../../../scripts/stored-run.ts";

const key = trustedKey(CORPUS_KEY);
const files = corpusFiles().map((file) => [basename(file, ".json"), file] as const);

const seen = new Set<string>();

describe.each(files)("%s", (_, file) => {
  test("is judged alike by both judges", () => {
    if (!key) throw new RangeError("no key");
    const { differences, sums, withheld } = verifyEvidence(readFileSync(file, "utf8"), key, published());
    expect({ differences, sums, withheld }).toEqual({ differences: [], sums: [], withheld: 0 });
    const { cases } = readStoredRun(file, CORPUS_KEY);
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
