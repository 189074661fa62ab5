import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "shikaku-resume-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const ONLY = "RDR-FAC-0001,RDR-FAC-0002,RDR-PIN-0001,RDR-PIN-0002,RDR-STF-0001,RDR-CRD-0001,RDR-CNS-0001,RDR-SES-0003";

function start(name: string, ...more: readonly string[]): ChildProcess {
  const words = ["conform", "reader", "--only", ONLY, "--seed", "3", "--html", join(folder, `${name}.html`)];
  const json = ["--json", join(folder, `${name}.json`), ...more];
  const command = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), ...words, ...json];
  return spawn(process.execPath, command, {
    cwd: packageRoot(),
    stdio: "ignore",
    env: { ...process.env, LC_ALL: "C" },
  });
}

const end = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return child.exitCode;
};

test("killed at whatever moment, a run goes on, and its reports are those of one that never was", async () => {
  expect(await end(start("whole"))).toBe(0);
  const progress = join(folder, "progress", "p.json");
  const results = () =>
    existsSync(progress) ? (JSON.parse(readFileSync(progress, "utf8")) as { results: [] }).results.length : 0;
  for (const wanted of [0, 1, 2, 4, 6]) {
    const before = results();
    const child = start("pieces", "--resume", progress);
    // Whenever it is looked at, the file is there whole. The kill comes at whatever moment the run is in by then.
    while (child.exitCode === null && !(existsSync(progress) && results() >= wanted)) await nextTurn();
    child.kill("SIGKILL");
    await end(child);
    expect(results()).toBeGreaterThanOrEqual(Math.max(before, wanted));
  }
  // As a kill between writing and renaming leaves it.
  writeFileSync(`${progress}.part`, readFileSync(progress).subarray(0, -100));
  expect(await end(start("pieces", "--resume", progress))).toBe(0);
  expect(results()).toBe(ONLY.split(",").length);
  for (const kind of ["json", "html"])
    expect(readFileSync(join(folder, `pieces.${kind}`), "utf8")).toBe(
      readFileSync(join(folder, `whole.${kind}`), "utf8"),
    );
});

test("another run's file is refused as wrong usage, and kept", async () => {
  const progress = join(folder, "other.json");
  expect(await end(start("a", "--resume", progress))).toBe(0);
  const before = readFileSync(progress, "utf8");
  expect(await end(start("b", "--resume", progress, "--seed", "4"))).toBe(2);
  expect(readFileSync(progress, "utf8")).toBe(before);
});
