import { mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { DeviceError } from "../errors.ts";
import { fileRefused } from "./system-codes.ts";

/**
 * Makes a folder, and those above it, where they are missing. Node's own recursive mkdir does not end where the system says ENOENT for a
 * folder whose parent is there, as it does in /proc. Throws a fault that says what to do.
 */
export function makeFolder(folder: string, mode?: number): void {
  const path = resolve(folder);
  try {
    mkdirSync(path, mode);
  } catch (error) {
    if (isFolder(path)) return;
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw fileRefused(path, error);
    if (isFolder(dirname(path))) throw notThere(path, error);
    makeFolder(dirname(path), mode);
    makeFolder(path, mode);
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

const notThere = (path: string, cause: unknown) =>
  new DeviceError(
    "config.invalid",
    {
      where: path,
      why: "no folder can be made there; name another place",
      ja: "そこにはフォルダーを作れません。別の場所を指定してください",
    },
    { cause },
  );
