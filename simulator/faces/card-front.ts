import { DIGIT_SHAPES, DOT, FRONT, KEY_B_GROUPS, PITCH } from "../../device/firmware/digit-shapes.data.ts";
import type { Picture, Random } from "../../device/ports.ts";

export interface CardFront {
  /** Fourteen digits: key B as it is printed. */
  readonly numberB: string;
  /** 0 a card as new, 1 one that nobody can read. */
  readonly dirt?: number;
}

/** How far off its place the card may lie, in pixels. */
const PLAY = 3;

/**
 * The front of a card as the reader's camera sees it, each time a little different: not quite in place, with the grain of the sensor,
 * and with what has become of the print over the years.
 */
export function cardFront({ numberB, dirt = 0 }: CardFront, random: Random): Picture {
  const { width, height } = FRONT;
  const [a = 0, b = 0] = random.bytes(2);
  const dx = (a % (2 * PLAY + 1)) - PLAY;
  const dy = (b % (2 * PLAY + 1)) - PLAY;
  const paper = new Uint8Array(width * height);
  // The printed ground: pale stripes that get darker to one side.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) paper[y * width + x] = 205 - Math.floor(x / 8) + ((x + 2 * y) % 12 < 2 ? -8 : 0);

  let at = 0;
  for (const { left, top, digits } of KEY_B_GROUPS) {
    for (let i = 0; i < digits; i++, at++) print(paper, Number(numberB[at]), left + dx + i * PITCH, top + dy);
  }
  smudge(paper, dirt, random);
  return { width, height, grey: grain(paper, 12 + 60 * dirt, random) };
}

const INK = 45;

function print(paper: Uint8Array, digit: number, left: number, top: number): void {
  DIGIT_SHAPES[digit]?.forEach((row, j) => {
    for (let i = 0; i < row.length; i++) {
      if (row[i] !== "#") continue;
      for (let y = 0; y < DOT; y++)
        for (let x = 0; x < DOT; x++) paper[(top + j * DOT + y) * FRONT.width + left + i * DOT + x] = INK;
    }
  });
}

/** Round spots of dirt and of wear, dark and pale. */
function smudge(paper: Uint8Array, dirt: number, random: Random): void {
  for (let spot = 0; spot < Math.round(40 * dirt); spot++) {
    const [x = 0, y = 0, size = 0, tone = 0] = random.bytes(4);
    const centreX = x % FRONT.width;
    const centreY = y % FRONT.height;
    const radius = 3 + (size % 9);
    for (let row = Math.max(0, centreY - radius); row < Math.min(FRONT.height, centreY + radius); row++) {
      for (let column = Math.max(0, centreX - radius); column < Math.min(FRONT.width, centreX + radius); column++) {
        const distance = (row - centreY) ** 2 + (column - centreX) ** 2;
        if (distance < radius * radius) paper[row * FRONT.width + column] = tone < 128 ? 60 : 190;
      }
    }
  }
}

function grain(paper: Uint8Array, strength: number, random: Random): Uint8Array {
  const noise = random.bytes(paper.length);
  return paper.map((tone, i) =>
    Math.min(255, Math.max(0, tone + Math.round((((noise[i] ?? 0) - 128) * strength) / 128))),
  );
}
