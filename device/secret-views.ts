/** Bytes as they stand, or as they read once a run of hex or base64 in them is decoded. */
export interface View {
  /** "", "hex of " or "base64 of ". */
  readonly how: string;
  readonly bytes: Uint8Array;
  /** Where [from, to) of this view stands in the bytes that were looked at. */
  span(from: number, to: number): { readonly from: number; readonly to: number };
  /** Whether two bytes of this view came in one frame. */
  sameFrame(a: number, b: number): boolean;
}

/**
 * The bytes themselves, every run of hex at both alignments, every run of base64 (either alphabet) at all four. `cuts` are the
 * offsets at which frames meet; runs too short for `shortest` bytes are left out.
 */
export function* viewsOf(bytes: Uint8Array, cuts: readonly number[], shortest: number): Generator<View> {
  yield view("", bytes, 0, 8, cuts);
  for (const { from, to } of runs(bytes, HEX, 2 * shortest))
    for (const shift of [0, 1]) yield view("hex of ", pack(bytes, HEX, 4, from + shift, to), from + shift, 4, cuts);
  for (const { from, to } of runs(bytes, BASE64, Math.ceil((4 * shortest) / 3)))
    for (const shift of [0, 1, 2, 3])
      yield view("base64 of ", pack(bytes, BASE64, 6, from + shift, to), from + shift, 6, cuts);
}

/** Each byte of the view is spelled by characters of `bits` bits, the first of which stands at `start`. */
function view(how: string, bytes: Uint8Array, start: number, bits: number, cuts: readonly number[]): View {
  const span = (from: number, to: number) => ({
    from: start + Math.floor((8 * from) / bits),
    to: start + Math.ceil((8 * to) / bits),
  });
  return {
    how,
    bytes,
    span,
    sameFrame(a, b) {
      const first = span(Math.min(a, b), Math.min(a, b) + 1).to;
      const last = span(Math.max(a, b), Math.max(a, b) + 1).from;
      return !cuts.some((cut) => first <= cut && cut <= last);
    },
  };
}

/** What a character stands for, or NONE. */
type Alphabet = Int8Array;
const NONE = -1;

function alphabet(...spellings: readonly string[]): Alphabet {
  const values = new Int8Array(256).fill(NONE);
  for (const spelling of spellings)
    for (let value = 0; value < spelling.length; value++) values[spelling.charCodeAt(value)] = value;
  return values;
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX = alphabet("0123456789abcdef", "0123456789ABCDEF");
const BASE64 = alphabet(`${LETTERS}+/`, `${LETTERS}-_`);

function* runs(bytes: Uint8Array, letters: Alphabet, shortest: number): Generator<{ from: number; to: number }> {
  let from = 0;
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && letters[bytes[at] ?? 0] !== NONE) continue;
    if (at - from >= shortest) yield { from, to: at };
    from = at + 1;
  }
}

/** The whole bytes that the characters in [from, to) spell. */
function pack(bytes: Uint8Array, letters: Alphabet, bits: number, from: number, to: number): Uint8Array {
  const packed = new Uint8Array(Math.max(0, Math.floor(((to - from) * bits) / 8)));
  let held = 0;
  let count = 0;
  let out = 0;
  for (let at = from; at < to; at++) {
    held = ((held << bits) | (letters[bytes[at] ?? 0] ?? 0)) & 0x3fff;
    count += bits;
    if (count < 8) continue;
    count -= 8;
    packed[out++] = held >> count;
  }
  return packed;
}
