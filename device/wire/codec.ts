import { malformed } from "../errors.ts";
import { concat, equal, fromUtf8, hex, utf8 } from "./bytes.ts";

/** A place in bytes being read. Every read says what it wanted when the bytes run out. */
export class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  readonly what: string;
  /** Where `bytes` begin in `what`. */
  readonly offset: number;

  constructor(bytes: Uint8Array, what: string, offset = 0) {
    this.bytes = bytes;
    this.what = what;
    this.offset = offset;
  }
  get left(): number {
    return this.bytes.length - this.at;
  }
  take(length: number): Uint8Array {
    if (length > this.left) this.fail(`${length} bytes wanted, ${this.left} left`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  fail(why: string, at = this.at): never {
    throw malformed(this.what, why, this.offset + at);
  }
}

/** Bytes ⇄ a value, losslessly: `read(write(x))` is x, and whatever `read` accepts `write` gives back byte for byte. */
export interface Codec<T> {
  write(value: T): Uint8Array;
  read(from: Reader): T;
}

export type Of<C> = C extends Codec<infer T> ? T : never;

export const encode = <T>(codec: Codec<T>, value: T): Uint8Array => codec.write(value);

/** Reads the whole of `bytes`; anything left over is malformed. */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array, what: string): T {
  const from = new Reader(bytes, what);
  const value = codec.read(from);
  if (from.left > 0) from.fail(`${from.left} bytes too many`);
  return value;
}

function integer(size: number, little: boolean): Codec<number> {
  return {
    write(value) {
      if (!Number.isInteger(value) || value < 0 || value >= 2 ** (8 * size))
        throw new RangeError(`${value} does not fit ${size} bytes`);
      const bytes = new Uint8Array(size);
      for (let i = 0; i < size; i++) bytes[little ? i : size - 1 - i] = Math.floor(value / 2 ** (8 * i)) % 256;
      return bytes;
    },
    read(from) {
      const bytes = from.take(size);
      let value = 0;
      for (let i = size - 1; i >= 0; i--) value = value * 256 + (bytes[little ? i : size - 1 - i] ?? 0);
      return value;
    },
  };
}

export const u8 = integer(1, false);
export const u16 = integer(2, false);
export const u32 = integer(4, false);
export const u16le = integer(2, true);
export const u32le = integer(4, true);

/** A number of which there is no 0. */
export const positive = (size: Codec<number>): Codec<number> => ({
  write(value) {
    if (value === 0) throw new RangeError("0 is none of these numbers");
    return size.write(value);
  },
  read(from) {
    const { at } = from;
    return size.read(from) || from.fail("0 is none of these numbers", at);
  },
});

export const bytes = (length: number): Codec<Uint8Array> => ({
  write(value) {
    if (value.length !== length) throw new RangeError(`${length} bytes wanted, got ${value.length}`);
    return value;
  },
  read: (from) => from.take(length).slice(),
});

/** Whatever is left. */
export const rest: Codec<Uint8Array> = { write: (value) => value, read: (from) => from.take(from.left).slice() };

/** The length belongs to the field: `sized(u16, text)`. */
export const sized = <T>(length: Codec<number>, inner: Codec<T>): Codec<T> => ({
  write(value) {
    const body = inner.write(value);
    return concat(length.write(body.length), body);
  },
  read(from) {
    const inside = from.take(length.read(from));
    const body = new Reader(inside, from.what, from.offset + from.at - inside.length);
    const value = inner.read(body);
    if (body.left > 0) body.fail(`${body.left} bytes too many in a sized field`);
    return value;
  },
});

export const text: Codec<string> = {
  write: utf8,
  read(from) {
    const { at } = from;
    const bytes = from.take(from.left);
    try {
      return fromUtf8(bytes);
    } catch {
      return from.fail("not UTF-8", at);
    }
  },
};

/** Bytes that can only be these. */
export const constant = (value: Uint8Array): Codec<undefined> => ({
  write: () => value,
  read(from) {
    const { at } = from;
    if (!equal(from.take(value.length), value)) from.fail(`${hex(value)} wanted`, at);
    return undefined;
  },
});

/** A number that has a name; a number without one is malformed. */
export function named<const T extends Record<string, number>>(size: Codec<number>, names: T): Codec<keyof T & string> {
  const byNumber = new Map(Object.entries(names).map(([name, number]) => [number, name as keyof T & string]));
  return {
    write: (name) => size.write(names[name] ?? -1),
    read(from) {
      const { at } = from;
      const number = size.read(from);
      return byNumber.get(number) ?? from.fail(`${number} has no name`, at);
    },
  };
}

/** Fields in order; the type falls out of the declaration. */
export function layout<const F extends Record<string, Codec<unknown>>>(fields: F): Codec<{ [K in keyof F]: Of<F[K]> }> {
  const entries = Object.entries<Codec<unknown>>(fields);
  return {
    write: (value) => concat(...entries.map(([name, codec]) => codec.write((value as Record<string, unknown>)[name]))),
    read: (from) =>
      Object.fromEntries(entries.map(([name, codec]) => [name, codec.read(from)])) as { [K in keyof F]: Of<F[K]> },
  };
}
