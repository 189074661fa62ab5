import type { CodeTable } from "./code-tables.data.ts";

/**
 * How a message of the file interface is declared: tags in the order of writing, each with its shape. The type of the value falls
 * out of the declaration; writer, reader, and the JSON form of the central system all work from it.
 */

/** Text of one element. Lengths count characters (code points), not bytes. */
export interface Leaf<V extends string = string> {
  readonly is: "leaf";
  readonly max: number;
  readonly form?: { readonly says: string; readonly test: (text: string) => boolean };
  readonly table?: Readonly<Record<V, unknown>>;
}
export interface Group<T extends Tags = Tags> {
  readonly is: "group";
  readonly tags: T;
}
/** An element that does nothing but hold any number of one other element: ResultList. */
export interface List<N extends string = string, E extends Element = Element> {
  readonly is: "list";
  readonly tag: N;
  readonly element: E;
}
/** An element that may stand any number of times without anything around it. */
export interface Many<E extends Element = Element> {
  readonly is: "many";
  readonly element: E;
}
export interface Optional<E extends Element | Many = Element | Many> {
  readonly is: "optional";
  readonly element: E;
}
export type Element = Leaf | Group | List;
export type Declared = Element | Many | Optional;
export interface Tags {
  readonly [tag: string]: Declared;
}

type Flat<T> = { [K in keyof T]: T[K] };

/** The value of a declaration, complete. It is also the JSON form: a list is an array of objects with the one tag. */
export type ValueOf<D> =
  D extends Leaf<infer V>
    ? V
    : D extends Group<infer T>
      ? Flat<
          { readonly [K in keyof T as T[K] extends Optional ? never : K]: ValueOf<T[K]> } & {
            readonly [K in keyof T as T[K] extends Optional ? K : never]?: ValueOf<T[K]> | undefined;
          }
        >
      : D extends List<infer N, infer E>
        ? readonly { readonly [K in N]: ValueOf<E> }[]
        : D extends Many<infer E>
          ? readonly ValueOf<E>[]
          : D extends Optional<infer E>
            ? ValueOf<E>
            : never;

/** What a tolerant reader found: every tag may be absent, and a code may be one that no table has. */
export type LooseOf<D> = D extends Leaf
  ? string
  : D extends Group<infer T>
    ? { readonly [K in keyof T]?: LooseOf<T[K]> | undefined }
    : D extends List<infer N, infer E>
      ? readonly { readonly [K in N]?: LooseOf<E> | undefined }[]
      : D extends Many<infer E>
        ? readonly LooseOf<E>[]
        : D extends Optional<infer E>
          ? LooseOf<E>
          : never;

export const text = (max: number): Leaf => ({ is: "leaf", max });
export const digits = (length: number): Leaf =>
  form(length, `${length} digits`, (text) => text.length === length && /^\d+$/.test(text));
export const code = <const T extends CodeTable>(table: T): Leaf<keyof T & string> => ({
  is: "leaf",
  max: Math.max(...Object.keys(table).map((key) => key.length)),
  table,
});
export const group = <const T extends Tags>(tags: T): Group<T> => ({ is: "group", tags });
export const list = <const N extends string, const E extends Element>(tag: N, element: E): List<N, E> => ({
  is: "list",
  tag,
  element,
});
export const many = <const E extends Element>(element: E): Many<E> => ({ is: "many", element });
export const optional = <const E extends Element | Many>(element: E): Optional<E> => ({ is: "optional", element });
export const form = (max: number, says: string, test: (text: string) => boolean): Leaf => ({
  is: "leaf",
  max,
  form: { says, test },
});

/** yyyyMMdd, a day that exists. */
export const date = form(8, "a date yyyyMMdd", (text) => /^\d{8}$/.test(text) && isDay(text));
/** yyyyMM. */
export const month = form(6, "a month yyyyMM", (text) => /^\d{6}$/.test(text) && isDay(`${text}01`));
/** yyyyMMddHHmmss, Japan Standard Time. */
export const time = form(
  14,
  "a time yyyyMMddHHmmss",
  (text) => /^\d{8}([01]\d|2[0-3])([0-5]\d){2}$/.test(text) && isDay(text),
);

function isDay(text: string): boolean {
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8))];
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);
}
