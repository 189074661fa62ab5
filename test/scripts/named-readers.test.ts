import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { SMOKE } from "../../conformance/cases/smoke.ts";
import { plan } from "../../conformance/plan.ts";
import { runPlan } from "../../conformance/runner.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { virtualReadersPage } from "../../scripts/named-readers.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { NAMED_LIES } from "../../simulator/faults/named-reader-lies.ts";
import { NAMED_READERS, type NamedReader, type ReaderName } from "../../simulator/faults/named-readers.data.ts";

const SHORT = SMOKE.filter((id) => id.startsWith("RDR-"));
const products = makeProducts();
const readers = Object.entries<NamedReader>(NAMED_READERS) as [ReaderName, NamedReader][];

/** Verdict and reason of each case that neither passes nor is inapplicable. */
async function verdicts(name: ReaderName, { finds = {}, also = [], lacks = [] }: NamedReader) {
  const named = finds === "nothingPasses" ? [] : Object.values(finds).flat();
  const { features, ...profile } = BUILT_IN_PROFILES.reader;
  const profiles = { reader: { ...profile, features: features.filter((feature) => !lacks.includes(feature)) } };
  const only = [...new Set([...SHORT, ...also, ...named])];
  const run = await runPlan(plan(CASES, profiles, { roles: ["reader"], only }), {
    open: builtInBenches(products, () => ({ reader: NAMED_LIES[name]() })),
    profiles,
    ...{ seed: 1, clock: "virtual" },
  });
  const bad = run.cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "inapplicable");
  return { bad, ran: run.cases.length };
}

test.each(readers)(
  "the suite says of %s what stands in its row, and no more",
  async (name, reader) => {
    const { bad, ran } = await verdicts(name, reader);
    const { finds = {} } = reader;
    if (finds === "nothingPasses") {
      expect(bad.length).toBe(ran);
      return;
    }
    const said = Object.fromEntries(bad.map(({ id, verdict, reason }) => [id, `${verdict} ${reason ?? ""}`]));
    const expected = Object.entries(finds).flatMap(([what, ids]) => ids.map((id) => [id, what] as const));
    expect(said).toEqual(Object.fromEntries(expected));
  },
  60_000,
);

test("the page tells of each what its row says", () => {
  const page = readFileSync(join(packageRoot(), "docs", "virtual-readers.md"), "utf8");
  expect(page).toBe(virtualReadersPage(page));
});

test("a frame that is none is told in the trace, so that a wrong checksum is not taken for silence", async () => {
  const { bad } = await verdicts("wrong-lrc", { does: { ja: "", en: "" } });
  const marks = bad.flatMap(({ observation }) =>
    observation.events.map((event) => ("mark" in event ? event.mark : "")),
  );
  expect(marks.some((mark) => /^\d+ bytes that are no frame face/.test(mark))).toBe(true);
});

test("there are twenty and more, some of them legal, and no two are told in the same words", () => {
  expect(readers.length).toBeGreaterThanOrEqual(20);
  expect(readers.filter(([, { finds }]) => !finds).map(([name]) => name)).toEqual([
    ...["perfect", "slow-camera", "clock-skewed", "old-firmware"],
  ]);
  for (const lang of ["ja", "en"] as const)
    expect(new Set(readers.map(([, { does }]) => does[lang])).size).toBe(readers.length);
});
