import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { packageRoot } from "../../scripts/package-root.ts";

const HERE = join(packageRoot(), "test/windows");

/** Each file of the Windows tier in one file with all that it uses, so that node.exe needs neither modules nor a compiler. */
export async function bundles(folder: string): Promise<readonly string[]> {
  const files = readdirSync(HERE).filter((name) => name.endsWith(".win.ts"));
  await build({
    entryPoints: files.map((name) => join(HERE, name)),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    logLevel: "warning",
    // Native ones are loaded by those parts alone that need them, and no part here does.
    external: ["libsql", "koffi", "node-hid", "serialport"],
    // What was written for require finds one.
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
  });
  return files.map((name) => join(folder, basename(name).replace(/\.ts$/, ".mjs")));
}
