import { expect, test } from "vitest";
import { ASSUMPTIONS } from "../../../conformance/catalog/assumptions.data.ts";
import { assumptionsPage } from "../../../conformance/report/assumptions-page.ts";

test("docs/assumptions.md is the ledger (vitest -u writes it anew)", async () => {
  await expect(assumptionsPage()).toMatchFileSnapshot("../../../docs/assumptions.md");
});

test("the page has every assumption, and no cell that would break its table", () => {
  const page = assumptionsPage();
  for (const { id } of ASSUMPTIONS) expect(page).toContain(`## ${id}\n`);
  for (const { unknown, default: taken, reason } of ASSUMPTIONS)
    for (const { ja, en } of [unknown, taken, reason]) expect(`${ja}${en}`).not.toMatch(/[|\n]/);
});
