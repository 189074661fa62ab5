import { malformed } from "../errors.ts";
import { concat } from "./bytes.ts";

/** One BER-TLV data object (ISO/IEC 8825-1 §8.1). The tag is the number its bytes spell: 0x81, 0x7f21, 0xdf22. */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** Minimal definite length, as DER has it. */
export function encodeTlv(tag: number, ...value: readonly Uint8Array[]): Uint8Array {
  const body = concat(...value);
  return concat(encodeTag(tag), encodeLength(body.length), body);
}

/** All the objects side by side in `bytes`. Indefinite and non-minimal lengths are malformed: no party here writes them. */
export function decodeTlvs(bytes: Uint8Array, what = "BER-TLV"): Tlv[] {
  const found: Tlv[] = [];
  for (let at = 0; at < bytes.length;) {
    const { tag, value, end } = decodeTlv(bytes, at, what);
    found.push({ tag, value });
    at = end;
  }
  return found;
}

/** The object that starts at `at`, and where it ends; what follows it is not looked at (a file may be padded with FF). */
export function decodeTlv(bytes: Uint8Array, start = 0, what = "BER-TLV"): Tlv & { end: number } {
  let at = start;
  let tag = byteAt(bytes, at++, what);
  if ((tag & 0x1f) === 0x1f) {
    do {
      if (tag > 0xffff) throw malformed(what, "a tag of more than three bytes", start);
      tag = (tag << 8) | byteAt(bytes, at++, what);
    } while (tag & 0x80);
  }
  const lengthAt = at;
  let length = byteAt(bytes, at++, what);
  if (length > 0x83 || length === 0x80) throw malformed(what, `length byte ${length.toString(16)}`, lengthAt);
  if (length > 0x80) {
    const size = length - 0x80;
    length = 0;
    for (let i = 0; i < size; i++) length = (length << 8) | byteAt(bytes, at++, what);
    if (length < (SHORTEST[size] ?? 0)) throw malformed(what, "a length that is longer than it need be", lengthAt);
  }
  if (at + length > bytes.length) throw malformed(what, `length ${length}, ${bytes.length - at} bytes left`, lengthAt);
  return { tag, value: bytes.slice(at, at + length), end: at + length };
}

/** By the number of length bytes behind the first: from where on so many are needed. */
const SHORTEST = [0, 0x80, 0x100, 0x10000];

function byteAt(bytes: Uint8Array, at: number, what: string): number {
  const byte = bytes[at];
  if (byte === undefined) throw malformed(what, "ends inside a tag or length", bytes.length);
  return byte;
}

/** The value of the first object with this tag. */
export function find(tlvs: readonly Tlv[], tag: number): Uint8Array | undefined {
  return tlvs.find((tlv) => tlv.tag === tag)?.value;
}

function encodeTag(tag: number): Uint8Array {
  if (tag > 0xffff) return Uint8Array.of(tag >> 16, (tag >> 8) & 0xff, tag & 0xff);
  return tag > 0xff ? Uint8Array.of(tag >> 8, tag & 0xff) : Uint8Array.of(tag);
}

function encodeLength(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  if (length < 0x100) return Uint8Array.of(0x81, length);
  if (length < 0x10000) return Uint8Array.of(0x82, length >> 8, length & 0xff);
  if (length < 0x1000000) return Uint8Array.of(0x83, length >> 16, (length >> 8) & 0xff, length & 0xff);
  throw new RangeError("a data object of 16 MiB or more");
}
