import type { Clock, Folders } from "../../device/ports.ts";
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
      const there = await clock.real(folders.remove(folder, name));
      if (there) recorder.record({ channel: "folder", is: "removed", folder, name });
      return there;
    },
    watch: (folder, changed) => folders.watch(folder, changed),
  };
}
