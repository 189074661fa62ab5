import { type Clock, type ExchangeFolder, type Folders, sleep } from "../../device/ports.ts";
import { equal } from "../../device/wire/bytes.ts";
import { BULK_LIMITS } from "../../device/wire/oqs/xml-reader.ts";

/** Between the two reads that must agree. Milliseconds. */
const APART = 300;

export interface SettledFile {
  readonly folder: ExchangeFolder;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Those of the files that read the same twice, 300 ms apart: a terminal may still be writing the others. */
export async function settledFiles(
  { folders, clock }: { folders: Folders; clock: Clock },
  files: readonly { readonly folder: ExchangeFolder; readonly name: string }[],
): Promise<SettledFile[]> {
  if (files.length === 0) return [];
  const read = () => Promise.all(files.map(({ folder, name }) => folders.read(folder, name, BULK_LIMITS.bytes + 1)));
  const first = await read();
  await sleep(clock, APART);
  const second = await read();
  return files.flatMap((file, i) => {
    const [before, after] = [first[i], second[i]];
    return before && after && equal(before, after) ? [{ ...file, bytes: after }] : [];
  });
}
