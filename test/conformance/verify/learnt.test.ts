import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testPki } from "../../../certs/authorities.ts";
import { revokedReaderKey } from "../../../certs/test-readers.ts";
import { CASES } from "../../../conformance/cases/all.ts";
import { publishedCase } from "../../../conformance/evidence/published-checks.ts";
import { COMMANDS } from "../../../conformance/verify/card.ts";
import { unlearnt } from "../../../conformance/verify/learnt.ts";
import { TERMS, TESTS } from "../../../conformance/verify/places.ts";
import { LOOKS } from "../../../conformance/verify/rules.ts";
import { SOURCES } from "../../../conformance/verify/sightings.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

const page = readFileSync(join(packageRoot(), "docs", "evidence.md"), "utf8");

test("the second judge has learnt every word of every check (docs/checks.json): teach it those that are new", () => {
  const unknown = CASES.map(publishedCase).flatMap(({ id, checks }) =>
    checks.flatMap(({ reason, rule }) => unlearnt(rule).map((word) => `${id} ${reason}: ${word}`)),
  );
  expect(unknown).toEqual([]);
});

test("docs/evidence.md has every word that the second judge knows", () => {
  const words = [
    ...Object.keys(LOOKS).map((word) => `\`{${word}:`),
    ...Object.keys(SOURCES).map((word) => `\`${word}\``),
    ...Object.keys(TESTS).map((word) => `\`["${word}",`),
    ...Object.keys(TERMS).map((word) => `\`{${word}:`),
    ...COMMANDS.map((command) => command.replace(" (SFI)", "")),
  ];
  expect(words.filter((word) => !page.includes(word))).toEqual([]);
});

test.each<[string, unknown]>([
  ["null", null],
  ["sometimes", { sometimes: { see: "end" } }],
  ["sometimes", { given: { see: "end" }, then: { sometimes: { see: "end" } } }],
  ["ghost", { never: { see: "ghost" }, until: { see: "end" } }],
  ["ghost", { inOrder: [{ see: "end" }, { of: { anyOf: [{ see: "ghost" }] }, nth: 1 }] }],
  ["ghost", { showsDeclared: { face: { see: "ghost" } } }],
  ["ghost", { within: 1, from: { see: "end" }, to: { see: "ghost" } }],
  ["shrugged", { eventually: { see: "received", message: "shrugged" } }],
  ["ERASE", { eventually: { see: "exchange", command: "ERASE" } }],
  ['["odd",1]', { every: { see: "end" }, is: ["all", ["there", { at: "" }], ["not", ["odd", 1]]] }],
  ["half", { every: { see: "end" }, is: ["each", { at: "list" }, ["is", { at: "" }, { half: { at: "" } }]] }],
  ["half", { eventually: { of: { see: "end" }, where: ["is", { look: [{ bare: { half: { at: "" } } }, {}] }, 1] } }],
])("%s: is told as a word that it has not learnt", (word, rule) => {
  expect(unlearnt(rule)).toEqual([word]);
});

test("the keys of the page are those of the bench's attestation authority and of the reader that it took back", () => {
  const at = Date.UTC(2026, 3, 1) * 1000;
  const said = page.replaceAll(/\s/g, "");
  for (const spki of [testPki({ at }).readerAttestation.signer.spki, revokedReaderKey().spki])
    expect(said).toContain(Buffer.from(spki.subarray(-65)).toString("hex"));
});
