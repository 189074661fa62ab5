import { isFault } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";

/**
 * Exchange folders whose files show in the trace as they appear and go. Two parties that share one of these are both seen; what
 * another program does in a directory is not. The disk takes real time, so virtual time waits for it.
 */
export function tracedFolders(folders: Folders, recorder: Recorder, clock: Clock): Folders {
  /** How many files each held when it was listed last. */
  const held = new Map<ExchangeFolder, number>();
  const list = async (folder: ExchangeFolder) => {
    const names = await folders.list(folder);
    held.set(folder, names.length);
    return names;
  };
  const isThere = async (folder: ExchangeFolder, name: string) =>
    ((held.get(folder) ?? 0) > SHORT && (await canBeRead(folders, folder, name))) ||
    (await list(folder)).includes(name);

  return {
    list: (folder) => clock.real(list(folder)),
    read: (folder, name, limit) => clock.real(folders.read(folder, name, limit)),
    async write(folder, name, bytes) {
      await clock.real(folders.write(folder, name, bytes));
      recorder.recordBytes({ channel: "folder", is: "appeared", folder, name, size: bytes.length }, bytes);
    },
    async remove(folder, name) {
      const there = await clock.real(isThere(folder, name));
      await clock.real(folders.remove(folder, name));
      if (there) recorder.record({ channel: "folder", is: "removed", folder, name });
    },
    watch: (folder, changed) => folders.watch(folder, changed),
  };
}

/** A short list says at once what is there; a list of a million names for each of them would not. */
const SHORT = 64;

async function canBeRead(folders: Folders, folder: ExchangeFolder, name: string): Promise<boolean> {
  try {
    return (await folders.read(folder, name, 1)) !== undefined;
  } catch (error) {
    // What cannot be read may still be there.
    if (isFault(error)) return false;
    throw error;
  }
}
