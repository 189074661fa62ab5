import { DeviceError, isFault } from "../../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../../device/ports.ts";
import { promised } from "../../device/reader/promised.ts";
import type { Recorder } from "../../device/trace.ts";
import { hex } from "../../device/wire/bytes.ts";

/** Exchange folders that another program uses too: what it puts there and takes away is seen, and stands in the trace. */
export interface SeenFolders extends Folders {
  /** Rejects when there is more than anybody has to say; never resolves. */
  readonly failed: Promise<never>;
  /** Looks a last time, then looks no more. */
  stop(): Promise<void>;
  /** Takes away what came since the beginning: the next case finds the folders as this one did. */
  clear(): Promise<void>;
}

const FOLDERS: readonly ExchangeFolder[] = ["req", "res", "face"];
/** Milliseconds between two looks. */
const EVERY = 200;
/** In one case: names in one folder, and bytes in all files. */
export const MOST = { names: 1_000, bytes: 33_554_432 } as const;

export function seenFolders(folders: Folders, trace: Recorder, clock: Clock): SeenFolders {
  /** What lies there as far as the trace knows, by folder and name: its content in hex. */
  const known = new Map<string, string>();
  /** What was there at the last look, and may still be growing. */
  const growing = new Map<string, string>();
  const key = (folder: ExchangeFolder, name: string) => `${folder}/${name}`;

  let stopped = false;
  const failure = promised<never>();
  let total = 0;
  const demand = (much: boolean, got: string) => {
    if (much) throw new DeviceError("peer.unexpected", { during: "one case", got });
  };

  const lookAt = async (folder: ExchangeFolder) => {
    const names = await folders.list(folder);
    demand(names.length > MOST.names, `more than ${MOST.names} files in ${folder}`);
    for (const name of names) {
      const bytes = await folders.read(folder, name);
      // Not to be opened now, or gone again: the next look tells.
      if (!bytes) continue;
      const [at, content] = [key(folder, name), hex(bytes)];
      if (known.get(at) === content) continue;
      // Who writes without renaming is not through before two looks see the same.
      const settled = growing.get(at) === content;
      growing.set(at, content);
      if (!settled) continue;
      growing.delete(at);
      known.set(at, content);
      total += bytes.length;
      demand(total > MOST.bytes, `more than ${MOST.bytes} bytes of files`);
      trace.recordBytes({ channel: "folder", is: "appeared", folder, name, size: bytes.length }, bytes);
    }
    for (const at of [...known.keys()]) {
      const name = at.slice(folder.length + 1);
      if (!at.startsWith(`${folder}/`) || names.includes(name)) continue;
      known.delete(at);
      trace.record({ channel: "folder", is: "removed", folder, name });
    }
  };
  const look = async () => {
    for (const folder of FOLDERS) {
      try {
        await lookAt(folder);
      } catch (error) {
        // A share that is away for a moment comes back; rights that are lacking do not come by themselves.
        if (isFault(error, "file.refused") && error.setup !== "file.unreadable") continue;
        stopped = true;
        failure.reject(isFault(error) ? error : new DeviceError("suite.broken", { why: String(error) }));
      }
    }
  };

  // One look, write or removal after the other, so that what we do ourselves is not seen as another's.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(act);
    last = turn.catch(() => undefined);
    return turn;
  };
  let forget: () => void = () => undefined;
  const again = () => {
    if (!stopped) forget = clock.after(EVERY, () => void inTurn(look).finally(again));
  };
  again();

  return {
    failed: failure.promise,
    list: (folder) => folders.list(folder),
    read: (folder, name, limit) => folders.read(folder, name, limit),
    write: (folder, name, bytes) =>
      inTurn(async () => {
        await folders.write(folder, name, bytes);
        known.set(key(folder, name), hex(bytes));
        trace.recordBytes({ channel: "folder", is: "appeared", folder, name, size: bytes.length }, bytes);
      }),
    remove: (folder, name) =>
      inTurn(async () => {
        const there = await folders.remove(folder, name);
        if (known.delete(key(folder, name))) trace.record({ channel: "folder", is: "removed", folder, name });
        return there;
      }),
    watch: (folder, changed) => folders.watch(folder, changed),
    async stop() {
      stopped = true;
      forget();
      await inTurn(look);
    },
    async clear() {
      for (const folder of FOLDERS)
        for (const name of await folders.list(folder)) await folders.remove(folder, name).catch(() => undefined);
    },
  };
}
