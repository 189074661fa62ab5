import { stat } from "node:fs/promises";
import { join } from "node:path";
import { openFolders } from "../../device/io/folders.ts";
import { fileRefused, saidOf } from "../../device/io/system-codes.ts";
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
  return folders;
}

const reasonOf = (cause: unknown): string => (isFault(cause, "file.refused") ? cause.context.why : saidOf(cause));
