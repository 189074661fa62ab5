import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CASES } from "../../../conformance/cases/all.ts";
import { checksJson, publishedCase } from "../../../conformance/evidence/published-checks.ts";
import { packageRoot } from "../../../scripts/package-root.ts";

test("docs/checks.json is what the cases say (npm run diagrams writes it anew)", () => {
  expect(readFileSync(join(packageRoot(), "docs", "checks.json"), "utf8")).toBe(checksJson(CASES));
});

test("every check has a rule that another program can carry out", () => {
  const without = CASES.map(publishedCase).flatMap(({ id, checks }) =>
    checks.flatMap(({ clause, reason, rule }) => (rule === null ? [`${id} ${clause} ${reason}`] : [])),
  );
  expect(without).toEqual([]);
});
