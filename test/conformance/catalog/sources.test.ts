import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { REQUIREMENTS } from "../../../conformance/catalog/requirements.data.ts";
import type { Requirement } from "../../../conformance/catalog/requirement.ts";
import { SOURCES } from "../../../conformance/catalog/sources.data.ts";

const rows: readonly Requirement[] = REQUIREMENTS;

test("docs/sources.md names every document of the catalogue", () => {
  const page = readFileSync(new URL("../../../docs/sources.md", import.meta.url), "utf8");
  for (const name of Object.keys(SOURCES)) expect(page).toContain(`| ${name} | `);
});

test("every document stands behind a clause, and every clause stands on one", () => {
  const cited = new Set(rows.flatMap(({ sources }) => sources));
  expect(Object.keys(SOURCES).filter((name) => !cited.has(name as keyof typeof SOURCES))).toEqual([]);
  for (const { id, sources } of rows) expect(sources.length, id).toBeGreaterThan(0);
});

test("a ground is that of the documents behind it", () => {
  const groundOf = (source: string) =>
    ({ "vendor-guide": "official", "profile": "declared", "project": "assumed" })[source] ?? "seed";
  for (const { id, ground, sources } of rows) {
    const grounds = sources.filter((source) => source !== "field-reports").map(groundOf);
    expect(new Set(grounds), id).toEqual(new Set([ground]));
  }
});
