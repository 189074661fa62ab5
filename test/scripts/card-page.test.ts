import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cardPage } from "../../scripts/card-page.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { ANSWERS, FILES } from "../../simulator/card/answers.data.ts";

const page = readFileSync(join(packageRoot(), "docs", "card.md"), "utf8");

test("the page of the card is its table as it is (npm run diagrams writes it anew)", () => {
  expect(page).toBe(cardPage());
});

test("it has a line for every file and every answer, each with as many cells as its head", () => {
  const tables = page.split(/\n\n/).filter((block) => block.startsWith("| "));
  const lines = tables.map((table) => table.trim().split("\n"));
  expect(lines.map((rows) => rows.length - 2)).toEqual([1, FILES.length, ANSWERS.length]);
  for (const rows of lines) {
    const cells = rows.map((row) => row.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells).size, rows[0]).toBe(1);
  }
});
