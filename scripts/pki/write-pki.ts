import { pkiCatalogue } from "./catalogue.ts";
import { MADE_BY, writeFolder } from "./folder.ts";
import { filesOf, type Row } from "./index-of.ts";
import { README } from "./readme.data.ts";

export interface PkiIndex {
  readonly madeBy: typeof MADE_BY;
  /** ISO 8601. */
  readonly at: string;
  readonly seed: number;
  readonly files: readonly Row[];
}

/** Writes the certificates of the test world as of `at` (microseconds) and gives what its `index.json` says. */
export function writePki(folder: string, { at, seed }: { readonly at: number; readonly seed: number }): PkiIndex {
  const second = Math.floor(at / 1e6) * 1e6;
  const { rows, files } = filesOf(pkiCatalogue({ at: second, seed }), second);
  const index = { madeBy: MADE_BY, at: new Date(second / 1000).toISOString(), seed, files: rows } as const;
  writeFolder(folder, new Map([...files, ["README.md", README]]), index);
  return index;
}
