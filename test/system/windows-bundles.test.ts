import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../scripts/package-root.ts";
import { tallyOf } from "../windows/tally.ts";

describe("the Windows tier", () => {
  test("runs from its bundles on this machine, and says what it leaves out", () => {
    const args = ["--import", "tsx", "test/windows/run.ts", "--here"];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: packageRoot(), encoding: "utf8" });
    expect(stdout).toMatch(/^folders\.win\.mjs: [5-9] passed, [1-9] skipped$/m);
    expect(stdout).toMatch(/ 0 files failed\n$/);
    expect(status).toBe(0);
  });

  test("takes no result that was cut off for a pass, and no failure either", () => {
    const whole = "# tests 3\n# suites 0\n# pass 2\n# fail 0\n# cancelled 1\n# skipped 0\n# todo 0\n";
    expect(tallyOf(whole)).toEqual({ tests: 3, pass: 2, fail: 1, skipped: 0 });
    expect(tallyOf(whole.slice(0, 30))).toBeUndefined();
    expect(tallyOf("")).toBeUndefined();
  });

  test("without Wine it fails and says what to install", () => {
    const args = ["--import", "tsx", "test/windows/run.ts"];
    const env = { ...process.env, PATH: "" };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: packageRoot(), encoding: "utf8", env });
    expect(stderr).toContain("scripts/system-deps.sh --windows");
    expect(status).toBe(1);
  });
});
