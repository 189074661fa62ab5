import { access, constants, lstat, stat } from "node:fs/promises";
import { join } from "node:path";
import { openFolders } from "../../device/io/folders.ts";
import { fileRefused, saidOf, setupOf } from "../../device/io/system-codes.ts";
import { DeviceError, isFault } from "../../device/errors.ts";
import type { ExchangeFolder, Folders } from "../../device/ports.ts";
import { utf8 } from "../../device/wire/bytes.ts";

const FOLDERS: readonly ExchangeFolder[] = ["req", "res", "face"];

/** The exchange folders of a receipt computer, made where there are none in `directory`. Rejects with `file.refused`. */
export async function sharedFolders(directory: string): Promise<Folders> {
  const found = await stat(directory).catch((cause: unknown) => {
    throw fileRefused(directory, cause);
  });
  if (!found.isDirectory()) throw new DeviceError("file.refused", { path: directory, why: "", setup: "folder.none" });
  const folders = await openFolders(directory);
  for (const folder of FOLDERS) {
    // To write is also to rename, which some shares do not allow.
    const probe = "shikaku-probe.tmp";
    try {
      await folders.write(folder, probe, utf8("?"));
      await folders.remove(folder, probe);
    } catch (cause) {
      // What was refused stands in the fault; where, is what a person can mend.
      const setup = isFault(cause) ? cause.setup : undefined;
      throw new DeviceError("file.refused", { path: join(directory, folder), why: reasonOf(cause), setup }, { cause });
    }
  }
  return { ...folders, read: patientRead(directory, folders) };
}

/** How often in a row a file may refuse to be opened: a scanner holds it for a moment, lacking rights keep it shut. */
const REFUSALS = 20;

/** Reading, with an end to patience: a product is not to be blamed for a file that only we may not read. */
function patientRead(directory: string, folders: Folders): Folders["read"] {
  const refusals = new Map<string, number>();
  return async (folder, name, limit) => {
    const path = join(directory, folder, name);
    const bytes = await folders.read(folder, name, limit);
    if (bytes || !(await isShut(path))) {
      refusals.delete(path);
      return bytes;
    }
    const times = (refusals.get(path) ?? 0) + 1;
    refusals.set(path, times);
    if (times >= REFUSALS) throw new DeviceError("file.refused", { path, why: "EACCES", setup: "file.unreadable" });
    return undefined;
  };
}

async function isShut(path: string): Promise<boolean> {
  try {
    if (!(await lstat(path)).isFile()) return false;
    await access(path, constants.R_OK);
    return false;
  } catch (error) {
    return setupOf(error, "file") === "folder.rights";
  }
}

const reasonOf = (cause: unknown): string => (isFault(cause, "file.refused") ? cause.context.why : saidOf(cause));
