import type { Font, Glyph as Outlines } from "opentype.js";
import { fontFiles } from "../font-files.ts";
import { type Glyph, GLYPH_HEIGHT } from "./glyph.ts";

/**
 * Glyphs of DotGothic16 (SIL Open Font License), a font drawn on a grid of sixteen points, so that its outlines say exactly which points
 * are black. Characters it does not have are not in the answer, and only files with one of the characters are read.
 */
export async function glyphsOfFont(characters: Iterable<string>): Promise<ReadonlyMap<string, Glyph>> {
  const { default: opentype } = await import("opentype.js");
  const files = fontFiles();
  const fonts = new Map<string, Font>();
  const glyphs = new Map<string, Glyph>();
  for (const character of new Set(characters)) {
    const name = files.nameFor(character);
    if (name === undefined) continue;
    const font = fonts.get(name) ?? opentype.parse(files.read(name).buffer);
    fonts.set(name, font);
    const { index, advanceWidth = UNITS, path } = font.charToGlyph(character);
    if (index === 0) continue;
    glyphs.set(character, { width: advanceWidth > UNITS / 2 ? 16 : 8, rows: pointsOf(path.commands) });
  }
  return glyphs;
}

const UNITS = 1000;
/** In the font's units: how far one point is from the next, how large it is, and where the first ones of a cell begin. */
const GRID = { pitch: 61.875, point: 73, left: 31, top: 850 } as const;

type Commands = Outlines["path"]["commands"];

/** Which points have their middle inside the outlines, by the even-odd rule. Glyphs of an even number of points stand between two points. */
function pointsOf(commands: Commands): number[] {
  const edges = edgesOf(commands);
  const left = firstMiddle(Math.min(...edges.map(([fromX]) => fromX)) - GRID.left) + GRID.left;
  const top = GRID.top - firstMiddle(GRID.top - Math.max(...edges.map(([, fromY]) => fromY)));
  return Array.from({ length: GLYPH_HEIGHT }, (_, row) => {
    const y = top - row * GRID.pitch;
    const crossings = edges
      .filter(([, fromY, , toY]) => fromY <= y !== toY <= y)
      .map(([fromX, fromY, toX, toY]) => fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX));
    let bits = 0;
    for (let column = 0; column < 16; column++) {
      const x = left + column * GRID.pitch;
      if (crossings.filter((crossing) => crossing < x).length % 2 === 1) bits |= 0x8000 >> column;
    }
    return bits;
  });
}

/** The middle of a cell's first point, from where the ink begins. A tenth of a point is the font's own rounding. */
function firstMiddle(ink: number): number {
  const before = Math.floor(ink / GRID.pitch + 0.1);
  return ink - before * GRID.pitch + GRID.point / 2;
}

type Edge = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** The font's outlines have straight edges only. */
function edgesOf(commands: Commands): Edge[] {
  const edges: Edge[] = [];
  let [startX, startY, x, y] = [0, 0, 0, 0];
  for (const command of commands)
    if (command.type === "Z") {
      edges.push([x, y, startX, startY]);
    } else {
      if (command.type === "M") [startX, startY] = [command.x, command.y];
      else edges.push([x, y, command.x, command.y]);
      [x, y] = [command.x, command.y];
    }
  return edges;
}
