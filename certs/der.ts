import { ascii, concat, utf8 } from "../device/wire/bytes.ts";
import { encodeTlv } from "../device/wire/tlv.ts";

/** A writer of DER (ITU-T X.690 §10), as far as X.509 needs it. Reading is left to a library that did not see this file. */

const tagged =
  (tag: number) =>
  (...value: readonly Uint8Array[]): Uint8Array =>
    encodeTlv(tag, ...value);

export const sequence = tagged(0x30);
export const octets = tagged(0x04);

/** DER sorts the elements of a SET OF by their encodings; every SET written here has one element. */
export const setOfOne = tagged(0x31);

export const NULL = encodeTlv(0x05);
export const TRUE = encodeTlv(0x01, Uint8Array.of(0xff));

/** `[n]` around another element (constructed), or instead of a primitive one. */
export const explicit = (n: number, ...value: readonly Uint8Array[]): Uint8Array => encodeTlv(0xa0 + n, ...value);
export const implicit = (n: number, value: Uint8Array): Uint8Array => encodeTlv(0x80 + n, value);

/** An unsigned number of any size, big-endian. */
export function integer(value: Uint8Array | number): Uint8Array {
  const bytes = typeof value === "number" ? bigEndian(value) : value;
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from++;
  const minimal = bytes.subarray(from);
  return encodeTlv(0x02, (minimal[0] ?? 0) & 0x80 ? concat(Uint8Array.of(0), minimal) : minimal);
}

export const enumerated = (value: number): Uint8Array => encodeTlv(0x0a, Uint8Array.of(value));

/** Whole bytes as a bit string. */
export const bits = (value: Uint8Array): Uint8Array => encodeTlv(0x03, Uint8Array.of(0), value);

/** A named bit list: trailing zero bits are not written (X.690 §11.2.2). */
export function namedBits(set: readonly number[]): Uint8Array {
  const last = Math.max(...set);
  const bytes = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of set) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return encodeTlv(0x03, Uint8Array.of(7 - (last & 7)), bytes);
}

export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...arcs] = dotted.split(".").map(Number);
  return encodeTlv(0x06, ...[40 * first + second, ...arcs].map(base128));
}

export const printable = (text: string): Uint8Array => encodeTlv(0x13, ascii(text));
export const ia5 = (text: string): Uint8Array => encodeTlv(0x16, ascii(text));
export const utf8String = (text: string): Uint8Array => encodeTlv(0x0c, utf8(text));

/** UTCTime to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). `at` in microseconds since 1970. */
export function time(at: number): Uint8Array {
  const date = new Date(at / 1000);
  const year = date.getUTCFullYear();
  if (year >= 2050) return generalizedTime(at);
  // Digit by digit, without the text between: a long list has a hundred thousand moments.
  const parts = [year % 100, date.getUTCMonth() + 1, date.getUTCDate()];
  parts.push(date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds());
  const bytes = new Uint8Array(UTC_TIME_BYTES);
  bytes.set([0x17, UTC_TIME_BYTES - 2]);
  parts.forEach((part, index) => {
    bytes[2 + 2 * index] = ZERO + Math.floor(part / 10);
    bytes[3 + 2 * index] = ZERO + (part % 10);
  });
  bytes[UTC_TIME_BYTES - 1] = 0x5a;
  return bytes;
}

const UTC_TIME_BYTES = 15;
const ZERO = 0x30;

/** GeneralizedTime to the second, whatever the year (RFC 6960 §4.2.2.1). */
export const generalizedTime = (at: number): Uint8Array =>
  encodeTlv(0x18, ascii(new Date(at / 1000).toISOString().replace(/[-:T]|\.\d+/g, "")));

function bigEndian(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; left > 0; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return Uint8Array.from(bytes.length > 0 ? bytes : [0]);
}

function base128(arc: number): Uint8Array {
  const bytes = [arc % 128];
  for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) bytes.unshift(0x80 | (left % 128));
  return Uint8Array.from(bytes);
}
