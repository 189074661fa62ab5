import type { Picture } from "../ports.ts";
import { align, lookThrough, type Motion } from "./face-alignment.ts";
import { DIRECTIONS, type Edges, edgesOf, GRID, soft } from "./face-edges.ts";
import { findFace } from "./face-finder.ts";

/** Edges are counted in square cells of this many spots. */
const CELL = 3;
const MARGIN = 7;
const CELLS = Math.floor((GRID.size - 2 * MARGIN) / CELL);
const FEATURES = CELLS * CELLS * DIRECTIONS;
/** The spots within the cells, row by row, as x, y, x, y, … */
const SPOTS = Float32Array.from({ length: 2 * CELLS * CELL * CELLS * CELL }, (_, i) => {
  const spot = i >> 1;
  return MARGIN + (i % 2 === 0 ? spot % (CELLS * CELL) : Math.floor(spot / (CELLS * CELL)));
});

/** The face's edges softened for finding its exact place; training averages them into the face in general. */
export const blurForPlace = (edges: Edges): Edges => soft(edges, 2);

/** How much edge there is in each cell and direction once the face lies as a face in general does; none when no face is seen. */
export function featuresOf(picture: Picture, general: Float32Array): Float32Array | undefined {
  const place = findFace(picture);
  if (!place) return undefined;
  const edges = edgesOf(picture, place);
  return pooled(soft(edges, 1), align(blurForPlace(edges), general));
}

function pooled(edges: Edges, motion: Motion): Float32Array {
  const seen = new Float32Array((SPOTS.length / 2) * DIRECTIONS);
  lookThrough(edges, motion, SPOTS, seen);
  const features = new Float32Array(FEATURES);
  const row = CELLS * CELL * DIRECTIONS;
  for (let at = 0; at < seen.length; at++) {
    const y = Math.floor(at / row);
    const x = Math.floor((at - y * row) / DIRECTIONS);
    const feature = (Math.floor(y / CELL) * CELLS + Math.floor(x / CELL)) * DIRECTIONS + (at % DIRECTIONS);
    features[feature] = (features[feature] ?? 0) + (seen[at] ?? 0);
  }
  return features.map((sum) => Math.sqrt(sum / (CELL * CELL)));
}
