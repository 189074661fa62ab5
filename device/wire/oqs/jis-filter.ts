import { shiftJisDoubles } from "./shift-jis.ts";

/**
 * Names outside JIS X 0208:1990 reach the receipt computer with ● in place of the character, in both encodings. The set is rows
 * 1 to 8 and 16 to 84 of the Windows-31J table: row 13 (①㈱) and the rows above 84 (髙﨑) are makers' extensions.
 */
export const REPLACEMENT = "●";

/**
 * Unicode has two spellings for seven characters of JIS X 0208; Windows-31J knows the second. The first is what the JIS tables of
 * Unicode give, and what other systems send.
 */
const WINDOWS_SPELLING: Readonly<Record<string, string>> = {
  "\u2014": "\u2015",
  "\u2016": "\u2225",
  "\u2212": "\uff0d",
  "\u301c": "\uff5e",
  "\u00a2": "\uffe0",
  "\u00a3": "\uffe1",
  "\u00ac": "\uffe2",
};

let characters: ReadonlySet<string> | undefined;

/** The 6,879 characters of JIS X 0208:1990, in the Windows spelling. */
export const jisX0208 = (): ReadonlySet<string> =>
  (characters ??= new Set(
    [...shiftJisDoubles()].filter(([number]) => isStandardRow(row(number))).map(([, character]) => character),
  ));

/**
 * One ● for each character that neither JIS X 0208 nor the one-byte set (ASCII, half-width katakana) has. A variation sequence
 * asks for a shape that the standard cannot name, so the two code points become one ●; this is our reading.
 */
export function jisFilter(text: string): string {
  return text.replace(/.[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]+|[^\u0000-\u007f\uff61-\uff9f]/gsu, (character) => {
    const spelt = WINDOWS_SPELLING[character] ?? character;
    return jisX0208().has(spelt) ? spelt : REPLACEMENT;
  });
}

/** Whether a text comes through the filter with each of its characters, if perhaps in another spelling. */
export const isWithinJis = (text: string): boolean =>
  Array.from(text).every((character) => character === REPLACEMENT || jisFilter(character) !== REPLACEMENT);

/** Row (区) of a two-byte Shift_JIS code, 1 to 120. */
function row(number: number): number {
  const lead = number >> 8;
  const pair = lead < 0xa0 ? lead - 0x81 : lead - 0xc1;
  return 2 * pair + ((number & 0xff) < 0x9f ? 1 : 2);
}

const isStandardRow = (row: number) => (row >= 1 && row <= 8) || (row >= 16 && row <= 84);
