import { DeviceError, malformed } from "../../errors.ts";

/**
 * Windows-31J as a strict byte codec. The table is the platform's own decoder turned round: every lead and trail pair is decoded
 * once, and the first code that gives a character is its spelling. Leads ED and EE repeat IBM's characters of FA to FC and are
 * read but never written, as Java and glibc have it. What Unicode spells twice (〜 and ～) is not this file's business.
 */
const LEADS = [...range(0x81, 0x9f), ...range(0xe0, 0xfc)];
const TRAILS = [...range(0x40, 0x7e), ...range(0x80, 0xfc)];
const READ_ONLY_LEADS = [0xed, 0xee];

let built: ReturnType<typeof buildTable> | undefined;
const table = () => (built ??= buildTable());

/** Bytes of a text. A character that Windows-31J lacks is `call.misuse`, with its code point and place. */
export function encodeShiftJis(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  let length = 0;
  let place = 0;
  const { codes } = table();
  for (const character of text) {
    const number = codes.get(character);
    if (number === undefined)
      throw new DeviceError("call.misuse", {
        why: `Windows-31J has no U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")} (character ${place})`,
      });
    if (number > 0xff) bytes[length++] = number >> 8;
    bytes[length++] = number & 0xff;
    place++;
  }
  return bytes.slice(0, length);
}

/** Text of bytes. A byte that begins no character is `peer.malformed`, with its offset. */
export function decodeShiftJis(bytes: Uint8Array, what = "Shift_JIS text"): string {
  const pieces: string[] = [];
  let piece = "";
  const { singles, doubles } = table();
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    let character = singles[byte];
    if (character === undefined) {
      character = doubles.get((byte << 8) | (bytes[at + 1] ?? 0));
      if (character === undefined) throw malformed(what, "not Shift_JIS", at);
      at++;
    }
    piece += character;
    if (piece.length > 8192) {
      pieces.push(piece);
      piece = "";
    }
  }
  return pieces.join("") + piece;
}

/** Every two-byte code with its character, for tests and for the set of JIS X 0208. */
export const shiftJisDoubles = (): ReadonlyMap<number, string> => table().doubles;

function buildTable() {
  const decoder = new TextDecoder("shift_jis", { fatal: true });
  const singles: (string | undefined)[] = [
    ...range(0x00, 0x7f).map((byte) => String.fromCharCode(byte)),
    ...range(0x80, 0xa0).map(() => undefined),
    // JIS X 0201 half-width katakana stand in Unicode in the same order.
    ...range(0xa1, 0xdf).map((byte) => String.fromCharCode(0xff61 + byte - 0xa1)),
  ];
  const doubles = new Map<number, string>();
  const codes = new Map<string, number>();
  singles.forEach((character, byte) => character !== undefined && codes.set(character, byte));
  for (const lead of LEADS) {
    for (const trail of TRAILS) {
      const number = (lead << 8) | trail;
      const character = decodePair(decoder, lead, trail);
      if (character === undefined) continue;
      doubles.set(number, character);
      if (!READ_ONLY_LEADS.includes(lead) && !codes.has(character)) codes.set(character, number);
    }
  }
  return { singles, doubles, codes };
}

function decodePair(decoder: InstanceType<typeof TextDecoder>, lead: number, trail: number): string | undefined {
  try {
    const text = decoder.decode(Uint8Array.of(lead, trail));
    // A pair that falls apart into two characters is no pair.
    return Array.from(text).length === 1 ? text : undefined;
  } catch {
    return undefined;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
