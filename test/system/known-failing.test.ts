import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { readKnownFailing } from "../../conformance/known-failing.ts";
import { packageRoot } from "../../scripts/package-root.ts";

/** The list of known failures as a vendor's build sees it: a reader that forgets its nonce fails RDR-PRV-0003 and nothing else. */

const TARGET = `module:${join(packageRoot(), "test", "fixtures", "forgetful-reader.ts")}`;
const COMMAND = ["--import", "tsx", join(packageRoot(), "scripts", "shikaku.ts")];
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "shikaku-known-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function conform(list: string, ...more: readonly string[]) {
  const file = join(folder, "known.yaml");
  await writeFile(file, list);
  const words = ["conform", "reader", "--target", TARGET, "--known-failing", file, "--lang", "en", ...more];
  return new Promise<{ status: number; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [...COMMAND, ...words], { cwd: packageRoot() }, (error, out, err) =>
      resolve({ status: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

const entry = (id: string, more = "") => `- id: ${id}\n  reason: mended in 2.2\n${more}`;

describe("a case that is known to fail", () => {
  test("is told as such, and the build goes on", async () => {
    const junit = join(folder, "junit.xml");
    const { status, out } = await conform(
      entry("RDR-PRV-0003"),
      "--only",
      "RDR-PRV-0003,RDR-PIN-0001",
      "--junit",
      junit,
    );
    expect(out).toContain("known to fail: mended in 2.2");
    expect(out).toContain("It conforms but for 1 known to fail");
    expect(status).toBe(0);
    expect(await readFile(junit, "utf8")).toContain('<skipped message="known to fail: mended in 2.2"');
  });
  test("is an error once it passes", async () => {
    const { status, out } = await conform(entry("RDR-PIN-0001"), "--only", "RDR-PIN-0001");
    expect(out).toContain("take it out of the list");
    expect(status).toBe(1);
  });
});

describe("a list that cannot be used ends in 2 before anything is run", () => {
  test.each([
    ["an id that no case has", entry("RDR-PRV-0033"), /no case RDR-PRV-0033/],
    ["an end that has passed", entry("RDR-PRV-0003", "  until: 2020-01-01\n"), /ended on 2020-01-01/],
  ])("%s", async (_, list, why) => {
    const { status, out, err } = await conform(list, "--only", "RDR-PRV-0003");
    expect(err).toMatch(why);
    expect(out).toBe("");
    expect(status).toBe(2);
  });
});

test("the example in docs/in-ci.md is a list that can be used", async () => {
  const page = await readFile(join(packageRoot(), "docs", "in-ci.md"), "utf8");
  const [, yaml = ""] = /```yaml\n(- id:[^]*?)```/.exec(page) ?? [];
  const knowledge = { ids: CASES.map(({ id }) => id), today: "2026-04-01" };
  expect(readKnownFailing(yaml, "docs/in-ci.md", knowledge)).toHaveLength(2);
});
