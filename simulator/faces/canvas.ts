import type { Picture } from "../../device/ports.ts";

export type Point = readonly [x: number, y: number];

/** What a canvas shows: its size in pixels, where the origin of the drawing is on it, and pixels per unit. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly origin: Point;
  readonly scale: number;
}

/** A grey picture one paints filled outlines on. Points and lengths are in units of the drawing, tones from 0 to 1. */
export interface Canvas {
  /** Paints the inside of a closed outline; with `opacity` below 1 what is beneath shines through. */
  fill(outline: readonly Point[], tone: number, opacity?: number): void;
  stroke(line: readonly Point[], width: number, tone: number, opacity?: number): void;
  /** A patch without an edge: strongest at its centre, nothing at its rim. */
  glow(centre: Point, halfWidth: number, halfHeight: number, tone: number, opacity: number): void;
  /** What `paint` fills outside the outline stays as it was. */
  inside(outline: readonly Point[], paint: () => void): void;
  /** The picture as a lens gives it: each pixel averaged a little with its neighbours. */
  picture(): Picture;
}

/** Lines that are followed in a row of pixels, for smooth edges. */
const LINES = 4;

export function canvas({ width, height, origin, scale }: Frame, background: number): Canvas {
  let tones = new Float64Array(width * height).fill(background);
  let stencil: Float64Array | undefined;
  const cover = new Float64Array(width);

  const blend = (at: number, tone: number, opacity: number) => {
    const share = stencil ? opacity * (stencil[at] ?? 0) : opacity;
    if (share > 0) tones[at] = (tones[at] ?? 0) * (1 - share) + tone * share;
  };

  const fill = (outline: readonly Point[], tone: number, opacity = 1) => {
    if (opacity <= 0) return;
    const xs = Float64Array.from(outline, ([x]) => origin[0] + scale * x);
    const ys = Float64Array.from(outline, ([, y]) => origin[1] + scale * y);
    const left = Math.max(0, Math.floor(Math.min(...xs)));
    const right = Math.min(width - 1, Math.ceil(Math.max(...xs)));
    const top = Math.max(0, Math.floor(Math.min(...ys)));
    const bottom = Math.min(height - 1, Math.ceil(Math.max(...ys)));
    for (let row = top; row <= bottom; row++) {
      cover.fill(0, left, right + 1);
      for (let line = 0; line < LINES; line++) coverLine(xs, ys, row + (line + 0.5) / LINES, cover);
      for (let x = left; x <= right; x++) blend(row * width + x, tone, ((cover[x] ?? 0) / LINES) * opacity);
    }
  };

  return {
    fill,
    stroke: (line, lineWidth, tone, opacity) => fill(around(line, lineWidth / 2), tone, opacity),
    glow([x, y], halfWidth, halfHeight, tone, opacity) {
      if (opacity <= 0) return;
      const middle: Point = [origin[0] + scale * x, origin[1] + scale * y];
      const reach: Point = [scale * halfWidth, scale * halfHeight];
      const top = Math.max(0, Math.floor(middle[1] - reach[1]));
      const bottom = Math.min(height - 1, Math.ceil(middle[1] + reach[1]));
      const left = Math.max(0, Math.floor(middle[0] - reach[0]));
      const right = Math.min(width - 1, Math.ceil(middle[0] + reach[0]));
      for (let row = top; row <= bottom; row++)
        for (let column = left; column <= right; column++) {
          const u = (column + 0.5 - middle[0]) / reach[0];
          const v = (row + 0.5 - middle[1]) / reach[1];
          blend(row * width + column, tone, opacity * (1 - Math.sqrt(u * u + v * v)));
        }
    },
    inside(outline, paint) {
      const painted = tones;
      tones = new Float64Array(width * height);
      fill(outline, 1);
      stencil = tones;
      tones = painted;
      paint();
      stencil = undefined;
    },
    picture: () => ({ width, height, grey: throughLens(tones, width, height) }),
  };
}

/** Adds to `cover` how much of each pixel on one line is inside, by the even-odd rule. */
function coverLine(xs: Float64Array, ys: Float64Array, y: number, cover: Float64Array): void {
  const crossings: number[] = [];
  for (let to = 0, from = xs.length - 1; to < xs.length; from = to++) {
    const fromY = ys[from] ?? 0;
    const toY = ys[to] ?? 0;
    if (fromY <= y === toY <= y) continue;
    const fromX = xs[from] ?? 0;
    crossings.push(fromX + ((y - fromY) / (toY - fromY)) * ((xs[to] ?? 0) - fromX));
  }
  if (crossings.length > 1) crossings.sort((a, b) => a - b);
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const start = Math.max(0, crossings[i] ?? 0);
    const end = Math.min(cover.length, crossings[i + 1] ?? 0);
    if (end <= start) continue;
    const first = Math.floor(start);
    const last = Math.floor(end);
    if (first === last) {
      cover[first] = (cover[first] ?? 0) + end - start;
      continue;
    }
    cover[first] = (cover[first] ?? 0) + first + 1 - start;
    for (let x = first + 1; x < last; x++) cover[x] = (cover[x] ?? 0) + 1;
    if (last < cover.length) cover[last] = (cover[last] ?? 0) + end - last;
  }
}

/** Half of each pixel and an eighth of each of its four neighbours, as grey levels. */
function throughLens(tones: Float64Array, width: number, height: number): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const above = y > 0 ? -width : 0;
    const below = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++, at++) {
      const own = tones[at] ?? 0;
      const left = x > 0 ? (tones[at - 1] ?? 0) : own;
      const right = x < width - 1 ? (tones[at + 1] ?? 0) : own;
      const level = ((4 * own + left + right + (tones[at + above] ?? 0) + (tones[at + below] ?? 0)) * 255) / 8;
      grey[at] = level <= 0 ? 0 : level >= 255 ? 255 : Math.floor(level + 0.5);
    }
  }
  return grey;
}

/** The outline of a line that is `half` wide to each side. */
function around(line: readonly Point[], half: number): Point[] {
  const beside = (sign: number) =>
    line.map(([x, y], i): Point => {
      const [ax, ay] = line[Math.max(0, i - 1)] ?? [x, y];
      const [bx, by] = line[Math.min(line.length - 1, i + 1)] ?? [x, y];
      const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) || 1;
      return [x - (sign * half * (by - ay)) / length, y + (sign * half * (bx - ax)) / length];
    });
  return [...beside(1), ...beside(-1).reverse()];
}

/** Points of a circle without angles: ((1 - t²) / (1 + t²), 2t / (1 + t²)) is on it for every t, a quarter for t below 1. */
const ARC = 8;
const QUARTER = Array.from({ length: ARC }, (_, i): Point => {
  const t = i / ARC;
  return [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
});
const turned = (points: readonly Point[]): Point[] => points.map(([x, y]): Point => [-y, x]);
const HALF = [...QUARTER, ...turned(QUARTER)];
const CIRCLE = [...HALF, ...turned(turned(HALF))];

export const ellipse = ([x, y]: Point, halfWidth: number, halfHeight: number): Point[] =>
  CIRCLE.map(([u, v]): Point => [x + u * halfWidth, y + v * halfHeight]);

/** A smooth line from `from` to `to`, drawn towards `over` (quadratic Bézier), both ends included. */
export const curve = (from: Point, over: Point, to: Point, pieces = 10): Point[] =>
  Array.from({ length: pieces + 1 }, (_, i): Point => {
    const t = i / pieces;
    const s = 1 - t;
    return [
      s * s * from[0] + 2 * s * t * over[0] + t * t * to[0],
      s * s * from[1] + 2 * s * t * over[1] + t * t * to[1],
    ];
  });
