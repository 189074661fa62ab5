import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { stateMachinesPage } from "../../scripts/state-machines-page.ts";

test("the page of state machines shows the tables as they are", () => {
  expect(readFileSync(join(packageRoot(), "docs", "state-machines.md"), "utf8")).toBe(stateMachinesPage());
});
