import { ascii, concat, EMPTY, hex, unhex, utf8 } from "./wire/bytes.ts";

/** Something that may never leave its place: digits as a person types or reads them, or bytes of a picture. */
export type Secret =
  | { readonly kind: "pin" | "individualNumber" | "keyB" | "password"; readonly person: string; readonly value: string }
  | { readonly kind: "face"; readonly person: string; readonly value: Uint8Array };

/** Where a secret was seen. One that is split over frames has several parts; `seq` is the event that holds the part. */
export interface Sighting {
  readonly kind: Secret["kind"];
  readonly person: string;
  readonly form: string;
  readonly parts: readonly { readonly seq: number; readonly from: number; readonly to: number }[];
}

interface Pattern {
  readonly secret: Secret;
  readonly form: string;
  readonly bytes: Uint8Array;
  /** A run of digits inside a longer run of digits is another number. */
  readonly alone: boolean;
}

/** Snippets of a picture: any one of them in a channel means that the picture went through. */
const FACE_SNIPPETS = 8;
const FACE_SNIPPET_BYTES = 16;

/**
 * Searches byte streams for secrets as ASCII, UTF-16, BCD, hex and base64, across frames. Four BCD digits are two bytes, which
 * occur by chance in any signature: for those only the PIN block of ISO 9564-1 format 2 and the FF-padded form count.
 */
export function secretFinder(secrets: readonly Secret[]) {
  const patterns = secrets.flatMap(patternsOf);
  const longest = patterns.reduce((most, { bytes }) => Math.max(most, bytes.length), 0);
  const tails = new Map<string, { bytes: Uint8Array; owners: { seq: number; from: number; length: number }[] }>();

  return {
    /** `stream` names a channel and direction; `seq` is the number of the event about to be stored for `chunk`. */
    search(stream: string, seq: number, chunk: Uint8Array): Sighting[] {
      if (patterns.length === 0) return [];
      const tail = tails.get(stream) ?? { bytes: EMPTY, owners: [] };
      const window = concat(tail.bytes, chunk);
      const owners = [...tail.owners, { seq, from: 0, length: chunk.length }];
      const sightings: Sighting[] = [];
      for (const pattern of patterns) {
        for (const at of occurrences(window, pattern)) {
          // What lies wholly in the tail was reported when it came.
          if (at + pattern.bytes.length <= tail.bytes.length) continue;
          const { secret, form } = pattern;
          sightings.push({
            kind: secret.kind,
            person: secret.person,
            form,
            parts: spread(owners, at, at + pattern.bytes.length),
          });
        }
      }
      tails.set(stream, keep(window, owners, longest));
      return sightings;
    },
  };
}

function patternsOf(secret: Secret): Pattern[] {
  if (secret.kind === "face")
    return snippets(secret.value).flatMap((bytes) => spellings(secret, "image", bytes, false));
  const { value } = secret;
  const numeric = /^\d+$/.test(value);
  const wide = new Uint8Array(2 * value.length);
  ascii(value).forEach((byte, i) => (wide[2 * i] = byte));
  const forms = [
    ...spellings(secret, "ascii", ascii(value), numeric),
    { secret, form: "utf-16", bytes: wide, alone: false },
    ...(numeric ? bcd(value).map((bytes) => ({ secret, form: "bcd", bytes, alone: false })) : []),
  ];
  return forms;
}

/** The bytes themselves, their hex in both cases, and base64 at its three alignments. */
function spellings(secret: Secret, form: string, bytes: Uint8Array, alone: boolean): Pattern[] {
  const text = hex(bytes);
  return [
    { secret, form, bytes, alone },
    ...[...new Set([text, text.toUpperCase()])].map((digits) => ({
      secret,
      form: `hex of ${form}`,
      bytes: ascii(digits),
      alone: false,
    })),
    ...[0, 1, 2].map((shift) => ({ secret, form: `base64 of ${form}`, bytes: base64Core(bytes, shift), alone: false })),
  ];
}

function bcd(digits: string): Uint8Array[] {
  if (digits.length >= 8) return [unhex(digits.length % 2 ? `${digits}f` : digits)];
  const block = `2${digits.length.toString(16)}${digits}`.padEnd(16, "f");
  const padded = digits.padEnd(16, "f");
  return [unhex(block), unhex(padded)];
}

function snippets(picture: Uint8Array): Uint8Array[] {
  const step = Math.floor(picture.length / (FACE_SNIPPETS + 1));
  if (step < FACE_SNIPPET_BYTES) return picture.length > 0 ? [picture] : [];
  return (
    Array.from({ length: FACE_SNIPPETS }, (_, i) => picture.slice((i + 1) * step, (i + 1) * step + FACE_SNIPPET_BYTES))
      // A flat stretch (all one byte) says nothing about whose picture it is.
      .filter((snippet) => new Set(snippet).size > 4)
  );
}

/** The base64 characters that depend on `bytes` alone when `shift` unknown bytes stand before them. */
function base64Core(bytes: Uint8Array, shift: number): Uint8Array {
  const encoded = btoa(String.fromCharCode(...concat(new Uint8Array(shift), bytes)));
  const from = Math.ceil((8 * shift) / 6);
  const to = Math.floor((8 * (shift + bytes.length)) / 6);
  return utf8(encoded.slice(from, to));
}

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function* occurrences(window: Uint8Array, { bytes, alone }: Pattern): Generator<number> {
  const first = bytes[0];
  if (first === undefined) return;
  for (let at = window.indexOf(first); at >= 0; at = window.indexOf(first, at + 1)) {
    if (at + bytes.length > window.length) return;
    let same = 1;
    while (same < bytes.length && window[at + same] === bytes[same]) same++;
    if (same < bytes.length) continue;
    if (alone && (isDigit(window[at - 1]) || isDigit(window[at + bytes.length]))) continue;
    yield at;
  }
}

function spread(owners: readonly { seq: number; from: number; length: number }[], start: number, end: number) {
  const parts: { seq: number; from: number; to: number }[] = [];
  let at = 0;
  for (const owner of owners) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + owner.length);
    if (from < to) parts.push({ seq: owner.seq, from: owner.from + from - at, to: owner.from + to - at });
    at += owner.length;
  }
  return parts;
}

/** The last `longest - 1` bytes of the window, and which event each of them is in. */
function keep(window: Uint8Array, owners: readonly { seq: number; from: number; length: number }[], longest: number) {
  const bytes = window.slice(Math.max(0, window.length - longest + 1));
  const kept: { seq: number; from: number; length: number }[] = [];
  let left = bytes.length;
  for (const owner of [...owners].reverse()) {
    const length = Math.min(left, owner.length);
    if (length > 0) kept.unshift({ seq: owner.seq, from: owner.from + owner.length - length, length });
    left -= length;
  }
  return { bytes, owners: kept };
}
