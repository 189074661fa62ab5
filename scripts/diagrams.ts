import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "./package-root.ts";
import { drawnGlyphsFile } from "./drawn-glyphs.ts";
import { personasPage } from "./personas-page.ts";
import { stateMachinesPage } from "./state-machines-page.ts";

/** Writes anew what is made of something else in the repository; tests hold that each is up to date. */
const root = packageRoot();
writeFileSync(join(root, "docs", "state-machines.md"), stateMachinesPage());
writeFileSync(join(root, "docs", "personas.md"), personasPage());
writeFileSync(join(root, "simulator", "card", "drawn-glyphs.data.ts"), await drawnGlyphsFile());
