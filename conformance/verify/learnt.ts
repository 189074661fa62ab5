import { COMMANDS } from "./card.ts";
import type { Fields } from "./material.ts";
import { TERMS, TESTS } from "./places.ts";
import { MESSAGE_NAMES } from "./reader-message.ts";
import { LOOKS } from "./rules.ts";
import { SOURCES } from "./sightings.ts";

/** Words of a rule that this judge has not learnt. A rule with one is not judged, and said so. */
export function unlearnt(rule: unknown): string[] {
  if (!isFields(rule)) return [JSON.stringify(rule)];
  const [word = ""] = Object.keys(rule);
  if (!Object.hasOwn(LOOKS, word)) return [word];
  return Object.entries(rule).flatMap(([place, part]) => {
    if (place === "then") return unlearnt(part);
    if (place === "inOrder") return list(part).flatMap(inSelector);
    if (place === "is" && word === "every") return inTest(part);
    if (place === "showsDeclared" || place === "hidesUndeclared")
      return Object.values(part as Fields).flatMap(inSelector);
    return SELECTORS.includes(place) && part !== false ? inSelector(part) : [];
  });
}

/** Where a rule has a selector. */
const SELECTORS = [
  ...[
    "eventually",
    "never",
    "until",
    "of",
    "sequence",
    "every",
    "distinct",
    "alike",
    "consistent",
    "from",
    "to",
    "given",
    "after",
  ],
  "human",
];

function inSelector(selector: unknown): string[] {
  if (!isFields(selector)) return [JSON.stringify(selector)];
  const { see, of, where, anyOf, message, command } = selector;
  if (anyOf !== undefined) return list(anyOf).flatMap(inSelector);
  if (of !== undefined) return [...inSelector(of), ...(where === undefined ? [] : inTest(where))];
  const source = String(see);
  if (!Object.hasOwn(SOURCES, source)) return [source];
  if (source === "received" || source === "sent") return among(MESSAGE_NAMES, message);
  return command === undefined ? [] : among(COMMANDS, command);
}

const among = (known: readonly string[], word: unknown) => (known.includes(String(word)) ? [] : [String(word)]);

function inTest(test: unknown): string[] {
  const [word, first, second] = list(test);
  if (typeof word !== "string" || !Object.hasOwn(TESTS, word)) return [JSON.stringify(test)];
  switch (word) {
    case "all":
    case "any":
    case "not":
    case "someone":
      return list(test).slice(1).flatMap(inTest);
    case "each":
    case "some":
      return [...inTerm(first), ...inTest(second)];
    case "is":
      return [...inTerm(first), ...inTerm(second)];
    default:
      return inTerm(first);
  }
}

function inTerm(term: unknown): string[] {
  if (typeof term !== "object" || term === null) return [];
  const [[word, inner] = ["", undefined]] = Object.entries(term);
  if (!Object.hasOwn(TERMS, word)) return [word];
  if (word === "at" || word === "person") return [];
  if (word === "minus") return list(inner).flatMap(inTerm);
  return inTerm(Array.isArray(inner) ? inner[0] : inner);
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);
