import { DIRECTIONS, type Edges, GRID } from "./face-edges.ts";

/** How a grid lies on another one: moved by `x` and `y` spots, `size` times as large, turned by the small angle `roll`. */
export interface Motion {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly roll: number;
}

export const STILL: Motion = { x: 0, y: 0, size: 1, roll: 0 };

/** Every third spot of the inner face: hair and wall have no say in where a face is. */
const LOOKOUTS = lookouts(3);

/** A high forehead draws the first guess up, a fringe down, a parting aside: the climb starts from the best of several. */
const STARTS = [-4, 0, 4];

/** First wide steps, then narrow ones. */
const STEPS: readonly Motion[] = [
  { x: 2.4, y: 3.2, size: 0.06, roll: 0.05 },
  { x: 1.2, y: 1.2, size: 0.03, roll: 0.03 },
  { x: 0.6, y: 0.6, size: 0.015, roll: 0.015 },
  { x: 0.3, y: 0.3, size: 0.008, roll: 0.008 },
];
const ROUNDS = 2;

/** Climbs to the motion under which the face's edges agree best with those of a face in general (an `outlookOf`). */
export function align(edges: Edges, general: Float32Array): Motion {
  const outlook = new Float32Array(general.length);
  let best = STILL;
  let agreement = -1;
  const consider = (tried: Motion) => {
    if (tried.size < 0.8 || tried.size > 1.25) return;
    lookThrough(edges, tried, LOOKOUTS, outlook);
    const reached = agreementOf(outlook, general);
    if (reached <= agreement) return;
    agreement = reached;
    best = tried;
  };
  for (const y of STARTS) for (const x of STARTS) consider({ ...STILL, x, y });
  for (const step of STEPS)
    for (let round = 0; round < ROUNDS; round++)
      for (const sign of [-1, 1]) {
        consider({ ...best, y: best.y + sign * step.y });
        consider({ ...best, x: best.x + sign * step.x });
        consider({ ...best, size: best.size + sign * step.size });
        consider({ ...best, roll: best.roll + sign * step.roll });
      }
  return best;
}

/** What `align` compares: the edges at the lookouts, under a motion, with length 1. */
export function outlookOf(edges: Edges, motion: Motion): Float32Array {
  const outlook = new Float32Array((LOOKOUTS.length / 2) * DIRECTIONS);
  lookThrough(edges, motion, LOOKOUTS, outlook);
  let squares = 0;
  for (const value of outlook) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  return outlook.map((value) => value / length);
}

/** The edges at each of `spots` (x, y, x, y, …) of a grid that lies under `motion`, taken between the four spots around it. */
export function lookThrough(edges: Edges, motion: Motion, spots: Float32Array, into: Float32Array): void {
  const middle = GRID.size / 2;
  const row = GRID.size * DIRECTIONS;
  for (let spot = 0, to = 0; spot < spots.length; spot += 2, to += DIRECTIONS) {
    const u = ((spots[spot] ?? 0) - middle) * motion.size;
    const v = ((spots[spot + 1] ?? 0) - middle) * motion.size;
    const x = middle + motion.x + u - motion.roll * v;
    const y = middle + motion.y + v + motion.roll * u;
    const left = Math.floor(x);
    const top = Math.floor(y);
    if (left < 0 || top < 0 || left >= GRID.size - 1 || top >= GRID.size - 1) {
      into.fill(0, to, to + DIRECTIONS);
      continue;
    }
    const fx = x - left;
    const fy = y - top;
    const a = (1 - fx) * (1 - fy);
    const b = fx * (1 - fy);
    const c = (1 - fx) * fy;
    const d = fx * fy;
    for (let i = 0, at = (top * GRID.size + left) * DIRECTIONS; i < DIRECTIONS; i++, at++)
      into[to + i] =
        a * (edges[at] ?? 0) +
        b * (edges[at + DIRECTIONS] ?? 0) +
        c * (edges[at + row] ?? 0) +
        d * (edges[at + row + DIRECTIONS] ?? 0);
  }
}

function agreementOf(outlook: Float32Array, general: Float32Array): number {
  let products = 0;
  let squares = 0;
  for (let i = 0; i < outlook.length; i++) {
    const value = outlook[i] ?? 0;
    products += value * (general[i] ?? 0);
    squares += value * value;
  }
  return squares <= 0 ? 0 : products / Math.sqrt(squares);
}

function lookouts(stride: number): Float32Array {
  const spots: number[] = [];
  for (let y = 3; y < GRID.size - 3; y += stride)
    for (let x = 3; x < GRID.size - 3; x += stride) {
      const u = ((x + 0.5) / GRID.scale + GRID.left) / 0.72;
      const v = ((y + 0.5) / GRID.scale + GRID.top - 0.22) / 0.72;
      if (u * u + v * v < 1) spots.push(x, y);
    }
  return Float32Array.from(spots);
}
