import { isFault } from "../../device/errors.ts";
import { type Clock, type ExchangeFolder, type Folders, sleep } from "../../device/ports.ts";

const AGAIN = 1_000;

/**
 * Writes a file, and tries again every second while the folder cannot be written (gone, full, held by another program), as long as
 * `wanted` says so. Resolves with whether it was written.
 */
export async function writeSurely(
  { folders, clock, wanted }: { folders: Folders; clock: Clock; wanted: () => boolean },
  folder: ExchangeFolder,
  name: string,
  bytes: Uint8Array,
): Promise<boolean> {
  while (wanted()) {
    try {
      await folders.write(folder, name, bytes);
      return true;
    } catch (error) {
      if (!isFault(error, "file.refused")) throw error;
      await sleep(clock, AGAIN);
    }
  }
  return false;
}
