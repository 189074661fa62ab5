import { join } from "node:path";
import { packageRoot } from "../package-root.ts";
import { type PageName, PAGES, writeBundle } from "./bundles.ts";
import { viteBuild } from "./vite-build.ts";

/** `build-pages FOLDER`: every page, as a package carries them. */
const [, , folder = "dist/pages"] = process.argv;
for (const [name, entry] of Object.entries(PAGES) as [PageName, string][])
  writeBundle(join(folder, name), await viteBuild(packageRoot(), entry));
