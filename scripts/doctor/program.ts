import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import type { SetupFinding } from "../../conformance/setup/finding.ts";
import { missing, ok } from "./finding-of.ts";

/** Whether a shim's program is there to be started. It is not started: that alone may move something. */
export function examineProgram(program: string): SetupFinding {
  const what = { ja: `プログラム ${program}`, en: `program ${program}` };
  const bare = !/[\\/]/.test(program);
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = bare && !isAbsolute(program) ? folders.map((folder) => join(folder, program)) : [program];
  // Windows finds programs by their endings, too.
  const endings = process.platform === "win32" ? ["", ...(process.env["PATHEXT"] ?? "").split(";")] : [""];
  const found = places.flatMap((place) => endings.map((ending) => `${place}${ending}`)).find(mayRun);
  return found === undefined ? missing(what, "program.missing") : ok(what, found);
}

function mayRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
