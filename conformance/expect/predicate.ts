import type { Cast, PersonFacts } from "../cast.ts";
import type { Json } from "./rule.ts";

/**
 * What is asked of one sighting, as data: `is("outcome", "accepted")`. A place is a path into the value, `result.Name`, or one of the
 * terms below; what is not there is nothing, and nothing equals nothing. docs/evidence.md has the same list for other programs.
 */
export interface Predicate<T> {
  readonly rule: Json;
  /** Of which values; never there. */
  readonly of?: (value: T) => void;
}

type KeysOf<T> = T extends unknown ? keyof T & string : never;
/** The first step of a path is held to the type; what lies deeper is data of others. */
export type Path<T> = KeysOf<T> | `${KeysOf<T>}.${string}`;

/** Something that a test compares: a path, or one of these. */
export interface Term {
  readonly term: Json;
}
type Place<T> = Path<T> | Term;
type Constant = string | number | boolean;

const placed = (place: string | Term): Json => (typeof place === "string" ? { at: place } : place.term);
const compared = (value: Constant | Term): Json => (typeof value === "object" ? value.term : value);

/** The value itself. */
export const itself: Term = { term: { at: "" } };
/** What stands at a path, where a term is wanted. */
export const at = (path: string): Term => ({ term: { at: path } });
/** A fact of who plays a part. */
export const fact = (part: string | Term, name: keyof PersonFacts | "before.number"): Term => ({
  term: { cast: [typeof part === "string" ? part : part.term, name] },
});
/** Of the person that `someone` goes through. */
export const theirs = (name: keyof PersonFacts): Term => ({ term: { person: name } });
/** The first group of a regular expression. */
export const matched = (place: string | Term, pattern: string): Term => ({ term: { match: [placed(place), pattern] } });
/** An insurer number without blanks and zeros before it. */
export const bare = (place: string | Term): Term => ({ term: { bare: placed(place) } });
/** Two digits, zeros on the left; nothing is 00. */
export const twoDigits = (place: string | Term): Term => ({ term: { twoDigits: placed(place) } });
/** Nothing is an empty text. */
export const textOf = (place: string | Term): Term => ({ term: { text: placed(place) } });
export const numberOf = (place: string | Term): Term => ({ term: { number: placed(place) } });
/** What a table has for it. */
export const lookUp = (place: string | Term, table: Readonly<Record<string, string>>): Term => ({
  term: { look: [placed(place), table] },
});
export const difference = (place: string | Term, minus: string | Term): Term => ({
  term: { minus: [placed(place), placed(minus)] },
});

export const is = <T>(place: Place<T>, value: Constant | Term): Predicate<T> => ({
  rule: ["is", placed(place), compared(value)],
});
export const isOneOf = <T>(place: Place<T>, values: readonly Constant[]): Predicate<T> => ({
  rule: ["in", placed(place), values],
});
/** The list there has it. */
export const has = <T>(place: Place<T>, value: Constant): Predicate<T> => ({ rule: ["has", placed(place), value] });
/** The list there has nothing but these. */
export const onlyOf = <T>(place: Place<T>, values: readonly Constant[]): Predicate<T> => ({
  rule: ["only", placed(place), values],
});
/** The list there has each of these. */
export const allOf = <T>(place: Place<T>, values: readonly Constant[]): Predicate<T> => ({
  rule: ["every", placed(place), values],
});
export const like = <T>(place: Place<T>, pattern: string): Predicate<T> => ({
  rule: ["like", placed(place), pattern],
});
export const atLeast = <T>(place: Place<T>, number: number): Predicate<T> => ({
  rule: ["least", placed(place), number],
});
export const atMost = <T>(place: Place<T>, number: number): Predicate<T> => ({ rule: ["most", placed(place), number] });
export const there = <T>(place: Place<T>): Predicate<T> => ({ rule: ["there", placed(place)] });
/** The list there has so many items. */
export const counts = <T>(place: Path<T>, items: number): Predicate<T> => ({
  rule: ["all", ["there", { at: `${place}.${items - 1}` }], ["not", ["there", { at: `${place}.${items}` }]]],
});
/** There, and no empty text. */
export const filled = <T>(place: Place<T>): Predicate<T> => ({ rule: ["filled", placed(place)] });
export const both = <T>(...tests: readonly Predicate<T>[]): Predicate<T> => ({
  rule: ["all", ...tests.map(({ rule }) => rule)],
});
export const either = <T>(...tests: readonly Predicate<T>[]): Predicate<T> => ({
  rule: ["any", ...tests.map(({ rule }) => rule)],
});
export const not = <T>(test: Predicate<T>): Predicate<T> => ({ rule: ["not", test.rule] });
/** Of each item of the list there; of a list that is not there, nothing is wrong. */
export const each = <T>(place: Place<T>, test: Predicate<Readonly<Record<string, unknown>>>): Predicate<T> => ({
  rule: ["each", placed(place), test.rule],
});
export const some = <T>(place: Place<T>, test: Predicate<Readonly<Record<string, unknown>>>): Predicate<T> => ({
  rule: ["some", placed(place), test.rule],
});
/** One of the cast for whom it holds. */
export const someone = <T>(test: Predicate<T>): Predicate<T> => ({ rule: ["someone", test.rule] });

/** Whether it holds of a value. */
export const holds = (rule: Json, value: unknown, cast: Cast): boolean => test(rule, { value, cast });

interface Scope {
  readonly value: unknown;
  readonly cast: Cast;
  readonly person?: PersonFacts;
}

function test(rule: Json, scope: Scope): boolean {
  const [word, first = null, second = null] = rule as readonly Json[];
  const here = () => read(first, scope);
  const items = () => listOf(here());
  const constants = () => second as readonly Json[];
  switch (word) {
    case "is":
      return here() === read(second, scope);
    case "in":
      return constants().includes(here() as Json);
    case "has":
      return items().includes(second);
    case "only":
      return items().every((item) => constants().includes(item as Json));
    case "every":
      return constants().every((constant) => items().includes(constant));
    case "like": {
      const text = here();
      return typeof text === "string" && new RegExp(second as string, "u").test(text);
    }
    case "least":
      return Number(here()) >= Number(second);
    case "most":
      return Number(here()) <= Number(second);
    case "there":
      return here() !== undefined;
    case "filled":
      return (here() ?? "") !== "";
    case "all":
      return partsOf(rule).every((part) => test(part, scope));
    case "any":
      return partsOf(rule).some((part) => test(part, scope));
    case "not":
      return !test(first, scope);
    case "each":
      return items().every((value) => test(second, { ...scope, value }));
    case "some":
      return items().some((value) => test(second, { ...scope, value }));
    case "someone":
      return Object.values(scope.cast).some((person) => test(first, { ...scope, person }));
    default:
      throw new RangeError(`no such test: ${JSON.stringify(word)}`);
  }
}

const partsOf = (rule: Json): readonly Json[] => (rule as readonly Json[]).slice(1);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A constant stands for itself; an object names where to look. */
function read(term: Json, scope: Scope): unknown {
  if (typeof term !== "object" || term === null || Array.isArray(term)) return term ?? undefined;
  const [[word, inner] = ["", null]] = Object.entries(term as Readonly<Record<string, Json>>);
  const [first = null, second = null] = Array.isArray(inner) ? (inner as readonly Json[]) : [inner];
  const text = () => {
    const value = read(first, scope);
    return typeof value === "string" ? value : "";
  };
  switch (word) {
    case "at":
      return valueAt(scope.value, inner as string);
    case "cast": {
      const part = read(first, scope);
      const cast = scope.cast as Readonly<Record<string, unknown>>;
      return typeof part === "string" && Object.hasOwn(cast, part) ? valueAt(cast[part], second as string) : undefined;
    }
    case "person":
      return valueAt(scope.person, inner as string);
    case "match":
      return new RegExp(second as string, "u").exec(text())?.[1];
    case "bare":
      return text().replace(/^[ 0]+/, "");
    case "twoDigits":
      return text().padStart(2, "0");
    case "text":
      return text();
    case "number":
      return Number(text());
    case "look": {
      const table = second as Readonly<Record<string, string>>;
      return Object.hasOwn(table, text()) ? table[text()] : undefined;
    }
    case "minus":
      return Number(read(first, scope)) - Number(read(second, scope));
    default:
      throw new RangeError(`no such term: ${word}`);
  }
}

/** What stands at a path; nothing where it leads nowhere. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value;
  for (const step of path === "" ? [] : path.split(".")) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, step)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[step];
  }
  return here;
}
