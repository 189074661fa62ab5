/** Small fields that a shaded picture is mixed from; nothing but + - x /, so that every machine draws the same. */

export const magnitude = (value: number): number => (value < 0 ? -value : value);

export const mix = (a: number, b: number, share: number): number => a + (b - a) * share;

/** A smooth hill of height 1 over the unit circle, 0 outside. */
export function hump(x: number, y: number): number {
  const left = 1 - x * x - y * y;
  return left <= 0 ? 0 : left * left;
}

/** 1 on a line, falling to 0 at `reach` to both sides. */
export function bandAt(distance: number, reach: number): number {
  const share = 1 - magnitude(distance) / reach;
  return share <= 0 ? 0 : share;
}
