import type { CodeTable } from "./code-tables.data.ts";
import type { Term } from "./term.ts";

/**
 * How a message of the file interface is declared: tags in the order of writing, each with its shape. The type of the value falls
 * out of the declaration; writer, reader, the JSON form of the central system, and the XML Schemas all work from it.
 */

export interface Form {
  readonly says: Term;
  /** Over the whole text, in what the regular expressions of XML Schema and of JavaScript have in common. */
  readonly pattern: string;
}

/** Text of one element. Lengths count characters (code points), not bytes. */
export interface Leaf<V extends string = string> {
  readonly is: "leaf";
  readonly max: number;
  readonly form?: Form;
  readonly table?: Readonly<Record<V, unknown>>;
  /** On what the sources disagree here; `dialect.ts` has the spellings. */
  readonly varies?: "insurerPadding" | "characterCodes";
}
export interface Group<T extends Tags = Tags> {
  readonly is: "group";
  readonly tags: T;
  /** Exactly one of these sets of optional tags stands, and that one whole. */
  readonly choice?: readonly (readonly string[])[];
  /** The reference number of a bulk answer stands in the unit, in its results, or in both; in both it is the same. */
  readonly varies?: "bulkReference";
}
/** An element that does nothing but hold any number of one other element: ResultList. */
export interface List<N extends string = string, E extends Element = Element> {
  readonly is: "list";
  readonly tag: N;
  readonly element: E;
  /** What stands at each place of the array. */
  readonly item: Group<{ readonly [K in N]: E }>;
}
/** An element that may stand any number of times, once at least, without anything around it. */
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
export const form = (max: number, says: Term, pattern: string): Leaf => ({ is: "leaf", max, form: { says, pattern } });
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
  item: group({ [tag]: element } as { readonly [K in N]: E }),
});
export const many = <const E extends Element>(element: E): Many<E> => ({ is: "many", element });
export const optional = <const E extends Element | Many>(element: E): Optional<E> => ({ is: "optional", element });

export const digits = (length: number): Leaf =>
  form(length, { ja: `数字 ${length} 桁`, en: `${length} digits` }, `[0-9]{${length}}`);
export const upToDigits = (length: number): Leaf =>
  form(length, { ja: `数字 ${length} 桁まで`, en: `up to ${length} digits` }, `[0-9]{1,${length}}`);

const LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)";
const MONTH = "[0-9]{4}(0[1-9]|1[0-2])";
const DAYS = "(0[13578]|1[02])(0[1-9]|[12][0-9]|3[01])|(0[469]|11)(0[1-9]|[12][0-9]|30)|02(0[1-9]|1[0-9]|2[0-8])";
const DAY = `([0-9]{4}(${DAYS})|${LEAP_YEAR}0229)`;

/** yyyyMMdd, a day that exists. */
export const date = form(8, { ja: "日付 yyyyMMdd", en: "a date yyyyMMdd" }, DAY);
/** yyyyMM. */
export const month = form(6, { ja: "年月 yyyyMM", en: "a month yyyyMM" }, MONTH);
/** yyyyMMddHHmmss, Japan Standard Time. */
export const time = form(
  14,
  { ja: "日時 yyyyMMddHHmmss", en: "a time yyyyMMddHHmmss" },
  `${DAY}([01][0-9]|2[0-3])([0-5][0-9]){2}`,
);

const compiled = new Map<string, RegExp>();

/** Whether a text as a whole is what a pattern describes. */
export function fits(pattern: string, text: string): boolean {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`, "u");
  compiled.set(pattern, known);
  return known.test(text);
}
