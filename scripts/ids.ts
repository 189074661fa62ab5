import { readFileSync, writeFileSync } from "node:fs";
import { CASES } from "../conformance/cases/all.ts";
import { lockFaults } from "../conformance/ids-lock.ts";

// Appends the ids of new cases to conformance/ids.lock (`npm run ids`). What is there is never touched.

const FILE = new URL("../conformance/ids.lock", import.meta.url);
const lock = readFileSync(FILE, "utf8");
const { broken, missing } = lockFaults(lock, CASES);
for (const line of broken) console.error(line);
writeFileSync(FILE, lock + missing.map((line) => `${line}\n`).join(""));
for (const line of missing) console.log(line);
process.exitCode = broken.length > 0 ? 1 : 0;
