import type { Picture } from "../ports.ts";
import { DIGIT_SHAPES, KEY_B_LINES } from "./digit-shapes.data.ts";

/**
 * Reads key B from a picture of the card's front. The firmware knows what printed digits look like and where they stand; what it has to
 * find out is how the card lies and which digit is under the dirt. It answers only when it is sure of each digit and the dates exist: a
 * wrong reading costs one of the ten tries after which the card locks.
 */
export function readKeyB(front: Picture): string | undefined {
  const lines = KEY_B_LINES.map(({ top, lefts }) => lefts.map((left) => ({ left, top })));
  const whole = bestShift(front, lines.flat(), { dx: 0, dy: 0 }, 6, 2);
  const readings = lines.flatMap((line) => {
    const { dx, dy } = bestShift(front, line, whole, 2, 1);
    return line.map(({ left, top }) => readDigit(front, left + dx, top + dy));
  });
  const digits = readings.join("");
  return isPossible(digits) ? digits : undefined;
}

/** A digit counts when it fits this well (a correlation, -1 to 1). */
const FIT = 0.68;
/** … and when what tells it from each other digit is there to this part: 1 is a clean print, 0 as much the one as the other. */
const EVIDENCE = 0.55;

/** Fourteen digits: a birth date of an era (its year is never 00) and a year in which a card can expire; the first were issued in 2016. */
function isPossible(digits: string): boolean {
  if (digits.length !== 14) return false;
  const [year, month, day] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)].map(Number);
  const expiry = Number(digits.slice(6, 10));
  if (!year || !month || !day) return false;
  return month <= 12 && day <= 31 && expiry >= 2016 && expiry < 2100;
}

/** How far things lie off their place, in pixels. */
interface Shift {
  readonly dx: number;
  readonly dy: number;
}

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Where, around `middle`, most of the places look like some digit, whichever. */
function bestShift(front: Picture, places: readonly Place[], middle: Shift, reach: number, step: number): Shift {
  let best = middle;
  let most = -Infinity;
  for (let dy = middle.dy - reach; dy <= middle.dy + reach; dy += step)
    for (let dx = middle.dx - reach; dx <= middle.dx + reach; dx += step) {
      let sum = 0;
      for (const { left, top } of places) sum += fitAt(front, left + dx, top + dy, ANY_DIGIT);
      if (sum > most) [most, best] = [sum, { dx, dy }];
    }
  return best;
}

/** "" when in doubt. */
function readDigit(front: Picture, left: number, top: number): string {
  const fits = fitsNear(front, left, top);
  const fit = Math.max(...fits);
  const digit = fits.indexOf(fit);
  const clean = CLEAN[digit] ?? [];
  const sure = fits.every((other, i) => i === digit || fit - other >= EVIDENCE * fit * (1 - (clean[i] ?? 1)));
  return fit >= FIT && sure ? String(digit) : "";
}

/** How well each digit fits where it does best within a pixel: an askew card has shifted each a little differently. */
function fitsNear(front: Picture, left: number, top: number): number[] {
  const most = TEMPLATES.map(() => -1);
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++) {
      const contrast = look(front, left + dx, top + dy);
      for (const [digit, template] of TEMPLATES.entries())
        most[digit] = Math.max(most[digit] ?? -1, contrast > 0 ? productWith(template) / contrast : 0);
    }
  return most;
}

const WIDTH = 13;
const HEIGHT = 18;
const PIXELS = WIDTH * HEIGHT;
/** Paper around a digit in its shape. */
const AROUND = 2;

/** The darkness that was looked at last: of one place many templates are tried. */
const seen = new Float64Array(PIXELS);

/** Mean 0 and length 1, so that the product with another such pattern is their correlation. */
function pattern(ink: Float64Array): Float64Array {
  const mean = ink.reduce((sum, value) => sum + value, 0) / PIXELS;
  const length = Math.sqrt(ink.reduce((sum, value) => sum + (value - mean) * (value - mean), 0));
  return ink.map((value) => (value - mean) / length);
}

const TEMPLATES = DIGIT_SHAPES.map((rows) => pattern(Float64Array.from(rows.join(""), Number)));
const ANY_DIGIT = pattern(
  TEMPLATES.reduce((sum, template) => sum.map((value, i) => value + (template[i] ?? 0)), new Float64Array(PIXELS)),
);

/** For each digit, cleanly printed, how well each of the others fits it. */
const CLEAN = DIGIT_SHAPES.map((rows) => fitsNear(specimen(rows), AROUND + 1, AROUND + 1));

/** One digit as a picture, with a pixel more of paper around than in its shape. */
function specimen(rows: readonly string[]): Picture {
  const width = WIDTH + 2;
  const grey = new Uint8Array(width * (HEIGHT + 2)).fill(255);
  for (const [y, row] of rows.entries())
    grey.set(
      Array.from(row, (ink) => 255 - 28 * Number(ink)),
      (y + 1) * width + 1,
    );
  return { width, height: HEIGHT + 2, grey };
}

/** Correlation of a template with the darkness of the picture around (left, top); 0 where the picture ends. */
function fitAt(front: Picture, left: number, top: number, template: Float64Array): number {
  const contrast = look(front, left, top);
  return contrast > 0 ? productWith(template) / contrast : 0;
}

/** Looks around (left, top) and gives back how much it varies there; 0 where nothing does, and where the picture ends. */
function look({ width, height, grey }: Picture, left: number, top: number): number {
  const x0 = left - AROUND;
  const y0 = top - AROUND;
  if (x0 < 0 || y0 < 0 || x0 + WIDTH > width || y0 + HEIGHT > height) return 0;
  let sum = 0;
  let squares = 0;
  for (let y = 0, at = 0; y < HEIGHT; y++)
    for (let x = 0, from = (y0 + y) * width + x0; x < WIDTH; x++, at++, from++) {
      const dark = 255 - (grey[from] ?? 255);
      seen[at] = dark;
      sum += dark;
      squares += dark * dark;
    }
  const spread = squares - (sum * sum) / PIXELS;
  return spread > 0 ? Math.sqrt(spread) : 0;
}

function productWith(template: Float64Array): number {
  let product = 0;
  for (let at = 0; at < PIXELS; at++) product += (seen[at] ?? 0) * (template[at] ?? 0);
  return product;
}
