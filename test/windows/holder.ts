import { closeSync, constants, openSync, renameSync, writeFileSync } from "node:fs";
import { isFault } from "../../device/errors.ts";

/** On Windows only, so that a run elsewhere says that it left something out. */
export const ONLY_WINDOWS = process.platform === "win32" ? {} : { skip: "only Windows refuses what is open" };

/** Of libuv: nobody else may open, replace or remove the file as long as it is open here (share mode 0). */
const EXCLUSIVE = 0x10000000;

/** Has a file open as another program would: sharing it with everybody, or with nobody. Returns what lets go of it. */
export function hold(path: string, share: "all" | "none"): () => void {
  const file = openSync(path, share === "all" ? constants.O_RDONLY : constants.O_RDWR | EXCLUSIVE);
  return () => closeSync(file);
}

/** What the system itself says to one try of replacing a file: its error code, or nothing. */
export function triedOnce(path: string): string | undefined {
  writeFileSync(`${path}.new`, "new");
  try {
    renameSync(`${path}.new`, path);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

export async function faultOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return "none";
  } catch (error) {
    if (isFault(error, "file.refused")) return `file.refused ${error.context.setup ?? ""}`.trim();
    throw error;
  }
}
