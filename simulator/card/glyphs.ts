import { DRAWN_GLYPHS } from "./drawn-glyphs.data.ts";
import { type Glyph, glyphOfDrawing, glyphOfHex } from "./glyph.ts";
import { OWN_GLYPHS } from "./own-glyphs.data.ts";

/** Where the printer finds its glyphs; a character without one is printed as a box. */
export type Glyphs = (character: string) => Glyph | undefined;

/** The characters that are printed of a text: variation selectors only say which form of the one before them is meant. */
export const printed = (text: string): string[] => Array.from(text.replace(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, ""));

/** The characters of the population, drawn beforehand: reading the font takes longer than issuing a card. */
export const drawnGlyphs: Glyphs = (character) => {
  const hex = DRAWN_GLYPHS[character];
  if (hex !== undefined) return glyphOfHex(hex);
  const own = OWN_GLYPHS[character];
  return own && glyphOfDrawing(own);
};

/** Glyphs for a text, whoever's: those drawn beforehand, and from the font if some of it are not among them. */
export async function glyphsFor(text: string): Promise<Glyphs> {
  const missing = printed(text).filter((character) => drawnGlyphs(character) === undefined);
  if (missing.length === 0) return drawnGlyphs;
  const { glyphsOfFont } = await import("./font.ts");
  const further = await glyphsOfFont(missing);
  return (character) => drawnGlyphs(character) ?? further.get(character);
}
