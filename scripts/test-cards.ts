import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package-root.ts";
import { testCardsPage } from "./test-cards-page.ts";

/** Writes the table of test cards anew; a test holds that it is up to date. */
writeFileSync(join(packageRoot(), "docs", "test-cards.md"), testCardsPage());
