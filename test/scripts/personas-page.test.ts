import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { personasPage } from "../../scripts/personas-page.ts";
import { personas } from "../../simulator/personas.ts";

test("the page of personas shows the tables as they are, and no secret", () => {
  const page = readFileSync(join(packageRoot(), "docs", "personas.md"), "utf8");
  expect(page).toBe(personasPage());
  for (const { id, numberA, numberB } of personas) {
    expect(page, id).not.toContain(numberA);
    expect(page, id).not.toContain(numberB);
  }
});
