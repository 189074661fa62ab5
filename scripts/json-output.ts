import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** `--json FILE` writes there, a bare `--json` to stdout. */
export function writeJson(target: string | boolean, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (typeof target !== "string") {
    process.stdout.write(text);
    return;
  }
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}
