import { isFault } from "../device/errors.ts";
import type { Clock, ExchangeFolder, Folders } from "../device/ports.ts";

/**
 * Looks into folders at intervals by the clock, and at once when a watcher hints; never twice at the same time. A folder that cannot
 * be read now is looked into again. Where a look resolves with true, it did not come to its end, and the next one follows at once. Returns what
 * stops it.
 */
export function rescan(
  { folders, clock }: { folders: Folders; clock: Clock },
  watched: readonly ExchangeFolder[],
  every: number,
  look: () => Promise<unknown>,
): () => void {
  let state: "resting" | "looking" | "lookAgain" | "stopped" = "resting";
  let cancel = () => {};

  const start = () => {
    if (state === "stopped") return;
    if (state !== "resting") {
      state = "lookAgain";
      return;
    }
    cancel();
    state = "looking";
    void lookOnce();
  };
  const lookOnce = async () => {
    let more = false;
    try {
      more = (await look()) === true;
    } catch (error) {
      if (!isFault(error, "file.refused")) throw error;
    }
    if (isStopped()) return;
    const again = more || state === "lookAgain";
    state = "resting";
    if (again) start();
    else cancel = clock.after(every, start);
  };
  // The state changes while a look is awaited, which a plain comparison would not let the compiler see.
  const isStopped = () => state === "stopped";

  const unwatch = watched.map((folder) => folders.watch(folder, start));
  start();
  return () => {
    state = "stopped";
    cancel();
    unwatch.forEach((stop) => stop());
  };
}

/** Folders that give no hint of a change: who looks into them looks at the beat of the clock alone. */
export const unwatched = (folders: Folders): Folders => ({ ...folders, watch: () => () => undefined });
