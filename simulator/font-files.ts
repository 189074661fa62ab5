import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * DotGothic16 (SIL Open Font License) comes in some 120 files by ranges of characters, and a list that tells which file has which:
 * `"[12]": "U+3042,U+4e00-4e05"` is file 12.
 */
export interface FontFiles {
  /** The name of the file that has a character. */
  nameFor(character: string): string | undefined;
  /** WOFF. */
  read(name: string): Uint8Array<ArrayBuffer>;
}

interface Range {
  readonly name: string;
  readonly spans: readonly (readonly [first: number, last: number])[];
}

export function fontFiles(): FontFiles {
  const list = JSON.parse(Buffer.from(fileOf("unicode.json")).toString()) as Record<string, string>;
  const ranges: readonly Range[] = Object.entries(list).map(([name, spans]) => ({
    name: name.replace(/[[\]]/g, ""),
    spans: spans.split(",").map(spanOf),
  }));
  return {
    nameFor(character) {
      const code = character.codePointAt(0) ?? 0;
      return ranges.find(({ spans }) => spans.some(([first, last]) => first <= code && code <= last))?.name;
    },
    read: (name) => fileOf(`files/dotgothic16-${name}-400-normal.woff`),
  };
}

function spanOf(range: string): readonly [number, number] {
  const [first = "", last = first] = range.trim().replace("U+", "").split("-");
  return [parseInt(first, 16), parseInt(last, 16)];
}

/** A file of the font's package. */
const fileOf = (name: string) =>
  new Uint8Array(readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/dotgothic16/${name}`))));
