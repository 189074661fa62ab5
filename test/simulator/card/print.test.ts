import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawnGlyphsFile } from "../../../scripts/drawn-glyphs.ts";
import { packageRoot } from "../../../scripts/package-root.ts";
import { drawnGlyphs, glyphsFor, printed } from "../../../simulator/card/glyphs.ts";
import { lineOf, printText } from "../../../simulator/card/print.ts";
import { personas, personByIndex } from "../../../simulator/personas.ts";

const drawing = ({ width, height, black }: ReturnType<typeof lineOf>) =>
  Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => (black(x, y) ? "#" : ".")).join(""));

describe("a printed line", () => {
  test("has the font's characters as they were drawn for its grid, wide ones and narrow ones", () => {
    expect(drawing(lineOf("山g", drawnGlyphs))).toEqual([
      "......#.................",
      "......#.................",
      "......#.................",
      "#.....#......#..........",
      "#.....#......#..........",
      "#.....#......#...####.#.",
      "#.....#......#..#....#..",
      "#.....#......#..#....#..",
      "#.....#......#..#....#..",
      "#.....#......#...####...",
      "#.....#......#..#.......",
      "#.....#......#...#####..",
      "##############..#.....#.",
      "#............#..#.....#.",
      "#............#...#####..",
      "........................",
    ]);
  });

  test("is the same whether its characters were drawn beforehand or are read from the font now", async () => {
    expect(readFileSync(join(packageRoot(), "simulator/card/drawn-glyphs.data.ts"), "utf8")).toBe(
      await drawnGlyphsFile(),
    );
  });

  test("has any character of the font when it is asked for, without a variation selector behind it", async () => {
    const text = "葛󠄀飾区";
    const glyphs = await glyphsFor(text);
    expect(printed(text)).toEqual(["葛", "飾", "区"]);
    expect(lineOf(text, glyphs).width).toBe(48);
    expect(glyphs("葛")?.rows).not.toEqual(glyphs("飾")?.rows);
    expect(drawnGlyphs("葛")).toBeUndefined();
  });

  test("has a box where there is no glyph, and the person's note says so", async () => {
    for (const { id, name, address, note } of personas) {
      const boxed = printed(name + address).filter((character) => drawnGlyphs(character) === undefined);
      expect(boxed.length > 0, id).toBe(note.ja.includes("□"));
    }
    const glyphs = await glyphsFor("𪚲");
    expect(glyphs("𪚲")).toBeUndefined();
    expect(drawing(lineOf("𪚲", glyphs))[1]).toBe(".#############..");
  });

  test("of the many needs no font either", () => {
    for (let index = 0; index < 400; index++)
      for (const character of personByIndex(index).name) expect(drawnGlyphs(character), character).toBeDefined();
  });

  test("is a one-bit PNG, black on white, that inflates to its points", () => {
    const png = Buffer.from(printText("山g", drawnGlyphs));
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([24, 16, 1, 0]);
    const length = png.readUInt32BE(33);
    expect(png.toString("latin1", 37, 41)).toBe("IDAT");
    const rows = inflateSync(png.subarray(41, 41 + length));
    // Row 0 of the picture: its filter byte, then a white point for each 1. Black is the seventh.
    expect(rows.subarray(0, 4).toString("hex")).toBe("00fdffff");
  });
});
