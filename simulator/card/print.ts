import { png } from "./png.ts";

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

const GLYPH = 16;

/**
 * A line of Japanese text as a picture of the right kind and size. No font comes with this bench, so each character is a pattern
 * that follows from its code: like text to a decoder, not to a reader.
 */
export function printText(text: string): Uint8Array {
  const characters = Array.from(text);
  return png({
    width: GLYPH * Math.max(1, characters.length),
    height: GLYPH,
    black(x, y) {
      const code = characters[Math.floor(x / GLYPH)]?.codePointAt(0) ?? SPACE;
      const column = x % GLYPH;
      if (code === SPACE || column === 0 || y === 0 || column === GLYPH - 1 || y === GLYPH - 1) return false;
      const block = Math.imul(code * 64 + (column >> 1) * 8 + (y >> 1), 0x9e3779b1) >>> 0;
      return block >>> 31 === 1;
    },
  });
}

const SPACE = 0x3000;
