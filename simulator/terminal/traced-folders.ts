import { isFault } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";

/**
 * Exchange folders whose files show in the trace as they appear and go. Two parties that share one of these are both seen; what
 * another program does in a directory is not. The disk takes real time, so virtual time waits for it.
 */
export function tracedFolders(folders: Folders, recorder: Recorder, clock: Clock): Folders {
  return {
    list: (folder) => clock.real(folders.list(folder)),
    read: (folder, name, limit) => clock.real(folders.read(folder, name, limit)),
    async write(folder, name, bytes) {
      await clock.real(folders.write(folder, name, bytes));
      recorder.recordBytes({ channel: "folder", is: "appeared", folder, name, size: bytes.length }, bytes);
    },
    async remove(folder, name) {
      const there = await clock.real(isThere(folders, folder, name));
      await clock.real(folders.remove(folder, name));
      if (there) recorder.record({ channel: "folder", is: "removed", folder, name });
    },
    watch: (folder, changed) => folders.watch(folder, changed),
  };
}

/** Asked of the file itself first: a list of a million names for each of them is no way to find out. */
async function isThere(folders: Folders, folder: ExchangeFolder, name: string): Promise<boolean> {
  try {
    if ((await folders.read(folder, name, 1)) !== undefined) return true;
  } catch (error) {
    // What cannot be read may still be there.
    if (!isFault(error)) throw error;
  }
  return (await folders.list(folder)).includes(name);
}
