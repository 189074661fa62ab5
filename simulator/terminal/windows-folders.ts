import { DeviceError } from "../../device/errors.ts";
import { type Cancel, type Clock, type ExchangeFolder, type Folders, sleep } from "../../device/ports.ts";
import { plainName } from "../../device/wire/oqs/plain-name.ts";

/** What others may do with a file while it is open: all, all but take it away or replace it, or nothing at all. */
export type Share = "all" | "noDelete" | "none";

export interface WindowsFolders extends Folders {
  /** Another program opens the file, until the returned function is called. Nothing happens where there is none. */
  hold(folder: ExchangeFolder, name: string, share: Share): Cancel;
  /** Another program writes into the file where it lies, or makes it, without a rename; false where it may not. */
  overwrite(folder: ExchangeFolder, name: string, bytes: Uint8Array): boolean;
}

export interface WindowsOptions {
  readonly clock: Clock;
  /** Milliseconds for which a read keeps the file open. */
  readonly readTakes?: number;
  /** Milliseconds until watchers hear of a change; `undefined` when they never do. */
  readonly notice?: (folder: ExchangeFolder, name: string) => number | undefined;
}

interface File {
  /** As it was written last; files are found whatever the case. */
  readonly name: string;
  bytes: Uint8Array;
  readonly holders: Set<{ readonly share: Share }>;
  /** Removed while it was open: it is listed until the last one closes it, and nobody can open it. */
  doomed: boolean;
}

const DEFAULT_LIMIT = 4 * 1024 * 1024 + 1;
/** As a program tries that knows of virus scanners. Milliseconds. */
const PAUSES = [10, 20, 30, 50, 80, 120, 200, 300];

/**
 * Exchange folders as a Windows terminal shares them, where they differ from others: a file that anybody has open cannot be replaced,
 * one that is open without leave to delete cannot be removed, and one that is removed while open goes when it is closed; names are
 * found whatever their case; hints of changes come late, or never. The refusals are those that Node's build for Windows gave under Wine;
 * what becomes of a file removed while open follows the documentation of DeleteFile. No real Windows was asked.
 */
export function windowsFolders({ clock, readTakes = 0, notice = () => 0 }: WindowsOptions): WindowsFolders {
  const files: Record<ExchangeFolder, Map<string, File>> = { req: new Map(), res: new Map(), face: new Map() };
  const watchers: Record<ExchangeFolder, Set<() => void>> = { req: new Set(), res: new Set(), face: new Set() };

  const tell = (folder: ExchangeFolder, name: string) => {
    const late = notice(folder, name);
    const hint = () => [...watchers[folder]].forEach((changed) => changed());
    if (late === 0) hint();
    else if (late !== undefined) clock.after(late, hint);
  };
  const find = (folder: ExchangeFolder, name: string) => files[folder].get(keyOf(plainName(name)));

  const hold = (folder: ExchangeFolder, file: File, share: Share): Cancel => {
    const holder = { share };
    file.holders.add(holder);
    return () => {
      file.holders.delete(holder);
      if (!file.doomed || file.holders.size > 0 || files[folder].get(keyOf(file.name)) !== file) return;
      files[folder].delete(keyOf(file.name));
      tell(folder, file.name);
    };
  };
  const isOpenTo = (file: File, act: "read" | "delete") =>
    [...file.holders].every(({ share }) => share === "all" || (act === "read" && share === "noDelete"));

  /** Tries once: what refuses it now. */
  const replace = (folder: ExchangeFolder, name: string, bytes: Uint8Array): "EPERM" | undefined => {
    const there = find(folder, name);
    if (there && (there.doomed || there.holders.size > 0)) return "EPERM";
    files[folder].set(keyOf(name), { name, bytes, holders: new Set(), doomed: false });
    tell(folder, name);
    return undefined;
  };
  const remove = (folder: ExchangeFolder, name: string): "EPERM" | "EBUSY" | undefined => {
    const file = find(folder, name);
    if (!file) return undefined;
    if (file.doomed) return "EPERM";
    if (!isOpenTo(file, "delete")) return "EBUSY";
    file.doomed = true;
    hold(folder, file, "all")();
    return undefined;
  };
  const untilFree = async (folder: ExchangeFolder, name: string, act: () => "EPERM" | "EBUSY" | undefined) => {
    for (let tries = 0; ; tries++) {
      const why = act();
      if (why === undefined) return;
      const pause = PAUSES[tries];
      if (pause === undefined)
        throw new DeviceError("file.refused", {
          path: `${folder}\\${name}`,
          why,
          setup: why === "EBUSY" ? "file.held" : "folder.rights",
        });
      await sleep(clock, pause);
    }
  };

  return {
    list: (folder) => Promise.resolve([...files[folder].values()].map(({ name }) => name).sort()),
    async read(folder, name, limit = DEFAULT_LIMIT) {
      const file = find(folder, name);
      if (!file || file.doomed || !isOpenTo(file, "read")) return undefined;
      const bytes = file.bytes.slice(0, limit);
      if (readTakes > 0) {
        const close = hold(folder, file, "all");
        await sleep(clock, readTakes);
        close();
      }
      return bytes;
    },
    async write(folder, name, bytes) {
      const own = bytes.slice();
      await untilFree(folder, plainName(name), () => replace(folder, name, own));
    },
    async remove(folder, name) {
      const there = find(folder, name) !== undefined;
      await untilFree(folder, plainName(name), () => remove(folder, name));
      return there;
    },
    watch(folder, changed) {
      watchers[folder].add(changed);
      return () => void watchers[folder].delete(changed);
    },
    hold(folder, name, share) {
      const file = find(folder, name);
      return file && !file.doomed ? hold(folder, file, share) : () => undefined;
    },
    overwrite(folder, name, bytes) {
      const file = find(folder, name);
      if (!file) return replace(folder, name, bytes.slice()) === undefined;
      if (file.doomed || !isOpenTo(file, "read")) return false;
      file.bytes = bytes.slice();
      tell(folder, name);
      return true;
    },
  };
}

const keyOf = (name: string) => name.toUpperCase();
