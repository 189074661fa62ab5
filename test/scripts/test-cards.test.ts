import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { PARTS } from "../../conformance/cast.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { testCardsPage } from "../../scripts/test-cards-page.ts";

test("docs/test-cards.md is what the cast and the cases give (npm run pages writes it anew)", () => {
  expect(readFileSync(join(packageRoot(), "docs", "test-cards.md"), "utf8")).toBe(testCardsPage());
});

test("it names every part, and every case of a reader that needs a card", () => {
  const page = testCardsPage();
  for (const part of Object.keys(PARTS)) expect(page).toContain(`### ${part}`);
  for (const { id, role, cast } of CASES) if (role === "reader" && cast.length > 0) expect(page).toContain(id);
  expect(page).toContain("実カードでは行わない（閉塞するため）: RDR-PIN-0004");
});
