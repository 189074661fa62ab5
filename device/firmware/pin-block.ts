import type { PinRequest } from "../wire/ccid-pin.ts";
import type { PinField } from "./pin-pad.ts";

/** What PIN entry on the reader ends in: the command for the card, or a status word of PC/SC part 10 in its place. */
export type PinApdu =
  { readonly is: "apdu"; readonly bytes: Uint8Array } | { readonly is: "refused"; readonly sw: number };

/** PC/SC part 10 §2.5.2: a new PIN typed otherwise the second time; a PIN of a length that was not asked for; a structure that cannot be
 * carried out. */
const NOT_THE_SAME = 0x6402;
const WRONG_LENGTH = 0x6403;
const BAD_PARAMETER = 0x6b80;

const HEADER_AND_LC = 5;
const CONFIRM = 0x01;
const CURRENT = 0x02;

/** What a person types, one after the other. */
export const fieldsOf = (asked: PinRequest): readonly PinField[] =>
  asked.is === "verify"
    ? ["pin"]
    : [
        ...(asked.confirm & CURRENT ? (["current"] as const) : []),
        "new",
        ...(asked.confirm & CONFIRM ? (["again"] as const) : []),
      ];

/** The command for what was typed, in the order of `fieldsOf`. */
export function pinApdu(asked: PinRequest, typed: readonly string[]): PinApdu {
  if (typed.some((digits) => digits.length < asked.shortest || digits.length > asked.longest))
    return refused(WRONG_LENGTH);
  const entries = new Map(fieldsOf(asked).map((field, i) => [field, typed[i] ?? ""]));
  const again = entries.get("again");
  if (again !== undefined && again !== entries.get("new")) return refused(NOT_THE_SAME);
  entries.delete("again");
  let apdu = asked.apdu;
  let end = 0;
  for (const [field, digits] of entries) {
    const offset = offsetOf(asked, field);
    // Two PINs in one place: no reader could tell what is meant.
    if (offset < end) return refused(BAD_PARAMETER);
    const placed = insert({ ...asked, apdu }, digits, offset);
    if ("sw" in placed) return refused(placed.sw);
    ({ apdu, end } = placed);
  }
  return { is: "apdu", bytes: apdu };
}

const refused = (sw: number): PinApdu => ({ is: "refused", sw });

/** Bytes from the first of the data to a PIN's block. */
const offsetOf = (asked: PinRequest, field: PinField): number =>
  asked.is === "verify" ? 0 : field === "current" ? asked.offsetOld : asked.offsetNew;

type Form = Pick<PinRequest, "formatString" | "pinBlockString" | "pinLengthFormat" | "apdu">;

/**
 * Puts the digits into the command as bmFormatString, bmPINBlockString and bmPINLengthFormat say (CCID Rev. 1.1 §6.1.11.1 to
 * §6.1.11.3). Positions count from the block's first byte, in bytes or bits. With a block of size 0 the PIN takes the room it
 * needs and Lc is made to fit; else the template's filling stays around it. `end` is the first byte of the data behind the block.
 */
function insert(
  asked: Form,
  digits: string,
  offset: number,
): { readonly apdu: Uint8Array; readonly end: number } | { readonly sw: number } {
  const pin = spelled(digits, asked.formatString & 0x03);
  if (!pin) return { sw: BAD_PARAMETER };
  const bitsOf = (place: number, bytes: boolean) => (bytes ? 8 * place : place);
  const position = bitsOf((asked.formatString >> 3) & 0x0f, (asked.formatString & 0x80) !== 0);
  const blockSize = asked.pinBlockString & 0x0f;
  const end = offset + (blockSize > 0 ? blockSize + (position >> 3) : Math.ceil((position + pin.bits) / 8));
  const apdu = room(asked.apdu, end);
  if (blockSize > 0 && pin.bits > 8 * blockSize) return { sw: WRONG_LENGTH };
  const data = 8 * (HEADER_AND_LC + offset);
  const right = (asked.formatString & 0x04) !== 0 && blockSize > 0;
  const start = data + position + (right ? 8 * blockSize - pin.bits : 0);
  putBits(apdu, start, pin.value, pin.bits);
  const lengthBits = asked.pinBlockString >> 4;
  if (lengthBits > 0) {
    const at = data + bitsOf(asked.pinLengthFormat & 0x0f, (asked.pinLengthFormat & 0x10) !== 0);
    if (lengthBits > 8 || at + lengthBits > 8 * apdu.length || digits.length >= 2 ** lengthBits)
      return { sw: BAD_PARAMETER };
    putBits(apdu, at, Uint8Array.of(digits.length << (8 - (lengthBits % 8 || 8))), lengthBits);
  }
  return { apdu, end };
}

/** Format types 0 binary, 1 BCD, 2 ASCII: bits from the left of `value`. */
function spelled(digits: string, format: number): { value: Uint8Array; bits: number } | undefined {
  if (format === 2) return { value: Uint8Array.from(digits, (digit) => digit.charCodeAt(0)), bits: 8 * digits.length };
  if (!/^\d*$/.test(digits)) return undefined;
  if (format === 0) return { value: Uint8Array.from(digits, Number), bits: 8 * digits.length };
  if (format !== 1) return undefined;
  const even = digits.length % 2 ? `${digits}0` : digits;
  const pairs = even.match(/../g) ?? [];
  return { value: Uint8Array.from(pairs, (pair) => parseInt(pair, 16)), bits: 4 * digits.length };
}

/** A copy of the template with at least so many data bytes, and Lc to match. */
function room(template: Uint8Array, dataBytes: number): Uint8Array {
  const length = Math.max(template.length, HEADER_AND_LC + dataBytes);
  const apdu = new Uint8Array(length);
  apdu.set(template);
  apdu[4] = length - HEADER_AND_LC;
  return apdu;
}

function putBits(target: Uint8Array, at: number, value: Uint8Array, bits: number): void {
  for (let i = 0; i < bits; i++) {
    const bit = ((value[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
    const place = at + i;
    const byte = target[place >> 3] ?? 0;
    const mask = 0x80 >> (place & 7);
    target[place >> 3] = bit ? byte | mask : byte & ~mask;
  }
}
