import type { Typed } from "./secret.ts";
import type { View } from "./secret-views.ts";
import { ascii, unhex } from "./wire/bytes.ts";

/** One spelling of a secret that a person types or reads. */
export interface Needle {
  readonly secret: Typed;
  readonly form: "ascii" | "utf-16" | "bcd";
  readonly bytes: Uint8Array;
  /** What must not stand beside it: digits of its own spelling, or more filler than belongs to it. */
  readonly alone?: "digits" | "wide digits" | "filler";
  /** Its hex is a run of decimal digits, which the plain spelling finds already. */
  readonly readsAsDigits: boolean;
}

/** So many digits do not occur by chance: they are the secret even in a longer run. */
const UNMISTAKABLE = 10;

export function needlesOf(secret: Typed): Needle[] {
  const { value } = secret;
  if (value.length === 0) return [];
  if (value.length === 1) throw new RangeError("a secret of one character cannot be looked for");
  const numeric = /^\d+$/.test(value);
  const short = numeric && value.length < UNMISTAKABLE;
  // Without the outer zero byte the same run stands in both byte orders.
  const wide = new Uint8Array(2 * value.length - 1);
  const narrow = ascii(value);
  narrow.forEach((byte, i) => (wide[2 * i] = byte));
  return [
    { secret, form: "ascii", bytes: narrow, readsAsDigits: false, ...(short ? { alone: "digits" } : {}) },
    { secret, form: "utf-16", bytes: wide, readsAsDigits: false, ...(short ? { alone: "wide digits" } : {}) },
    ...(numeric ? bcd(secret) : []),
  ];
}

function bcd(secret: Typed): Needle[] {
  const digits = secret.value;
  if (digits.length >= 8) {
    const even = digits.length % 2 === 0;
    return [{ secret, form: "bcd", bytes: unhex(even ? digits : `${digits}f`), readsAsDigits: even }];
  }
  const pinBlock = unhex(`2${digits.length.toString(16)}${digits}`.padEnd(16, "f"));
  const padded = unhex(digits.padEnd(16, "f"));
  return [pinBlock, padded].map((bytes) => ({ secret, form: "bcd", bytes, readsAsDigits: false, alone: "filler" }));
}

/**
 * Any four digits turn up by chance once in 16 MB of base64 and once in 64 kB of hex. Inside a word as long as this they are a part
 * of something encoded, which is decoded and searched by itself.
 */
const ENCODED_WORD = 40;

function inEncodedText(near: (at: number, beside: number) => number | undefined, from: number, to: number): boolean {
  let start = from;
  while (to - start < ENCODED_WORD && isLetter(near(start - 1, from))) start--;
  let end = to;
  while (end - start < ENCODED_WORD && isLetter(near(end, to - 1))) end++;
  return end - start >= ENCODED_WORD;
}

/** A byte in another frame is no neighbour: frames that follow each other have nothing to do with each other's numbers. */
export function lonely(view: View, { alone }: Needle, from: number, to: number): boolean {
  const near = (at: number, beside: number) => (view.sameFrame(at, beside) ? view.bytes[at] : undefined);
  switch (alone) {
    case "digits":
      return !isDigit(near(from - 1, from)) && !isDigit(near(to, to - 1)) && !inEncodedText(near, from, to);
    case "wide digits":
      return (
        !(near(from - 1, from) === 0 && isDigit(near(from - 2, from))) &&
        !(near(to, to - 1) === 0 && isDigit(near(to + 1, to - 1)))
      );
    case "filler":
      return near(to, to - 1) !== 0xff;
    default:
      return true;
  }
}

/** One of hex or of either base64. */
const isLetter = (byte: number | undefined) => byte !== undefined && /[\w+/-]/.test(String.fromCharCode(byte));

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
