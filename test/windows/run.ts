import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { bundles } from "./bundles.ts";
import { type Tally, tallyOf } from "./tally.ts";
import { LONGEST, missing, openWine } from "./wine.ts";

/**
 * `npm run test:windows [-- --here]`: the Windows tier by node.exe under Wine, or by this machine's own Node. Docs/windows.md tells what
 * a pass is worth. Ends with 1 when a test fails or none could run.
 */
const here = process.argv.includes("--here");
const lack = here ? undefined : missing();
if (lack !== undefined) {
  console.error(`test:windows could not run: ${lack}`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), "shikaku-windows-"));
const wine = here ? undefined : openWine();
let failed = 0;
let passed = 0;
try {
  for (const bundle of await bundles(folder)) {
    const args = ["--test", "--test-reporter=tap", bundle];
    const own = spawnSync(process.execPath, args, { encoding: "utf8", timeout: LONGEST });
    const at = wine ? wine.node(args, join(folder, "out.txt")) : { status: own.status, printed: own.stdout };
    const tally = tallyOf(at.printed);
    const why = wrong(tally, tallyOf(own.stdout), at.status);
    console.log(`${basename(bundle)}: ${tally ? `${tally.pass} passed, ${tally.skipped} skipped` : "no result"}`);
    passed += tally?.pass ?? 0;
    if (why === undefined) continue;
    failed++;
    console.log(`${why}\n${at.printed}`);
  }
} finally {
  wine?.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `test:windows on ${wine ? `node.exe under ${wine.version}` : "this machine"}: ${passed} passed, ${failed} files failed`,
);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** The tail of what is printed may be lost there, so that the tests are counted: there have to be as many as here. */
function wrong(tally: Tally | undefined, own: Tally | undefined, status: number | null): string | undefined {
  if (!tally || !own) return "it was cut off before its last line";
  if (tally.fail > 0 || status !== 0) return `${tally.fail} failed, exit status ${status ?? "none"}`;
  if (tally.tests !== own.tests) return `${tally.tests} tests ran, and ${own.tests} here`;
  return wine && tally.skipped > 0 ? `${tally.skipped} were skipped where all should run` : undefined;
}
