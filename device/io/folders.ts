import { randomUUID } from "node:crypto";
import { constants, watch } from "node:fs";
import { open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { ExchangeFolder, Folders } from "../ports.ts";
import { isPlainName, plainName } from "../wire/oqs/plain-name.ts";
import { makeFolder } from "./make-folder.ts";
import { fileRefused } from "./system-codes.ts";

const FOLDERS: readonly ExchangeFolder[] = ["req", "res", "face"];
const DEFAULT_LIMIT = 4 * 1024 * 1024 + 1;

/**
 * Another program, a virus scanner most often, holds the file for a moment. Milliseconds between tries: beside a program that opens the
 * file every few milliseconds, node.exe under Wine was refused five times running.
 */
const HELD = ["EBUSY", "EPERM", "EACCES"];
const PAUSES = [10, 20, 30, 50, 80, 120, 200, 300];

/** What is written has a name of this form until it is whole. */
const WORKING = /^\.shikaku-[\da-f-]{36}\.tmp$/;
/** Nobody writes for so long: whoever began it was stopped. Milliseconds. */
const ABANDONED = 10_000;

/**
 * The exchange folders below a directory of this machine, or of a share. Missing folders are made, and what a program that was killed
 * had half written is taken away: it may be a patient's data.
 */
export async function openFolders(root: string): Promise<Folders> {
  for (const folder of FOLDERS) makeFolder(join(root, folder));
  await Promise.all(
    FOLDERS.map(async (folder) => {
      const path = join(root, folder);
      await clearAbandoned(path, await readdir(path).catch((): string[] => []));
    }),
  );
  const at = (folder: ExchangeFolder, name: string) => join(root, folder, plainName(name));
  return {
    async list(folder) {
      const path = join(root, folder);
      const names = await attempt(path, (at) => readdir(at));
      // Who is started again at once finds what it left too young to be taken away.
      await clearAbandoned(path, names);
      return names.filter((name) => !name.startsWith(".")).sort();
    },
    read: (folder, name, limit = DEFAULT_LIMIT) => readUpTo(at(folder, name), limit),
    async write(folder, name, bytes) {
      const path = at(folder, name);
      const temporary = join(root, folder, `.shikaku-${randomUUID()}.tmp`);
      try {
        await attempt(path, () => writeFile(temporary, bytes, { flag: "wx" }));
        await attempt(path, () => rename(temporary, path));
      } finally {
        await rm(temporary, { force: true });
      }
    },
    async remove(folder, name) {
      // A name that the folder itself tells of leads nowhere else, so that whatever lies there can be taken away.
      const listed = !isPlainName(name) && (await readdir(join(root, folder)).catch((): string[] => [])).includes(name);
      const path = listed ? join(root, folder, name) : at(folder, name);
      return attempt(path, removed);
    },
    watch(folder, changed) {
      const watcher = watch(join(root, folder), () => changed());
      // A hint that stops coming is made up for by looking again.
      watcher.on("error", () => watcher.close());
      return () => watcher.close();
    },
  };
}

/** Of what lies in the folder. Never rejects: what cannot be taken away now is taken away another time. */
async function clearAbandoned(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names.filter((each) => WORKING.test(each))) {
    const written = await stat(join(folder, name)).catch(() => undefined);
    if (written && Date.now() - written.mtimeMs > ABANDONED) await rm(join(folder, name)).catch(() => undefined);
  }
}

async function removed(path: string): Promise<boolean> {
  try {
    await rm(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** A link, a pipe or a directory in place of the file counts as no file: following it would leave the folder, or hang. */
async function readUpTo(path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    const file = await open(path, constants.O_RDONLY | unix("O_NOFOLLOW") | unix("O_NONBLOCK"));
    try {
      const status = await file.stat();
      if (!status.isFile()) return undefined;
      const buffer = new Uint8Array(Math.min(limit, status.size + 1));
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return buffer.slice(0, length);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

/** Windows knows neither flag. */
const unix = (flag: "O_NOFOLLOW" | "O_NONBLOCK"): number => (process.platform === "win32" ? 0 : constants[flag]);

async function attempt<T>(path: string, act: (path: string) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await act(path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? "";
      const wait = PAUSES[tries];
      if (!HELD.includes(code) || wait === undefined) throw fileRefused(path, error);
      await pause(wait);
    }
  }
}
