import { stat } from "node:fs/promises";
import { join } from "node:path";
import { openFolders } from "../../device/io/folders.ts";
import { DeviceError } from "../../device/errors.ts";
import type { ExchangeFolder, Folders } from "../../device/ports.ts";
import { utf8 } from "../../device/wire/bytes.ts";

const FOLDERS: readonly ExchangeFolder[] = ["req", "res", "face"];

/** The exchange folders of a receipt computer, made where there are none in `directory`. Rejects with `file.refused`. */
export async function sharedFolders(directory: string): Promise<Folders> {
  const found = await stat(directory).catch((cause: unknown) => {
    throw refused(directory, "there is no such folder; make it, and point the receipt computer at it", cause);
  });
  if (!found.isDirectory()) throw refused(directory, "it is no folder");
  const folders = await openFolders(directory);
  for (const folder of FOLDERS) {
    // To write is also to rename, which some shares do not allow.
    const probe = "shikaku-probe.tmp";
    try {
      await folders.write(folder, probe, utf8("?"));
      await folders.remove(folder, probe);
    } catch (cause) {
      throw refused(join(directory, folder), "nothing can be written here", cause);
    }
  }
  return folders;
}

const refused = (path: string, why: string, cause?: unknown) =>
  new DeviceError("file.refused", { path, why }, { cause });
