import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Programs of this folder as the built package has them. Run from its source each function would be given its name as it is made, which
 * what is installed does without: a third of the time of a short call. Resolves with where they are, by name.
 */
export async function bundled(folder: string, ...files: readonly string[]): Promise<(file: string) => string> {
  await build({
    entryPoints: files.map((file) => fileURLToPath(new URL(file, import.meta.url))),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    ...{ bundle: true, platform: "node", target: "node20", format: "esm", packages: "external", logLevel: "warning" },
  });
  return (file) => join(folder, basename(file).replace(/\.ts$/, ".mjs"));
}
