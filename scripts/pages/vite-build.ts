import { build } from "vite";
import type { Bundle } from "../../simulator/console/console-pages.ts";

/** One entry and all it imports as one script that needs nothing else, and its style. The only place that knows the bundler. */
export async function viteBuild(root: string, entry: string): Promise<Bundle> {
  const built = await build({
    root,
    configFile: false,
    envFile: false,
    logLevel: "error",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      lib: { entry, formats: ["iife"], name: "shikakuPage", fileName: () => "page.js", cssFileName: "page" },
    },
  });
  const outputs = (Array.isArray(built) ? built : "output" in built ? [built] : []).flatMap(({ output }) => output);
  let [script, style] = ["", ""];
  for (const file of outputs) {
    if (file.type === "chunk") script = file.code;
    else if (file.fileName.endsWith(".css")) style = String(file.source);
  }
  return { script, style };
}
