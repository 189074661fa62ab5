import type { Picture } from "../ports.ts";
import type { Place } from "./face-finder.ts";

/** A face cut out of its picture, on a grid of its own: `GRID.scale` spots for half a head's height, from brow to chin. */
export const GRID = { size: 58, scale: 32, left: -0.9, top: -0.75 } as const;
export const DIRECTIONS = 4;

/** How strongly each spot changes towards the right, the left, down and up: `DIRECTIONS` numbers a spot. */
export type Edges = Float32Array;

const SPOTS = GRID.size * GRID.size;
/** Edges count relative to those within this many spots, so that neither light nor contrast matters. */
const NEIGHBOURHOOD = 6;

export function edgesOf(picture: Picture, place: Place): Edges {
  const face = cut(picture, place);
  const across = new Float32Array(SPOTS);
  const down = new Float32Array(SPOTS);
  const energy = new Float32Array(SPOTS);
  let total = 0;
  for (let y = 1; y < GRID.size - 1; y++)
    for (let x = 1; x < GRID.size - 1; x++) {
      const at = y * GRID.size + x;
      const right = (face[at + 1] ?? 0) - (face[at - 1] ?? 0);
      const lower = (face[at + GRID.size] ?? 0) - (face[at - GRID.size] ?? 0);
      across[at] = right;
      down[at] = lower;
      energy[at] = right * right + lower * lower;
      total += energy[at] ?? 0;
    }
  const around = blurred(blurred(energy, 1, NEIGHBOURHOOD), 1, NEIGHBOURHOOD);
  const floor = (0.15 * total) / SPOTS + 1;
  const edges = new Float32Array(SPOTS * DIRECTIONS);
  for (let at = 0; at < SPOTS; at++) {
    const share = 1 / Math.sqrt((around[at] ?? 0) + floor);
    const right = (across[at] ?? 0) * share;
    const lower = (down[at] ?? 0) * share;
    edges[at * DIRECTIONS] = right > 0 ? right : 0;
    edges[at * DIRECTIONS + 1] = right < 0 ? -right : 0;
    edges[at * DIRECTIONS + 2] = lower > 0 ? lower : 0;
    edges[at * DIRECTIONS + 3] = lower < 0 ? -lower : 0;
  }
  return edges;
}

/** Mean over a square of the given radius, twice, so that far spots count less; each channel for itself. */
export const soft = (edges: Edges, radius: number): Edges =>
  blurred(blurred(edges, DIRECTIONS, radius), DIRECTIONS, radius);

function cut({ width, height, grey }: Picture, place: Place): Float32Array {
  const face = new Float32Array(SPOTS);
  const step = place.size / GRID.scale;
  const clamp = (value: number, most: number) => (value < 0 ? 0 : value > most ? most : value);
  for (let row = 0, at = 0; row < GRID.size; row++)
    for (let column = 0; column < GRID.size; column++, at++) {
      const x = place.x + GRID.left * place.size + (column + 0.5) * step - 0.5;
      const y = place.y + GRID.top * place.size + (row + 0.5) * step - 0.5;
      let sum = 0;
      for (let tap = 0; tap < 4; tap++) {
        const px = clamp(x + (tap & 1 ? 0.25 : -0.25) * step, width - 1.001);
        const py = clamp(y + (tap & 2 ? 0.25 : -0.25) * step, height - 1.001);
        const left = Math.floor(px);
        const top = Math.floor(py);
        const from = top * width + left;
        const above = (grey[from] ?? 0) + (px - left) * ((grey[from + 1] ?? 0) - (grey[from] ?? 0));
        const below =
          (grey[from + width] ?? 0) + (px - left) * ((grey[from + width + 1] ?? 0) - (grey[from + width] ?? 0));
        sum += above + (py - top) * (below - above);
      }
      face[at] = sum / 4;
    }
  return face;
}

function blurred(values: Float32Array, channels: number, radius: number): Float32Array {
  const rows = new Float32Array(values.length);
  const both = new Float32Array(values.length);
  const line = GRID.size * channels;
  for (let y = 0; y < GRID.size; y++)
    for (let c = 0; c < channels; c++) blurLine(values, rows, y * line + c, channels, radius);
  for (let x = 0; x < line; x++) blurLine(rows, both, x, line, radius);
  return both;
}

function blurLine(from: Float32Array, to: Float32Array, start: number, step: number, radius: number): void {
  const share = 1 / (2 * radius + 1);
  let sum = 0;
  for (let i = 0; i < radius; i++) sum += from[start + i * step] ?? 0;
  for (let i = 0; i < GRID.size; i++) {
    if (i + radius < GRID.size) sum += from[start + (i + radius) * step] ?? 0;
    to[start + i * step] = sum * share;
    if (i >= radius) sum -= from[start + (i - radius) * step] ?? 0;
  }
}
