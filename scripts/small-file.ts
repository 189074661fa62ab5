import { open } from "node:fs/promises";
import { DeviceError } from "../device/errors.ts";
import { saidOf, setupOf } from "../device/io/system-codes.ts";

/** Four bytes a letter of what `conformance/yaml-file.ts` takes. */
const LIMIT = 4_000_000;

/** A text file that a person named: settings, so it is a file, and small, or it is not what they meant. Rejects with `config.invalid`. */
export async function readSmallFile(path: string): Promise<string> {
  let file;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw new DeviceError(
      "config.invalid",
      { where: path, why: saidOf(error), setup: setupOf(error, "file") },
      { cause: error },
    );
  }
  try {
    const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (!isFile)
      throw new DeviceError("config.invalid", {
        where: path,
        why: "it is a folder or a device, and no file",
        ja: "ファイルではなく、フォルダーか装置です",
      });
    if (size > LIMIT)
      throw new DeviceError("config.invalid", {
        where: path,
        why: "it is larger than 4 MB",
        ja: "4 MB より大きいファイルです",
      });
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}
