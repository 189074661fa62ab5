import type { ExchangeFolder, Folders } from "../../device/ports.ts";

const DEFAULT_LIMIT = 4 * 1024 * 1024 + 1;

/** Exchange folders in memory: a file is there from one moment to the next, and watchers hear of it at once. */
export function memoryFolders(): Folders {
  const files: Record<ExchangeFolder, Map<string, Uint8Array>> = { req: new Map(), res: new Map(), face: new Map() };
  const watchers: Record<ExchangeFolder, Set<() => void>> = { req: new Set(), res: new Set(), face: new Set() };
  const tell = (folder: ExchangeFolder) => [...watchers[folder]].forEach((changed) => changed());
  return {
    list: (folder) => Promise.resolve([...files[folder].keys()].sort()),
    read: (folder, name, limit = DEFAULT_LIMIT) => Promise.resolve(files[folder].get(name)?.slice(0, limit)),
    write(folder, name, bytes) {
      files[folder].set(name, bytes.slice());
      tell(folder);
      return Promise.resolve();
    },
    remove(folder, name) {
      if (files[folder].delete(name)) tell(folder);
      return Promise.resolve();
    },
    watch(folder, changed) {
      watchers[folder].add(changed);
      return () => void watchers[folder].delete(changed);
    },
  };
}
