/** A character as points of the card's printer: sixteen rows, the leftmost point the highest of sixteen bits. */
export interface Glyph {
  /** 16, or 8 for characters of half the width. */
  readonly width: number;
  readonly rows: readonly number[];
}

export const GLYPH_HEIGHT = 16;

/** Rows from the top, four hex digits each, two for a character of half the width. */
export const hexOfGlyph = ({ width, rows }: Glyph): string =>
  rows.map((row) => (row >> (16 - width)).toString(16).padStart(width / 4, "0")).join("");

export function glyphOfHex(hex: string): Glyph {
  const digits = hex.length / GLYPH_HEIGHT;
  const width = 4 * digits;
  const row = (nth: number) => parseInt(hex.slice(nth * digits, (nth + 1) * digits), 16) << (16 - width);
  return { width, rows: Array.from({ length: GLYPH_HEIGHT }, (_, nth) => row(nth)) };
}

/** From rows of `#` and `.`. */
export const glyphOfDrawing = (rows: readonly string[]): Glyph => ({
  width: 16,
  rows: rows.map((row) => parseInt(row.replaceAll(".", "0").replaceAll("#", "1"), 2)),
});
