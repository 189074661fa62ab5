import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DeviceError } from "../../device/errors.ts";
import { makeFolder } from "../../device/io/make-folder.ts";

/** By this line of its index a folder is known as one that may be replaced. */
export const MADE_BY = "shikaku pki";
const INDEX = "index.json";

/**
 * Writes a folder whole or not at all: beside its place first, then renamed into it. A folder that is there is replaced only if it is
 * empty or was made by this; anything else in it is the user's.
 */
export function writeFolder(folder: string, files: ReadonlyMap<string, string | Uint8Array>, index: object): void {
  const place = resolve(folder);
  const isThere = mayReplace(place, folder);
  makeFolder(dirname(place));
  try {
    const beside = mkdtempSync(join(dirname(place), `.${basename(place)}-`));
    try {
      const fresh = join(beside, "new");
      mkdirSync(fresh);
      for (const [path, content] of [
        ...files,
        [INDEX, `${JSON.stringify({ madeBy: MADE_BY, ...index }, null, 2)}\n`] as const,
      ]) {
        const file = join(fresh, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
      }
      if (isThere) renameSync(place, join(beside, "old"));
      renameSync(fresh, place);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : "it cannot be written";
    throw new DeviceError("file.refused", { path: folder, why }, { cause });
  }
}

function mayReplace(place: string, shown: string): boolean {
  if (!existsSync(place)) return false;
  if (isOurs(place)) return true;
  throw new DeviceError("config.invalid", {
    where: shown,
    why: "it is there already and was not made by shikaku pki; name a new or an empty folder",
    ja: "すでに存在し、shikaku pki が作ったフォルダーではありません（新しい、または空のフォルダーを指定）",
  });
}

function isOurs(place: string): boolean {
  try {
    if (readdirSync(place).length === 0) return true;
    const index: unknown = JSON.parse(readFileSync(join(place, INDEX), "utf8"));
    return typeof index === "object" && index !== null && "madeBy" in index && index.madeBy === MADE_BY;
  } catch {
    return false;
  }
}
