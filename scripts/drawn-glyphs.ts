import { glyphsOfFont } from "../simulator/card/font.ts";
import { hexOfGlyph } from "../simulator/card/glyph.ts";
import { printed } from "../simulator/card/glyphs.ts";
import { personas } from "../simulator/personas.ts";
import { GIVEN, SURNAMES } from "../simulator/personas.data.ts";

/** What else stands on the front of every card, and on the sheets that are printed of them. */
const FORMS =
  "氏名住所生年月日性別男女未設定まで有効昭和大正平令和治明見本個人番号カード電子証明書の期限架空試験用（）";
const ASCII = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCodePoint(0x20 + i)).join("");
const WIDE = "０１２３４５６７８９　";

/** The file `simulator/card/drawn-glyphs.data.ts` as it has to be: the glyphs of everybody's name and address. */
export async function drawnGlyphsFile(): Promise<string> {
  const people = personas.flatMap(({ name, address, alias = "" }) => [name, address, alias]);
  const many = [...SURNAMES, ...GIVEN.female, ...GIVEN.male].map(([name]) => name);
  const characters = new Set(printed([ASCII, WIDE, FORMS, ...people, ...many].join("")));
  const glyphs = await glyphsOfFont(Array.from(characters).sort());
  const lines = Array.from(glyphs, ([character, glyph]) => `  ${quoted(character)}: "${hexOfGlyph(glyph)}",`);
  return `/**
 * The characters of everybody's name and address as the card prints them, from the font DotGothic16 (SIL Open Font License): made by
 * \`npm run diagrams\`, and held by a test. Rows from the top, four hex digits each, two for a character of half the width.
 */
export const DRAWN_GLYPHS: Readonly<Record<string, string>> = {
${lines.join("\n")}
};
`;
}

const quoted = (character: string) => (character === '"' ? `'"'` : JSON.stringify(character));
