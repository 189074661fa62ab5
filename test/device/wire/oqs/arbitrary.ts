import { fc } from "../../../draws.ts";
import type { Declared, Group, Leaf } from "../../../../device/wire/oqs/element.ts";
import type { Message, ValueOfMessage } from "../../../../device/wire/oqs/message.ts";

/** Any value that a message's declaration allows, in characters that survive the JIS filter. */
export const valueOfMessage = (message: Message): fc.Arbitrary<ValueOfMessage<Message>> =>
  valueOf(message.root) as fc.Arbitrary<ValueOfMessage<Message>>;

/** One with everything in it: each optional element, each that may be repeated once. */
export const fullValueOfMessage = (message: Message): fc.Arbitrary<ValueOfMessage<Message>> =>
  valueOf(message.root, true) as fc.Arbitrary<ValueOfMessage<Message>>;

export function valueOf(declared: Declared, full = false): fc.Arbitrary<unknown> {
  const count = full ? { minLength: 1, maxLength: 1 } : { maxLength: 2 };
  switch (declared.is) {
    case "optional":
      return valueOf(declared.element, full);
    case "many":
      return fc.array(valueOf(declared.element, full), { minLength: 1, ...count });
    case "leaf":
      return leafValue(declared);
    case "list":
      return fc.array(
        valueOf(declared.element, full).map((item) => ({ [declared.tag]: item })),
        count,
      );
    case "group":
      return groupValue(declared, full);
  }
}

function groupValue({ tags, choice, varies }: Group, full: boolean): fc.Arbitrary<Record<string, unknown>> {
  const all = Object.entries(tags).map(([tag, inner]) => [tag, valueOf(inner, full)] as const);
  const free = (choice ?? []).flat();
  const sets = choice ?? [[]];
  const values = sets.map((set) => {
    const present = all.filter(([tag]) => !free.includes(tag) || set.includes(tag));
    const requiredKeys = present
      .map(([tag]) => tag)
      .filter((tag) => full || set.includes(tag) || tags[tag]?.is !== "optional");
    return fc.record(Object.fromEntries(present), { requiredKeys, noNullPrototype: true });
  });
  const value = fc.oneof(...values);
  return varies ? value.map(withoutInner) : value;
}

/** A unit and its results may not say two reference numbers. */
function withoutInner(unit: Record<string, unknown>): Record<string, unknown> {
  const strip = (result: unknown) => {
    const { ReferenceNumber: _, ...rest } = result as Record<string, unknown>;
    return rest;
  };
  const results = unit["ResultOfQualificationConfirmation"];
  if (results === undefined) return unit;
  const stripped = Array.isArray(results) ? results.map(strip) : strip(results);
  return { ...unit, ResultOfQualificationConfirmation: stripped };
}

const CHARACTERS = Array.from("資格ﾊﾅ ソ～<&>\"'\r\n\tA1]");

function leafValue({ max, table, form }: Leaf): fc.Arbitrary<string> {
  if (table) return fc.constantFrom(...Object.keys(table));
  if (form) return fc.stringMatching(new RegExp(`^(?:${form.pattern})$`)).filter((text) => text.length <= max);
  // Long texts say no more than short ones; the longest are tried by themselves.
  return fc.string({ unit: fc.constantFrom(...CHARACTERS), minLength: 1, maxLength: Math.min(max, 24) });
}
