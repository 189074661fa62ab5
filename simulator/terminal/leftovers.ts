import { z } from "zod";
import { isFault } from "../../device/errors.ts";
import type { Clock, Folders } from "../../device/ports.ts";
import { parseFaceName, parseName, unzippedName } from "../../device/wire/oqs/names.ts";
import type { Change, Records } from "../central/records.ts";
import { put, read, type Shelf } from "../central/shelf.ts";
import { rescan } from "../rescan.ts";

/** When a result was first seen lying there, in microseconds. */
const STAYS: Shelf<number> = { name: "stays", holds: z.int().nonnegative() };

/** Milliseconds. */
const EVERY = 60_000;
const FOLDERS = ["res", "face"] as const;

/**
 * Deletes results that nobody fetched within the time (ResponseFileStayTime): medical information does not lie about. What is not named
 * as a result is somebody else's and stays. Returns what stops it.
 */
export function deleteLeftovers(desk: {
  folders: Folders;
  clock: Clock;
  records: Records;
  stayMinutes: number;
}): () => void {
  const { folders, clock, records, stayMinutes } = desk;
  const look = async () => {
    const now = clock.now();
    for (const folder of FOLDERS) {
      const names = (await folders.list(folder)).filter(isResult);
      const changes: Change[] = [];
      const known = new Map((await records.list(STAYS.name, `${folder} `)).map(({ key, value }) => [key, value]));
      for (const name of names) {
        const key = `${folder} ${name}`;
        const since = read(STAYS, known.get(key));
        // From before a clock was set back it would count as new for as long as that was.
        if (since === undefined || since > now) changes.push(put(STAYS, key, now));
        else if (now - since >= stayMinutes * 60_000_000 && (await isRemoved(folder, name)))
          changes.push({ shelf: STAYS.name, key });
      }
      // What has gone since may come back under the same name, as another one.
      const there = new Set(names.map((name) => `${folder} ${name}`));
      for (const key of known.keys()) if (!there.has(key)) changes.push({ shelf: STAYS.name, key });
      if (changes.length > 0) await records.write(changes);
    }
  };
  const isRemoved = async (folder: (typeof FOLDERS)[number], name: string): Promise<boolean> => {
    try {
      await folders.remove(folder, name);
      return true;
    } catch (error) {
      if (!isFault(error, "file.refused")) throw error;
      return false;
    }
  };
  return rescan(desk, [], EVERY, look);
}

const isResult = (name: string): boolean =>
  parseName(name)?.side === "res" || parseFaceName(unzippedName(name)) !== undefined || /\.err$/.test(name);
