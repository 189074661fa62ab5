import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { RUN_SCHEMA } from "../../conformance/report/run-schema.ts";
import { packageRoot } from "../../scripts/package-root.ts";

/** What docs/ci hands to a build, run as a build would: the script, and the action's own lines of shell. */

const folder = mkdtempSync(join(tmpdir(), "shikaku-ci-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const CI = join(packageRoot(), "docs/ci");
const SHIKAKU = `${process.execPath} --import ${join(packageRoot(), "node_modules/tsx/dist/esm/index.mjs")} ${join(packageRoot(), "scripts/shikaku.ts")}`;
const run = (command: string, args: readonly string[], env: Readonly<Record<string, string>>) =>
  spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", LANG: "C.UTF-8", SHIKAKU, ...env },
  });
const script = (env: Readonly<Record<string, string>>) => run("sh", [join(CI, "conform.sh")], env);

describe("the script", () => {
  test("judges, and leaves three reports", () => {
    const { status, stderr } = script({ ROLE: "receipt", SMOKE: "true", OUT: "here" });
    expect(status, stderr).toBe(0);
    for (const name of ["junit.xml", "report.html"]) expect(existsSync(join(folder, "here", name)), name).toBe(true);
    const { cases } = RUN_SCHEMA.parse(JSON.parse(readFileSync(join(folder, "here/run.json"), "utf8")));
    expect(new Set(cases.map(({ role }) => role))).toEqual(new Set(["receipt"]));
  });
  test("ends as the verb does", () => {
    expect(script({ ROLE: "receipt", TARGET: "nowhere:1" }).status).toBe(2);
    expect(script({ ROLE: "toaster" }).status).toBe(2);
    expect(script({}).stderr).toContain("reader, generic, receipt or all");
  });
});

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: {
    readonly steps: readonly {
      readonly name?: string;
      readonly env?: Readonly<Record<string, string>>;
      readonly run?: string;
    }[];
  };
}

test("the action's step judges with what its inputs say, and with their defaults", () => {
  const { inputs, runs } = parse(readFileSync(join(CI, "action.yml"), "utf8")) as Action;
  const given: Readonly<Record<string, string>> = { role: "generic", smoke: "true" };
  const judge = runs.steps.find(({ name }) => name === "Judge");
  const value = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given[name] ?? inputs[name]?.default ?? "");
  const env = Object.fromEntries(Object.entries(judge?.env ?? {}).map(([name, text]) => [name, value(text)]));
  const { status, stderr } = run("bash", ["-e", "-c", judge?.run ?? "false"], { ...env, GITHUB_ACTION_PATH: CI });
  expect(status, stderr).toBe(0);
  expect(existsSync(join(folder, "shikaku-report/junit.xml"))).toBe(true);
});
