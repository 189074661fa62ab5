import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { DeviceError } from "../../device/errors.ts";
import type { Bundle } from "../../simulator/console/console-pages.ts";
import { packageRoot } from "../package-root.ts";

/** Pages for a browser, by the file that each begins with. */
export const PAGES = {
  view: "conformance/report/view/view.tsx",
  console: "simulator/console/page/console.tsx",
  stream: "simulator/console/page/stream-worker.ts",
} as const;
export type PageName = keyof typeof PAGES;

/** Where the sources of a page may lie. */
const SOURCES: Readonly<Record<PageName, readonly string[]>> = {
  view: ["conformance", "device"],
  console: ["simulator/console/page", "device"],
  stream: ["simulator/console/page"],
};

/**
 * A page's script and style. A package has them built; in a checkout they are built when they are first asked for, and again when a source
 * has changed.
 */
export async function bundleOf(name: PageName): Promise<Bundle> {
  const isBuilt = fileURLToPath(import.meta.url).endsWith(".js");
  const root = packageRoot();
  const stem = isBuilt
    ? join(root, "dist", "pages", name)
    : join(root, "node_modules", ".cache", "shikaku", `${name}-${digestOf(root, name)}`);
  if (!existsSync(`${stem}.js`)) {
    if (isBuilt) throw missing(`${stem}.js`);
    writeBundle(stem, await build(root, name));
  }
  return { script: readFileSync(`${stem}.js`, "utf8"), style: readFileSync(`${stem}.css`, "utf8") };
}

/** The style is written first: where the script is, both are. */
export function writeBundle(stem: string, { script, style }: Bundle): void {
  mkdirSync(dirname(stem), { recursive: true });
  for (const [file, text] of [
    [`${stem}.css`, style],
    [`${stem}.js`, script],
  ] as const) {
    const part = `${file}.${process.pid}.part`;
    writeFileSync(part, text);
    renameSync(part, file);
  }
}

async function build(root: string, name: PageName): Promise<Bundle> {
  try {
    const { viteBuild } = await import("./vite-build.ts");
    return await viteBuild(root, PAGES[name]);
  } catch (error) {
    throw missing(PAGES[name], error);
  }
}

const missing = (file: string, cause?: unknown) =>
  new DeviceError(
    "config.invalid",
    {
      where: file,
      why: "the page for the browser is not built and cannot be; in a checkout run npm ci, and see what vite says",
      ja: "ブラウザーの画面が組み立てられていません。npm ci を行い、vite の出力を確かめてください",
    },
    { cause },
  );

/** Of everything that the bundle could be made of: sources, settings, and the versions of its libraries. */
function digestOf(root: string, name: PageName): string {
  const hash = createHash("sha256");
  const files = SOURCES[name].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const settings = ["package-lock.json", "scripts/pages/vite-build.ts"].map((file) => join(root, file));
  for (const file of [...files, ...settings].sort()) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}
