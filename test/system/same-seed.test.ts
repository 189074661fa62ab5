import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { soak } from "../../scripts/soak/repeats.ts";
import { ROOT } from "../import-rules.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-seed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const MAIN = ["--import", "tsx", "scripts/shikaku.ts"];

function evidence(name: string, command: string, args: readonly string[], seed = 1): string {
  const file = join(folder, name);
  const call = [...args, ...MAIN, "conform", "all", "--smoke", "--seed", `${seed}`, "--evidence", file, "--lang", "en"];
  const { status, stderr } = spawnSync(command, call, {
    ...{ cwd: ROOT, encoding: "utf8", timeout: 300_000 },
    env: { ...process.env, SHIKAKU_DATA: folder },
  });
  expect(stderr).not.toContain("Error");
  expect(status).toBe(0);
  const text = readFileSync(file, "utf8");
  return text.slice(text.indexOf('"leaves":'));
}

/** Another Node.js than the one that runs this, from its package: no network is a failure here, and never a skip. */
const fetched = (version: string) => {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return ["exec", "--yes", `--package=node-${platform}-${process.arch}@${version}`, "--", "node"];
};

test("the same seed gives the same bytes of the hashed part on this Node.js, on 20 and on the newest that there is", () => {
  const here = evidence("here.json", process.execPath, []);
  const oldest = evidence("oldest.json", "npm", fetched("20"));
  const newest = evidence("newest.json", "npm", fetched("latest"));
  expect([oldest === here, newest === here]).toEqual([true, true]);
  const other = evidence("other.json", process.execPath, [], 2);
  expect(other === here).toBe(false);
  const made = (name: string) => {
    const { payload } = JSON.parse(readFileSync(join(folder, name), "utf8")) as { readonly payload: string };
    return JSON.parse(Buffer.from(payload, "base64").toString()) as { root: string; environment: { node: string } };
  };
  expect(new Set(["here.json", "oldest.json", "newest.json"].map((name) => made(name).root)).size).toBe(1);
  expect(made("oldest.json").environment.node).toMatch(/^20\./);
  expect(parseInt(made("newest.json").environment.node)).toBeGreaterThanOrEqual(26);
}, 600_000);

test("evidence that the command line wrote is verified and replayed by the command line", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [...MAIN, ...args, "--lang", "en"], {
      ...{ cwd: ROOT, encoding: "utf8", timeout: 120_000 },
      env: { ...process.env, SHIKAKU_DATA: folder },
    });
  const file = join(folder, "here.json");
  expect(run("verify", file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/ 0 differ/) as string });
  expect(run("replay", file)).toMatchObject({ status: 0 });
}, 300_000);

test("a hundred seeded repeats of the short set come to the same verdicts and the same traces", async () => {
  const { repeats, differing } = await soak(100, 2);
  expect({ repeats, differing }).toEqual({ repeats: 100, differing: [] });
}, 900_000);
