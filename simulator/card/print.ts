import { type Glyph, GLYPH_HEIGHT } from "./glyph.ts";
import { type Glyphs, printed } from "./glyphs.ts";
import { type Bitmap, png } from "./png.ts";

/** Digits of five by seven points, a row each, the leftmost point the highest bit. */
const DIGITS: readonly (readonly number[])[] = [
  [14, 17, 19, 21, 25, 17, 14],
  [4, 12, 4, 4, 4, 4, 14],
  [14, 17, 1, 6, 8, 16, 31],
  [31, 2, 4, 2, 1, 17, 14],
  [2, 6, 10, 18, 31, 2, 2],
  [31, 16, 30, 1, 1, 17, 14],
  [6, 8, 16, 30, 17, 17, 14],
  [31, 1, 2, 4, 8, 8, 8],
  [14, 17, 17, 14, 17, 17, 14],
  [14, 17, 17, 15, 1, 2, 12],
];

const CELL = { width: 6, height: 12, top: 2 } as const;

/** Digits as the card prints them: six by twelve points each (a security code is 24 × 12, an individual number 72 × 12). */
export const printDigits = (digits: string): Uint8Array =>
  png({
    width: CELL.width * digits.length,
    height: CELL.height,
    black(x, y) {
      const row = DIGITS[Number(digits[Math.floor(x / CELL.width)])]?.[y - CELL.top] ?? 0;
      return ((row >> (4 - (x % CELL.width))) & 1) === 1;
    },
  });

/** A line of text as a picture, 16 points high and 16 or 8 wide a character. A character that has no glyph is a box. */
export function printText(text: string, glyphs: Glyphs): Uint8Array {
  const line = lineOf(text, glyphs);
  return png({ width: Math.max(16, line.width), height: GLYPH_HEIGHT, black: line.black });
}

/** A line of text before it is a picture; without characters it is 0 points wide. */
export function lineOf(text: string, glyphs: Glyphs): Bitmap {
  const line = printed(text).map((character) => glyphs(character) ?? BOX);
  const columns = line.flatMap(({ width, rows }) =>
    Array.from({ length: width }, (_, x) => rows.map((row) => ((row >> (15 - x)) & 1) === 1)),
  );
  return { width: columns.length, height: GLYPH_HEIGHT, black: (x, y) => columns[x]?.[y] ?? false };
}

const BOX: Glyph = {
  width: 16,
  rows: Array.from({ length: GLYPH_HEIGHT }, (_, y) => (y === 1 || y === 13 ? 0x7ffc : y > 1 && y < 13 ? 0x4004 : 0)),
};
