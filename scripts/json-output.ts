import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../device/io/make-folder.ts";
import { fileRefused } from "../device/io/system-codes.ts";

/** `--json FILE` writes there, a bare `--json` to stdout. */
export function writeJson(target: string | boolean, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (typeof target === "string") writeText(target, text);
  else process.stdout.write(text);
}

/** The folder is made where there is none. */
export function writeText(file: string, text: string): void {
  makeFolder(dirname(file));
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw fileRefused(file, cause);
  }
}
