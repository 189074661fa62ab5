import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { controlYaml } from "./control-yaml.ts";
import { packageRoot } from "./package-root.ts";

/** Writes the document of the control API anew; a test holds that it is up to date. */
writeFileSync(join(packageRoot(), "docs", "control.yaml"), controlYaml());
