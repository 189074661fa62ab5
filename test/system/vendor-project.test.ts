import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "../import-rules.ts";

/** The example as a vendor has it: a folder outside this repository, with the packed tarball and nothing else of ours. */
const folder = mkdtempSync(join(tmpdir(), "shikaku-vendor-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(args: readonly string[], cwd = folder) {
  // Vitest's own settings and the npm that runs the tests must not reach the vendor's npm.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(package|lifecycle|command|execpath)|VITEST|NODE_ENV)/.test(name),
    ),
  );
  const { status, stdout, stderr } = spawnSync("npm", args, {
    cwd,
    env: { ...env, NO_COLOR: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { status, out: stdout, err: stderr };
}

describe("the vendor's project of the documentation", () => {
  beforeAll(() => {
    cpSync(join(ROOT, "docs/examples/vendor-project"), folder, { recursive: true });
    rmSync(join(ROOT, "dist"), { recursive: true, force: true });
    const packed = npm(["pack", "--json", "--pack-destination", folder], ROOT);
    expect(packed.status, packed.out + packed.err).toBe(0);
    const [{ filename } = { filename: "" }] = JSON.parse(packed.out.slice(packed.out.indexOf("[\n"))) as {
      filename: string;
    }[];
    // The tarball in place of a version that no registry has.
    const path = join(folder, "package.json");
    const project = JSON.parse(readFileSync(path, "utf8")) as { devDependencies: Record<string, string> };
    project.devDependencies["shikaku"] = `file:./${filename}`;
    writeFileSync(path, JSON.stringify(project));
    const install = npm(["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"]);
    expect(install.status, install.err).toBe(0);
  }, 600_000);

  test("passes its own tests against the central system of the tarball", () => {
    const { status, out, err } = npm(["test", "--", "--reporter=json", "--outputFile=result.json"]);
    expect(status, out + err).toBe(0);
    const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as Record<string, number>;
    expect(result["numPassedTests"]).toBeGreaterThan(15);
    expect([result["numFailedTests"], result["numPendingTests"]]).toEqual([0, 0]);
  });

  test("fails them when its program takes whatever answer comes", () => {
    const path = join(folder, "src/eligibility.mjs");
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace("if (!isTheirs)", "if (isTheirs === undefined)"));
    expect(readFileSync(path, "utf8")).not.toBe(text);
    const { status, out } = npm(["test"]);
    expect(status).not.toBe(0);
    expect(out).toContain("another patient's answer is not taken");
    writeFileSync(path, text);
  });
});
