import { ascii, concat, equal } from "../device/wire/bytes.ts";
import { decodeTlvs, encodeTlv } from "../device/wire/tlv.ts";
import { sequence } from "./der.ts";

/** Ways to write ASN.1 that DER does not allow, and ways to hurt bytes. For tests of those who read certificates. */

/** The element, with each element inside it that is spelled `from` spelled `to`, and the lengths around it made right again. */
export function respell(der: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  return concat(
    ...decodeTlvs(der).map(({ tag, value }) => {
      const whole = encodeTlv(tag, value);
      if (equal(whole, from)) return to;
      const isConstructed = tag === 0x30 || tag === 0x31 || (tag & 0xe0) === 0xa0;
      return isConstructed ? encodeTlv(tag, respell(value, from, to)) : whole;
    }),
  );
}

/** Two bytes of length where one is enough. */
export const withLongLength = (der: Uint8Array): Uint8Array =>
  concat(der.subarray(0, 1), Uint8Array.of(0x82, 0), der.subarray(1));

/** An extension that says it is not critical: what goes without saying. */
export function withDefault(extension: Uint8Array): Uint8Array {
  const parts = decodeTlvs(decodeTlvs(extension)[0]?.value ?? extension);
  const [id, value] = parts.map(({ tag, value }) => encodeTlv(tag, value));
  return id && value ? sequence(id, Uint8Array.of(0x01, 0x01, 0x00), value) : extension;
}

/** UTCTime to the minute, as BER has it. */
export const timeToTheMinute = (at: number): Uint8Array =>
  encodeTlv(0x17, ascii(`${new Date(at / 1000).toISOString().slice(2, 16).replace(/[-:T]/g, "")}Z`));

/** The first run of bytes `from`, replaced by as many others. */
export function overwrite(bytes: Uint8Array, from: Uint8Array, to: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  changed.set(to, Buffer.from(bytes).indexOf(from));
  return changed;
}

export function flipLast(bytes: Uint8Array): Uint8Array {
  const changed = bytes.slice();
  changed[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return changed;
}
