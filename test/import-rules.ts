import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The rooms of the repository. */
export const ROOMS = ["device", "simulator", "certs", "conformance", "scripts", "test"] as const;

export interface Rule {
  readonly name: string;
  readonly from: { readonly path?: string; readonly pathNot?: string };
}

interface Report {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { rule: { name: string }; from: string; to: string }[];
    readonly ruleSetUsed: { readonly forbidden: readonly Rule[] };
  };
}

export interface Cruise {
  readonly files: readonly string[];
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
  readonly rules: readonly Rule[];
}

/** Runs dependency-cruiser with this repository's rules over the tree in `folder`. */
export function cruise(folder: string): Cruise {
  const bin = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(ROOT, ".dependency-cruiser.cjs");
  // Of a folder that is not there it would print nothing at all.
  const rooms = ROOMS.filter((room) => existsSync(join(folder, room)));
  const { stdout, stderr } = spawnSync(process.execPath, [bin, "-T", "json", "--config", config, ...rooms], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (!stdout) throw new Error(`dependency-cruiser said nothing: ${stderr}`);
  const { modules, summary } = JSON.parse(stdout) as Report;
  return {
    files: modules.map(({ source }) => source),
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    rules: summary.ruleSetUsed.forbidden,
  };
}

/** Paths of the TypeScript files under `rooms`, with slashes. */
export function sourceFiles(folder: string, rooms: readonly string[] = ROOMS): string[] {
  return rooms.flatMap((room) =>
    readdirSync(join(folder, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")),
  );
}
