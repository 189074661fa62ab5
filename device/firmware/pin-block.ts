import type { PinVerification } from "../wire/ccid.ts";

/** What PIN entry on the reader ends in: the command for the card, or a status word of PC/SC part 10 in its place. */
export type PinApdu =
  { readonly is: "apdu"; readonly bytes: Uint8Array } | { readonly is: "refused"; readonly sw: number };

/** PC/SC part 10 §2.5.2: a PIN of a length that was not asked for; a structure that cannot be carried out. */
const WRONG_LENGTH = 0x6403;
const BAD_PARAMETER = 0x6b80;

const HEADER_AND_LC = 5;

/**
 * Puts the digits into the command as bmFormatString, bmPINBlockString and bmPINLengthFormat say (CCID Rev. 1.1 §6.1.11.1 to
 * §6.1.11.3). Positions count from the first data byte, in bytes or bits. With a block of size 0 the PIN takes the room it
 * needs and Lc is made to fit; else the template's filling stays around it.
 */
export function pinApdu(asked: PinVerification, digits: string): PinApdu {
  if (digits.length < asked.shortest || digits.length > asked.longest) return { is: "refused", sw: WRONG_LENGTH };
  const pin = spelled(digits, asked.formatString & 0x03);
  if (!pin) return { is: "refused", sw: BAD_PARAMETER };
  const bitsOf = (place: number, bytes: boolean) => (bytes ? 8 * place : place);
  const position = bitsOf((asked.formatString >> 3) & 0x0f, (asked.formatString & 0x80) !== 0);
  const blockSize = asked.pinBlockString & 0x0f;
  const apdu = room(asked.apdu, blockSize > 0 ? blockSize + (position >> 3) : Math.ceil((position + pin.bits) / 8));
  if (blockSize > 0 && pin.bits > 8 * blockSize) return { is: "refused", sw: WRONG_LENGTH };
  const data = 8 * HEADER_AND_LC;
  const right = (asked.formatString & 0x04) !== 0 && blockSize > 0;
  const start = data + position + (right ? 8 * blockSize - pin.bits : 0);
  putBits(apdu, start, pin.value, pin.bits);
  const lengthBits = asked.pinBlockString >> 4;
  if (lengthBits > 0) {
    const at = data + bitsOf(asked.pinLengthFormat & 0x0f, (asked.pinLengthFormat & 0x10) !== 0);
    if (lengthBits > 8 || at + lengthBits > 8 * apdu.length || digits.length >= 2 ** lengthBits)
      return { is: "refused", sw: BAD_PARAMETER };
    putBits(apdu, at, Uint8Array.of(digits.length << (8 - (lengthBits % 8 || 8))), lengthBits);
  }
  return { is: "apdu", bytes: apdu };
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
