import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package-root.ts";
import { stateMachinesPage } from "./state-machines-page.ts";

/** Writes the page of state machines anew; a test holds that it is up to date. */
writeFileSync(join(packageRoot(), "docs", "state-machines.md"), stateMachinesPage());
