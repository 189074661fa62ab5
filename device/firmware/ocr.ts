import type { Picture } from "../ports.ts";
import { DIGIT_SHAPES, DOT, KEY_B_GROUPS, PITCH } from "./digit-shapes.data.ts";

/** How far the card lies off its place, in pixels. */
interface Shift {
  readonly dx: number;
  readonly dy: number;
}
type Group = (typeof KEY_B_GROUPS)[number];

/**
 * Reads key B from a picture of the card's front. The firmware knows the printed digits and where they stand; what it has to find out
 * is how far the card lies off its place and which digit is under the dirt. It answers only when it is sure: a wrong reading costs one of
 * the ten tries after which the card locks.
 */
export function readKeyB(front: Picture): string | undefined {
  const [first, ...others] = KEY_B_GROUPS;
  const coarse = bestOf(front, first, shiftsAround({ dx: 0, dy: 0 }, REACH, 2));
  const fine = bestOf(front, first, shiftsAround(coarse.shift, 1, 1));
  const near = shiftsAround(fine.shift, 1, 1);
  const groups = [fine, ...others.map((group) => bestOf(front, group, near))];
  const readings = groups.flatMap(({ readings }) => readings);
  if (readings.some(({ fit, margin }) => fit < FIT || margin < MARGIN)) return undefined;
  return readings.map(({ digit }) => digit).join("");
}

const REACH = 5;
/** A digit counts when it fits this well, and better than any other by this much. Correlations, -1 to 1. */
const FIT = 0.62;
const MARGIN = 0.12;

interface Reading {
  readonly digit: number;
  readonly fit: number;
  readonly margin: number;
}

interface Placed {
  readonly shift: Shift;
  readonly readings: readonly Reading[];
}

function shiftsAround({ dx, dy }: Shift, reach: number, step: number): Shift[] {
  const along = Array.from({ length: Math.floor((2 * reach) / step) + 1 }, (_, i) => i * step - reach);
  return along.flatMap((y) => along.map((x) => ({ dx: dx + x, dy: dy + y })));
}

function bestOf(front: Picture, { left, top, digits }: Group, shifts: readonly Shift[]): Placed {
  let best: Placed = { shift: { dx: 0, dy: 0 }, readings: [] };
  let most = -Infinity;
  for (const shift of shifts) {
    const { dx, dy } = shift;
    const readings = Array.from({ length: digits }, (_, i) => readDigit(front, left + dx + i * PITCH, top + dy));
    const sum = readings.reduce((total, { fit }) => total + fit, 0);
    if (sum > most) [most, best] = [sum, { shift, readings }];
  }
  return best;
}

/** A digit's cell: its dots and one dot of paper around, which tells a 1 from the stem of a 4. */
const CELL = { left: -DOT, top: -DOT, width: 7 * DOT, height: 9 * DOT } as const;
const PIXELS = CELL.width * CELL.height;

/** Ink of each digit as a pattern of mean 0 and length 1. */
const TEMPLATES: readonly Float64Array[] = DIGIT_SHAPES.map((rows) => {
  const ink = Float64Array.from({ length: PIXELS }, (_, i) => {
    const x = (i % CELL.width) + CELL.left;
    const y = Math.floor(i / CELL.width) + CELL.top;
    return rows[Math.floor(y / DOT)]?.[Math.floor(x / DOT)] === "#" ? 1 : 0;
  });
  const mean = ink.reduce((sum, value) => sum + value, 0) / PIXELS;
  const length = Math.sqrt(ink.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  return ink.map((value) => (value - mean) / length);
});

function readDigit(front: Picture, left: number, top: number): Reading {
  const { ink, spread } = cellAt(front, left + CELL.left, top + CELL.top);
  const reading = { digit: 0, fit: -1, margin: 0 };
  let second = -1;
  for (const [digit, template] of TEMPLATES.entries()) {
    let product = 0;
    for (let i = 0; i < PIXELS; i++) product += (ink[i] ?? 0) * (template[i] ?? 0);
    const fit = spread > 0 ? product / spread : 0;
    if (fit > reading.fit) {
      second = reading.fit;
      Object.assign(reading, { digit, fit });
    } else if (fit > second) second = fit;
  }
  return { ...reading, margin: reading.fit - second };
}

/** The ink in a cell, dark being much, and the square root of its squared differences from the mean. */
function cellAt({ width, height, grey }: Picture, left: number, top: number) {
  const ink = new Float64Array(PIXELS);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < PIXELS; i++) {
    const x = left + (i % CELL.width);
    const y = top + Math.floor(i / CELL.width);
    const dark = x >= 0 && y >= 0 && x < width && y < height ? 255 - (grey[y * width + x] ?? 255) : 0;
    ink[i] = dark;
    sum += dark;
    squares += dark * dark;
  }
  return { ink, spread: Math.sqrt(Math.max(0, squares - (sum * sum) / PIXELS)) };
}
