import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASES } from "../../conformance/cases/all.ts";
import { evidenceOf } from "../evidence-file.ts";
import { packageRoot } from "../package-root.ts";
import { corpusRuns } from "./runs.ts";

/**
 * Stores the runs anew, which is for a new kind of run and not for a verdict that has changed: what was once stored is what today's rules
 * are held against. The key signs them and is forgotten; its public half stays beside them.
 */
const folder = join(packageRoot(), "test", "corpus", "runs");
mkdirSync(folder, { recursive: true });
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
for (const { name, run } of await corpusRuns())
  writeFileSync(join(folder, `${name}.json`), evidenceOf(run, CASES, { key: privateKey }));
writeFileSync(join(folder, "key.pub.pem"), publicKey.export({ type: "spki", format: "pem" }));
