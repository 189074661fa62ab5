import type { Picture, Random } from "../../device/ports.ts";
import { type Canvas, canvas, ellipse, type Point } from "./canvas.ts";
import { drawer, type Drawer } from "./drawer.ts";
import { seededRandom } from "../world.ts";
import { grainOf } from "./grain.ts";
import { STROKES } from "./print-strokes.data.ts";

export interface CardFront {
  /** Fourteen digits: key B as it is printed, the birth date without its era. */
  readonly numberB: string;
  /** 0 a card as new, 0.3 one from a wallet, 1 one that nobody can read. */
  readonly dirt?: number;
}

/** The reader's picture of a card: 2.8 pixels a millimetre (ID-1 is 85.6 mm by 54 mm). */
export const FRONT = { width: 240, height: 152 } as const;

/**
 * The front of a card as the reader's camera sees it, each time a little different: not quite in place, a little askew, with the
 * grain of the sensor and with what the years have done to the print. Photograph, name and address are hinted at; the birth date
 * lacks its era, of which key B knows nothing.
 */
export function cardFront({ numberB, dirt = 0 }: CardFront, random: Random): Picture {
  const draw = drawer(random);
  const paper = canvas({ ...FRONT, origin: [0, 0], scale: 1 }, 0.82);
  const lay = placing(draw);
  // What has happened to this card stays with it: another picture does not make it cleaner.
  const wear = wearOf(numberB);
  const ink = 0.16 + 0.25 * dirt * wear.even();
  decorate(paper, lay);
  for (const { text, left, top } of linesOf(numberB)) printLine(paper, lay, { text, left, top }, ink);
  wearDown(paper, lay, dirt, wear);
  return grained(paper.picture(), 0.06 + 0.18 * dirt, random);
}

/** Where a point of the card is in the picture. */
export type Placing = (x: number, y: number) => Point;

function placing(draw: Drawer): Placing {
  const right = draw.spread(4);
  const down = draw.spread(4);
  const askew = draw.spread(0.018);
  return (x, y) => {
    const u = x - FRONT.width / 2;
    const v = y - FRONT.height / 2;
    return [FRONT.width / 2 + right + u - askew * v, FRONT.height / 2 + down + v + askew * u];
  };
}

/** Digits and the signs between them, and where the first begins, in pixels of the camera. */
export interface PrintedLine {
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

/** Birth date, expiry (the same day of its year) and security code, as they stand on the card in this bench. */
export function linesOf(numberB: string): PrintedLine[] {
  const [year, month, day] = [numberB.slice(0, 2), numberB.slice(2, 4), numberB.slice(4, 6)];
  return [
    { text: `${year}年${month}月${day}日`, left: 102, top: 62 },
    { text: `${numberB.slice(6, 10)}年${month}月${day}日`, left: 102, top: 90 },
    { text: numberB.slice(10), left: 102, top: 120 },
  ];
}

const CELL = { width: 9, height: 14, digit: 12, sign: 14 } as const;

export function printLine(paper: Canvas, lay: Placing, { text, left, top }: PrintedLine, ink: number): void {
  let x = left;
  for (const sign of text) {
    const digit = sign >= "0" && sign <= "9";
    const width = digit ? CELL.width : CELL.width + 2;
    for (const line of STROKES[sign] ?? [])
      paper.stroke(
        line.map(([u, v]) => lay(x + u * width, top + v * CELL.height)),
        2.2,
        ink,
      );
    x += digit ? CELL.digit : CELL.sign;
  }
}

/** The photograph's place, and lines of name and address too small to read. */
function decorate(paper: Canvas, lay: Placing): void {
  const area = (left: number, top: number, right: number, bottom: number): Point[] => [
    lay(left, top),
    lay(right, top),
    lay(right, bottom),
    lay(left, bottom),
  ];
  paper.fill(area(14, 48, 90, 142), 0.7);
  paper.fill(ellipse(lay(52, 86), 19, 24), 0.5);
  paper.fill(ellipse(lay(52, 140), 34, 20), 0.4);
  for (const [left, top, length] of [
    [16, 12, 70],
    [16, 27, 180],
    [102, 48, 40],
  ] as const)
    for (let x = left; x < left + length; x += 10) paper.fill(area(x, top, x + 7, top + 7), 0.5, 0.7);
}

/** What the years have done to one card. */
export const wearOf = (numberB: string): Drawer => drawer(seededRandom(Number(numberB.slice(5))));

/** Spots of dirt and of wear, and scratches. */
export function wearDown(paper: Canvas, lay: Placing, dirt: number, wear: Drawer): void {
  const x = () => FRONT.width * wear.even();
  const y = () => FRONT.height * wear.even();
  for (let spot = 0; spot < Math.floor(10 * dirt + 90 * dirt * dirt); spot++) {
    const radius = 2 + 9 * wear.even();
    const tone = wear.even() < 0.5 ? 0.15 : 0.9;
    paper.glow(lay(x(), y()), radius, radius * (0.5 + wear.even()), tone, 0.4 + 1.2 * wear.even());
  }
  for (let scratch = 0; scratch < Math.floor(4 * dirt + 20 * dirt * dirt); scratch++) {
    const from: Point = [x(), y()];
    const to = lay(from[0] + wear.spread(60), from[1] + wear.spread(30));
    paper.stroke([lay(...from), to], 0.5 + wear.even(), wear.even() < 0.5 ? 0.2 : 0.95, 0.8);
  }
}

/** The pale pattern of the ground, darker to one side, and the noise of the sensor. */
function grained({ width, height, grey }: Picture, strength: number, random: Random): Picture {
  const grain = grainOf(random);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const level = (grey[at] ?? 0) - x / 8 - ((x + 2 * y) % 12 < 2 ? 8 : 0) + grain(at) * strength;
      grey[at] = level <= 0 ? 0 : level >= 255 ? 255 : Math.floor(level);
    }
  return { width, height, grey };
}
