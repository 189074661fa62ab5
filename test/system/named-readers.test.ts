import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { NAMED_READERS } from "../../simulator/faults/named-readers.data.ts";
import { host } from "./hosting.ts";
import { startPcscd, until } from "./pcscd.ts";
import { needs, PCSCD } from "./needs.ts";

/** Readers with a name as a user calls them up: by the command line, judged at their address, or driven by programs of others. */

const folder = mkdtempSync(join(tmpdir(), "shikaku-named-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shikaku = (...words: readonly string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts"), ...words], {
    cwd: packageRoot(),
    env: { ...process.env, LC_ALL: "C" },
    encoding: "utf8",
  });

test("--as lists them all, and refuses a name that is none and a place where it could not show", () => {
  const list = JSON.parse(shikaku("reader", "--as", "--json").stdout) as { name: string }[];
  expect(list.map(({ name }) => name)).toEqual(Object.keys(NAMED_READERS));
  const nobody = shikaku("reader", "--tcp", "0", "--as", "nobody");
  expect([nobody.status, nobody.stderr]).toEqual([2, expect.stringContaining("sunlit")]);
  const nowhere = shikaku("reader", "--usbip", "0", "--as", "wrong-lrc");
  expect([nowhere.status, nowhere.stderr]).toEqual([2, expect.stringContaining("--pty or --tcp")]);
});

const judged = async (name: string, ...only: readonly string[]) => {
  const hosting = await host("reader", "--tcp", "0", "--control", "0", "--as", name);
  try {
    const { ready } = hosting;
    const target = `tcp:${ready["tcp"] ?? ""},control=${ready["control"] ?? ""}`;
    const { status, stdout } = shikaku("conform", "reader", "--target", target, "--only", only.join(","), "--json");
    const run = JSON.parse(stdout) as { cases: { id: string; verdict: string; reason?: string }[] };
    return { status, said: run.cases.map(({ id, verdict, reason }) => [id, verdict, reason]) };
  } finally {
    expect(await hosting.end()).toBe(0);
  }
};

test("one that replays results is found over TCP, and only by the case of two results", async () => {
  expect(await judged("replays-results", "RDR-PRV-0003", "RDR-ATT-0003")).toEqual({
    status: 0,
    said: [
      ["RDR-PRV-0003", "review", "result.unproven"],
      ["RDR-ATT-0003", "pass", undefined],
    ],
  });
}, 120_000);

test("libccid sees that every LRC is wrong, and goes on all the same", async (context) => {
  needs(context, ...PCSCD);
  const link = join(folder, "line");
  const bad = await host("reader", "--pty", link, "--kind", "gempc-twin", "--card", "hanako", "--as", "wrong-lrc");
  const pcscd = await startPcscd([{ name: "bad", device: link, type: "GemPCTwin" }], { debug: true });
  try {
    await until(() => pcscd.log().includes("Wrong LRC"), 30_000, "libccid to complain", 200);
  } finally {
    await pcscd.stop();
    await bad.end();
  }
}, 60_000);
