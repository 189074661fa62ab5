import type { ExchangeFolder, Folders } from "../../device/ports.ts";
import { plainName } from "../../device/wire/oqs/plain-name.ts";

const DEFAULT_LIMIT = 4 * 1024 * 1024 + 1;

/**
 * Exchange folders in memory: a file is there from one moment to the next, and watchers hear of it at once. Names are as narrow as on
 * a disk, so that what works here works there.
 */
export function memoryFolders(): Folders {
  const files: Record<ExchangeFolder, Map<string, Uint8Array>> = { req: new Map(), res: new Map(), face: new Map() };
  const watchers: Record<ExchangeFolder, Set<() => void>> = { req: new Set(), res: new Set(), face: new Set() };
  const tell = (folder: ExchangeFolder) => [...watchers[folder]].forEach((changed) => changed());
  return {
    list: (folder) => Promise.resolve([...files[folder].keys()].sort()),
    read: (folder, name, limit = DEFAULT_LIMIT) => settle(() => files[folder].get(plainName(name))?.slice(0, limit)),
    write: (folder, name, bytes) =>
      settle(() => {
        files[folder].set(plainName(name), bytes.slice());
        tell(folder);
      }),
    remove: (folder, name) =>
      settle(() => {
        const there = files[folder].delete(plainName(name));
        if (there) tell(folder);
        return there;
      }),
    watch(folder, changed) {
      watchers[folder].add(changed);
      return () => void watchers[folder].delete(changed);
    },
  };
}

/** A name that is refused rejects, as on a disk, and does not throw. */
const settle = <T>(act: () => T): Promise<T> => new Promise((resolve) => resolve(act()));
