import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT, sourceFiles } from "../import-rules.ts";

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
const BUILT = ["device", "simulator", "certs", "conformance", "scripts"];
const NEWEST = `node-${process.platform}-${process.arch}`;

/** A folder with nothing in it but what a user installs. */
const folder = mkdtempSync(join(tmpdir(), "shikaku-package-"));
const installed = join(folder, "node_modules/shikaku");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(
  command: string,
  args: readonly string[],
  cwd = folder,
): { status: number | null; out: string; err: string } {
  // Vitest's own settings and the npm that runs the tests must not reach the user's npm.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(npm_(package|lifecycle|command|execpath)|VITEST|NODE_ENV)/.test(name),
    ),
  );
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", NO_COLOR: "1" },
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  return { status, out: stdout, err: stderr };
}

const shikaku = (...args: string[]) => run(join(folder, "node_modules/.bin/shikaku"), args);

/** What doctor says of the package with this name. */
function found(name: string): string | undefined {
  const findings = JSON.parse(shikaku("doctor", "--json").out) as { is: string; what: { en: string } }[];
  return findings.find(({ what }) => what.en.startsWith(name))?.is;
}

/** Runs a line of shell under the newest Node that npm offers. */
const newest = (line: string) => run("npm", ["exec", "--yes", `--package=${NEWEST}@latest`, "-c", line]);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** One after the other: the last one takes something away. */
describe("the package", () => {
  let packed: Packed | undefined;
  let paths: string[] = [];

  beforeAll(() => {
    // What an earlier build left behind would be packed as well.
    rmSync(join(ROOT, "dist"), { recursive: true, force: true });
    const { status, out, err } = run("npm", ["pack", "--json", "--pack-destination", folder], ROOT);
    expect(status, out + err).toBe(0);
    [packed] = JSON.parse(out.slice(out.indexOf("[\n"))) as Packed[];
    paths = packed?.files.map(({ path }) => path) ?? [];
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "user", private: true, type: "module" }));
    const install = run("npm", [
      "install",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
      `./${packed?.filename ?? ""}`,
    ]);
    expect(install.status, install.err).toBe(0);
  }, 600_000);

  test("holds every source as JavaScript with its types, and the documents", () => {
    const isPage = (name: string) => /^(simulator\/console\/page|conformance\/report\/view)\//.test(name);
    for (const file of sourceFiles(ROOT, BUILT).filter((name) => !name.endsWith(".d.ts") && !isPage(name))) {
      const built = `dist/${file.slice(0, -".ts".length)}`;
      expect(paths).toContain(`${built}.js`);
      expect(paths).toContain(`${built}.d.ts`);
    }
    for (const page of ["view", "console"]) expect(paths).toContain(`dist/pages/${page}.js`);
    expect(paths).toContain("docs/reader-protocol.md");
    expect(paths).toContain("README.md");
  });

  test("holds no test, no source map and no source", () => {
    const foreign = /^(?!(dist|docs)\/|package\.json$|README\.md$|LICEN[CS]E$|CHANGELOG\.md$)/;
    expect(paths.filter((path) => foreign.test(path))).toEqual([]);
    expect(paths.filter((path) => /\.map$|(?<!\.d)\.ts$|(^|\/)test\//.test(path))).toEqual([]);
  });

  test("imports no TypeScript file when it runs", () => {
    for (const path of paths.filter((name) => name.endsWith(".js"))) {
      const text = readFileSync(join(installed, path), "utf8");
      expect([path, /(from|import) ?\(?"\.[^"]*\.ts"/.exec(text)?.[0]]).toEqual([path, undefined]);
    }
  });

  test("gives a command that tells its version and explains itself in both languages", () => {
    expect(shikaku("--version")).toEqual({ status: 0, out: `${version}\n`, err: "" });
    const english = shikaku("--lang", "en", "--help");
    expect(english).toMatchObject({ status: 0, err: "" });
    expect(english.out).toMatch(/Usage: shikaku/);
    expect(english.out).toMatch(/test bench/);
    expect(shikaku("--lang", "ja", "--help").out).toMatch(/試験台/);
  });

  test("runs the main job in a folder of its own, and conforms", () => {
    const { status, out, err } = shikaku("start", "--lang", "en");
    expect(status, out + err).toBe(0);
    expect(out).toMatch(/It conforms/);
    expect(existsSync(join(folder, "out", "report.html"))).toBe(true);
  });

  test("refuses a verb that it does not have", () => {
    expect(shikaku("frobnicate").status).toBe(2);
  });

  test("opens its ports to a program, and nothing behind them", () => {
    const code = (name: string) =>
      `import(${JSON.stringify(name)}).then(() => "opened", (e) => e.code).then(console.log)`;
    const opened = (name: string) => run(process.execPath, ["--input-type=module", "-e", code(name)]).out.trim();
    expect(opened("shikaku")).toBe("opened");
    expect(opened("shikaku/dist/device/trace.js")).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
    expect(existsSync(join(installed, "dist/device/ports.d.ts"))).toBe(true);
  });

  test("installs no tool that only development needs", () => {
    for (const tool of ["vitest", "typescript", "eslint", "dependency-cruiser", "msw"])
      expect([tool, existsSync(join(folder, "node_modules", tool))]).toEqual([tool, false]);
  });

  test("runs on the newest Node", ({ skip }) => {
    if (!/^node-(linux|darwin)-(x64|arm64)$/.test(NEWEST)) skip(`npm has no ${NEWEST}`);
    const { status, out, err } = newest("node --version && shikaku --version && shikaku --lang en --help");
    expect(status, err).toBe(0);
    const [node = "", ...lines] = out.split("\n");
    expect(parseInt(node.slice(1), 10)).toBeGreaterThanOrEqual(parseInt(process.versions.node, 10));
    expect(parseInt(node.slice(1), 10)).toBeGreaterThanOrEqual(24);
    expect(lines[0]).toBe(version);
    expect(lines.join("\n")).toContain("Usage: shikaku");
  });

  test("loads its native modules, and starts without them", () => {
    const native = ["koffi", "serialport", "node-hid"];
    for (const name of ["koffi", "serialport"]) expect([name, found(name)]).toEqual([name, "ok"]);
    for (const name of native) rmSync(join(folder, "node_modules", name), { recursive: true, force: true });
    for (const name of native) expect([name, found(name)]).toEqual([name, "optional"]);
    expect(shikaku("--version").out).toBe(`${version}\n`);
  });
});
