import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, test } from "vitest";
import { dataStore } from "../../scripts/built-in/data-store.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { closing } from "../../scripts/until-stopped.ts";
import { seededRandom } from "../../simulator/world.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-kill-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROUNDS = 50;

/** Lets a process write from `from` on, and kills it as soon as so many of its answers were heard. Resolves with all it answered. */
async function killed(at: string, from: number, after: number, how = "honest"): Promise<number[]> {
  const script = join(packageRoot(), "test/fixtures/answering-store.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, at, String(from), how], {
    cwd: packageRoot(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const answered: number[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    answered.push(Number(line));
    if (answered.length === after) child.kill("SIGKILL");
  });
  await Promise.all([once(child, "exit"), once(lines, "close")]);
  expect(child.signalCode).toBe("SIGKILL");
  return answered;
}

/** What sqlite3, a program of somebody else's, finds in the file. */
const sqlite3 = (sql: string, at = folder): string =>
  execFileSync("sqlite3", ["-batch", join(at, "central.db"), sql], { encoding: "utf8" }).trim();

/** What was answered and is not there. */
function lost(answered: readonly number[], at = folder): number[] {
  const people = new Set(sqlite3("select person from consents where item = 'medicines'", at).split("\n"));
  return answered.filter((number) => !people.has(`p${number}`));
}

describe("a data file", () => {
  test(`has every answered write in it after ${ROUNDS} times kill -9`, { timeout: 300_000 }, async (context) => {
    needs(context, "sqlite3");
    const random = seededRandom(9);
    const answered: number[] = [];
    for (let round = 0; round < ROUNDS; round++)
      answered.push(...(await killed(folder, answered.length + round, 1 + (random.next() % 40))));
    expect(answered.length).toBeGreaterThan(ROUNDS * 5);

    expect(sqlite3("pragma integrity_check")).toBe("ok");
    expect(lost(answered)).toEqual([]);
    // Each reception's consents are there together; at most one write a round was made without being answered.
    expect(sqlite3("select count(*) from (select person from consents group by person having count(*) <> 2)")).toBe(
      "0",
    );
    expect(Number(sqlite3("select count(*) from consents")) / 2 - answered.length).toBeLessThanOrEqual(ROUNDS);
  });

  test("of a store that answers first and writes later is found to have lost some", async (context) => {
    needs(context, "sqlite3");
    const at = mkdtempSync(join(folder, "hasty-"));
    const answered: number[] = [];
    for (const after of [13, 17, 26]) answered.push(...(await killed(at, answered.length, after, "hasty")));
    expect(lost(answered, at)).not.toEqual([]);
  });

  test("can be looked into by sqlite3 while it is in use, and by no second owner", async (context) => {
    needs(context, "sqlite3");
    const ends = closing();
    try {
      const store = await dataStore(folder, ends);
      await store.putConsents("hanako", "9910000012", [
        { item: "diagnoses", given: 1_775_001_600_000_000, ends: 1_775_088_000_000_000 },
      ]);
      expect(sqlite3("select * from consents where person = 'hanako'")).toBe(
        "9910000012|hanako|diagnoses|1775001600|1775088000",
      );
      await expect(dataStore(folder, ends)).rejects.toMatchObject({ setup: "data.held" });
    } finally {
      await ends.all();
    }
  });
});
