import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root.ts";
import { writeStored } from "./stored.ts";
import { humanPacedRun } from "./run.ts";

/** Writes the stored human-paced run anew; a test judges it by today's rules. */
writeFileSync(join(packageRoot(), "test", "corpus", "human-paced.json"), writeStored(await humanPacedRun()));
