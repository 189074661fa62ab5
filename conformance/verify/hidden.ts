/**
 * docs/evidence.md, "Withheld": what a copy does not show. Whatever would have to know it ends in `Withheld`, so that what is judged all
 * the same is judged as it would be with everything in sight.
 */
export class Withheld extends Error {}

const unknown = (): never => {
  throw new Withheld();
};

/** A text that is not shown. It is never empty; of two with tokens one knows whether they are the same text. */
export class Hidden {
  readonly token: string | undefined;
  constructor(token?: string) {
    this.token = token;
  }
  toString(): string {
    return unknown();
  }
  toJSON(): string {
    return unknown();
  }
}

/** What is known in full. */
export const shown = <T>(value: T): Exclude<T, Hidden> =>
  value instanceof Hidden ? unknown() : (value as Exclude<T, Hidden>);

/** Whether they are the same, as far as it can be known. */
export function isSame(a: unknown, b: unknown): boolean {
  if (!(a instanceof Hidden)) return b instanceof Hidden ? isSame(b, a) : a === b;
  if (b instanceof Hidden) return a.token === undefined || b.token === undefined ? unknown() : a.token === b.token;
  return typeof b === "string" && b !== "" ? unknown() : false;
}

/** Values as they can be compared with each other: of texts either all are shown, or all have tokens. */
export function comparable(values: readonly unknown[]): readonly unknown[] {
  if (!values.some((value) => value instanceof Hidden)) return values;
  return values.map((value) => {
    if (value instanceof Hidden) return value.token ?? unknown();
    return typeof value === "string" && value !== "" ? unknown() : value;
  });
}

/** A field that nobody may look at. */
export function conceal(record: object, name: string): void {
  Object.defineProperty(record, name, { enumerable: true, configurable: true, get: unknown });
}

type Range = readonly [from: number, to: number];

/** Bytes of which some are not shown. */
export class Holed {
  /** Zeros stand for what is hidden of bytes, marks for what is hidden of a document. */
  readonly buffer: Buffer;
  readonly holes: readonly Range[];
  /** By the mark that stands for it. */
  readonly texts: ReadonlyMap<string, Hidden>;
  /** What all marks begin with, and nothing else in the document has. */
  readonly prefix: string;
  constructor(parts: readonly (Buffer | number | Hidden)[]) {
    const seen = Buffer.concat(parts.filter((part) => Buffer.isBuffer(part))).toString("latin1");
    const longest = Array.from(seen.matchAll(/withheldx*/g)).reduce((most, [like]) => Math.max(most, like.length), 0);
    const prefix = "withheld".padEnd(longest + 1, "x");
    const texts = new Map<string, Hidden>();
    const holes: Range[] = [];
    let at = 0;
    const filled = parts.map((part, i) => {
      const mark = `${prefix}-${i}-`;
      if (part instanceof Hidden) texts.set(mark, part);
      const bytes = Buffer.isBuffer(part) ? part : typeof part === "number" ? Buffer.alloc(part) : Buffer.from(mark);
      if (typeof part === "number") holes.push([at, at + part]);
      at += bytes.length;
      return bytes;
    });
    this.buffer = Buffer.concat(filled);
    this.holes = holes;
    this.texts = texts;
    this.prefix = prefix;
  }
  toString(): string {
    return unknown();
  }
  toJSON(): string {
    return unknown();
  }
  /** A text of the document, as one knows it. */
  told(text: string): string | Hidden {
    return this.texts.get(text) ?? (text.includes(this.prefix) ? new Hidden() : text);
  }
}

/** Bytes of a length that is known, with what of them is hidden. */
export interface Source {
  readonly buffer: Buffer;
  readonly holes: readonly Range[];
}

export function bytesIn(value: unknown): Source {
  if (!(value instanceof Holed)) return { buffer: Buffer.from(String(value), "hex"), holes: [] };
  return value.texts.size > 0 ? unknown() : value;
}

/** A stretch of them. */
export const stretch = ({ buffer, holes }: Source, from: number, to: number): Buffer | Hidden =>
  holes.some(([start, end]) => start < to && end > from) ? new Hidden() : buffer.subarray(from, to);

/** A document, and how its texts are to be read. */
export interface Writing {
  readonly bytes: Buffer;
  readonly told: (text: string) => string | Hidden;
}

export function writingIn(value: unknown): Writing {
  if (!(value instanceof Holed)) return { bytes: Buffer.from(String(value), "hex"), told: (text) => text };
  return value.holes.length > 0 ? unknown() : { bytes: value.buffer, told: (text) => value.told(text) };
}
