import { Hidden, isSame, shown } from "./hidden.ts";
import type { Fields } from "./material.ts";

/** docs/evidence.md, "Tests" and "Terms". */

export type People = Readonly<Record<string, Fields>>;

interface Scope {
  readonly value: unknown;
  readonly people: People;
  readonly person?: Fields;
}

export const holds = (rule: unknown, value: unknown, people: People): boolean => decide(rule, { value, people });

export const TESTS: Readonly<Record<string, (args: readonly unknown[], scope: Scope) => boolean>> = {
  is: ([a, b], scope) => isSame(term(a, scope), term(b, scope)),
  in: ([a, list], scope) => array(list).includes(shown(term(a, scope))),
  has: ([a, item], scope) => items(a, scope).includes(item),
  only: ([a, list], scope) => items(a, scope).every((item) => array(list).includes(item)),
  every: ([a, list], scope) => array(list).every((item) => items(a, scope).includes(item)),
  like: ([a, pattern], scope) => matches(shown(term(a, scope)), pattern) !== null,
  least: ([a, bound], scope) => Number(shown(term(a, scope))) >= Number(bound),
  most: ([a, bound], scope) => Number(shown(term(a, scope))) <= Number(bound),
  there: ([a], scope) => term(a, scope) !== undefined,
  filled: ([a], scope) => !["", undefined].includes(term(a, scope) as string | undefined),
  all: (parts, scope) => parts.every((part) => decide(part, scope)),
  any: (parts, scope) => parts.some((part) => decide(part, scope)),
  not: ([part], scope) => !decide(part, scope),
  each: ([a, part], scope) => array(term(a, scope)).every((value) => decide(part, { ...scope, value })),
  some: ([a, part], scope) => array(term(a, scope)).some((value) => decide(part, { ...scope, value })),
  someone: ([part], scope) => Object.values(scope.people).some((person) => decide(part, { ...scope, person })),
};

function decide(rule: unknown, scope: Scope): boolean {
  const [word, ...args] = array(rule);
  const test = typeof word === "string" && Object.hasOwn(TESTS, word) ? TESTS[word] : undefined;
  if (!test) throw new RangeError(`unknown test ${JSON.stringify(word)}`);
  return test(args, scope);
}

type Reading = (argument: unknown, scope: Scope) => unknown;

export const TERMS: Readonly<Record<string, Reading>> = {
  at: (path, { value }) => at(value, String(path)),
  person: (path, { person }) => at(person, String(path)),
  cast: (argument, scope) => {
    const [part, name] = array(argument);
    const player = shown(term(part, scope));
    return typeof player === "string" ? at(at(scope.people, player), String(name)) : undefined;
  },
  match: (argument, scope) => {
    const [inner, pattern] = array(argument);
    return matches(shown(term(inner, scope)), pattern)?.[1];
  },
  bare: (inner, scope) => written(inner, scope).replace(/^[ 0]*/, ""),
  twoDigits: (inner, scope) => written(inner, scope).padStart(2, "0"),
  text(inner, scope) {
    const value = term(inner, scope);
    return value instanceof Hidden ? value : written(inner, scope);
  },
  number: (inner, scope) => Number(written(inner, scope)),
  look: (argument, scope) => {
    const [inner, table] = array(argument);
    const name = written(inner, scope);
    return Object.hasOwn(table as Fields, name) ? (table as Fields)[name] : undefined;
  },
  minus: (argument, scope) => {
    const [a, b] = array(argument);
    return Number(shown(term(a, scope))) - Number(shown(term(b, scope)));
  },
};

function term(what: unknown, scope: Scope): unknown {
  if (typeof what !== "object" || what === null) return what;
  const [[word, argument] = ["", undefined]] = Object.entries(what);
  const reading = Object.hasOwn(TERMS, word) ? TERMS[word] : undefined;
  if (!reading) throw new RangeError(`unknown term ${word}`);
  return reading(argument, scope);
}

const array = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

const items = (a: unknown, scope: Scope): readonly unknown[] => array(term(a, scope)).map(shown);

const written = (inner: unknown, scope: Scope): string => {
  const value = shown(term(inner, scope));
  return typeof value === "string" ? value : "";
};

const matches = (value: unknown, pattern: unknown): RegExpExecArray | null =>
  typeof value === "string" ? new RegExp(String(pattern), "u").exec(value) : null;

/** What stands at a path of names with dots between them. */
export function at(value: unknown, path: string): unknown {
  if (path === "") return value;
  const [step = "", ...rest] = path.split(".");
  // A text has no parts.
  if (value instanceof Hidden) return undefined;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return at((value as Fields)[step], rest.join("."));
}
