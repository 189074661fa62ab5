import { open } from "node:fs/promises";
import { DeviceError } from "../device/errors.ts";
import { fileRefused } from "../device/io/system-codes.ts";

/** Four bytes a letter of what `conformance/yaml-file.ts` takes. */
const LIMIT = 4_000_000;

/** A text file that a person named: settings, so it is a file, and small, or it is not what they meant. */
export async function readSmallFile(path: string): Promise<string> {
  const refuse = (why: string) => new DeviceError("file.refused", { path, why });
  let file;
  try {
    file = await open(path, "r");
  } catch (error) {
    throw fileRefused(path, error);
  }
  try {
    const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (!isFile) throw refuse("EISDIR");
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
