import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CASES } from "../conformance/cases/all.ts";
import { checksJson } from "../conformance/evidence/published-checks.ts";
import { packageRoot } from "./package-root.ts";
import { doctorPage } from "./doctor/page.ts";
import { cardPage } from "./card-page.ts";
import { drawnGlyphsFile } from "./drawn-glyphs.ts";
import { oqsFiles } from "./oqs-files/files.ts";
import { filesPage } from "./oqs-files/page.ts";
import { personasPage } from "./personas-page.ts";
import { stateMachinesPage } from "./state-machines-page.ts";
import { virtualReadersPage } from "./named-readers.ts";
import { testCardsPage } from "./test-cards-page.ts";

/** Writes anew what is made of something else in the repository; tests hold that each is up to date. */
const root = packageRoot();
writeFileSync(join(root, "docs", "state-machines.md"), stateMachinesPage());
writeFileSync(join(root, "docs", "personas.md"), personasPage());
writeFileSync(join(root, "docs", "test-cards.md"), testCardsPage());
writeFileSync(join(root, "docs", "card.md"), cardPage());
const readers = join(root, "docs", "virtual-readers.md");
writeFileSync(readers, virtualReadersPage(readFileSync(readers, "utf8")));
writeFileSync(join(root, "docs", "doctor.md"), doctorPage());
writeFileSync(join(root, "docs", "checks.json"), checksJson(CASES));
writeFileSync(join(root, "simulator", "card", "drawn-glyphs.data.ts"), await drawnGlyphsFile());

writeFileSync(join(root, "docs", "files.md"), filesPage());
const schemas = join(root, "docs", "xsd");
rmSync(schemas, { recursive: true, force: true });
for (const [path, content] of oqsFiles()) {
  mkdirSync(dirname(join(schemas, path)), { recursive: true });
  writeFileSync(join(schemas, path), content);
}
