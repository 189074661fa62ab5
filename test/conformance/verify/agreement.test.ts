import { expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import type { Expectation } from "../../../conformance/expect/finding.ts";
import { fromReader, type Loose, toReader } from "../fake-bench.ts";
import { both } from "../expect/both-judges.ts";

/** Rules that stand by a name in a file of cases, by both judges; those of conformance/expect are in test/conformance/expect. */
function named(word: string): Expectation {
  for (const { expect: checks } of CASES)
    for (const { expectation } of checks)
      if (JSON.stringify(expectation.rule) === JSON.stringify({ [word]: true })) return expectation;
  throw new RangeError(word);
}

const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill);
const begin = (reception: number) =>
  toReader({
    is: "begin",
    ...{ reception, nonce: bytes(1), challenge: bytes(2), methods: ["pin"], consents: [], language: "ja" },
    askPrescription: "no",
  });
const completed = (reception: number) =>
  fromReader({
    is: "completed",
    ...{ reception, method: "pin", certificate: bytes(3), signature: bytes(4), consents: [], proof: bytes(5, 64) },
  });
const over = (reception: number) => fromReader({ is: "ended", reception, reason: "timedOut" });

test.each<[string, string, string, readonly Loose[]]>([
  ["oneEnd", "one each", "held", [begin(1), completed(1), begin(2), over(2)]],
  ["oneEnd", "two", "broken", [begin(1), completed(1), over(1)]],
  ["oneEnd", "one is open", "unseen", [begin(1), completed(1), begin(2)]],
  ["oneEnd", "none was begun", "unseen", [over(1)]],
])("%s, %s: %s", (word, _, comesTo, trace) => {
  expect(both(named(word), ...trace)).toBe(comesTo);
});
