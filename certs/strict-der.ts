import { decodeTlvs, type Tlv } from "../device/wire/tlv.ts";

/**
 * Whether bytes are one element of DER (ITU-T X.690 §10 and §11) and nothing behind it. A signature covers bytes and readers differ in
 * how they take them, so what has more than one spelling is refused before it is read. What is inside octet strings is not looked at.
 */
export function isDer(bytes: Uint8Array): boolean {
  try {
    const elements = decodeTlvs(bytes);
    return elements.length === 1 && elements.every((element) => isElement(element, DEEPEST));
  } catch {
    return false;
  }
}

const DEEPEST = 24;

/** The deepest that anything of X.509 nests is about half of this. */
function isElement({ tag, value }: Tlv, deeper: number): boolean {
  if (deeper === 0) return false;
  // Constructed: SEQUENCE and SET, and the tags of a context around other elements.
  if (tag === 0x30 || tag === 0x31 || (tag & 0xe0) === 0xa0)
    return decodeTlvs(value).every((element) => isElement(element, deeper - 1));
  if ((tag & 0xe0) === 0x80) return true;
  return PRIMITIVE.get(tag)?.(value) ?? false;
}

const PRIMITIVE = new Map<number, (value: Uint8Array) => boolean>([
  // Every BOOLEAN of X.509 is FALSE where nothing is said, and what goes without saying is not written (§11.5).
  [0x01, (value) => value.length === 1 && value[0] === 0xff],
  [0x02, isInteger],
  [0x03, isBitString],
  [0x04, () => true],
  [0x05, (value) => value.length === 0],
  [0x06, isObjectIdentifier],
  [0x0a, isInteger],
  [0x0c, isUtf8],
  [0x13, (value) => value.every((byte) => PRINTABLE.includes(String.fromCharCode(byte)))],
  [0x16, (value) => value.every((byte) => byte < 0x80)],
  [0x17, matches(/^\d{12}Z$/)],
  [0x18, matches(/^\d{14}(\.\d*[1-9])?Z$/)],
]);

const PRINTABLE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?";

/** The first nine bits are not all alike. */
function isInteger(value: Uint8Array): boolean {
  const [first = 0, second = 0] = value;
  if (value.length < 2) return value.length === 1;
  return !(first === 0x00 && second < 0x80) && !(first === 0xff && second >= 0x80);
}

function isBitString(value: Uint8Array): boolean {
  const [unused = 8] = value;
  if (unused > 7 || (value.length === 1 && unused > 0)) return false;
  return ((value.at(-1) ?? 0) & ((1 << unused) - 1)) === 0 || value.length === 1;
}

/** No arc starts with a byte of padding, and the last one ends. */
function isObjectIdentifier(value: Uint8Array): boolean {
  const last = value.at(-1);
  if (last === undefined || last >= 0x80) return false;
  return value.every((byte, at) => byte !== 0x80 || (at > 0 && (value[at - 1] ?? 0) >= 0x80));
}

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function isUtf8(value: Uint8Array): boolean {
  try {
    strict.decode(value);
    return true;
  } catch {
    return false;
  }
}

function matches(form: RegExp) {
  return (value: Uint8Array): boolean => form.test(String.fromCharCode(...value.subarray(0, 32)));
}
