import { expect, test } from "vitest";
import { CODE_TABLES } from "../../../../device/wire/oqs/code-tables.data.ts";
import type { Declared } from "../../../../device/wire/oqs/element.ts";
import { OQS_MESSAGES } from "../../../../device/wire/oqs/messages.ts";
import { tableNumber } from "../../../../device/wire/oqs/schema.ts";
import { TAG_NAMES } from "../../../../device/wire/oqs/tag-names.data.ts";

function tagsOf(declared: Declared): string[] {
  switch (declared.is) {
    case "optional":
    case "many":
      return tagsOf(declared.element);
    case "leaf":
      return [];
    case "list":
      return [declared.tag, ...tagsOf(declared.element)];
    case "group":
      return Object.entries(declared.tags).flatMap(([tag, inner]) => [tag, ...tagsOf(inner)]);
  }
}

test("every declared element has a name in both languages, and no name is of an element that is nowhere", () => {
  const declared = new Set(["XmlMsg", ...OQS_MESSAGES.flatMap(({ root }) => tagsOf(root))]);
  expect([...declared].filter((tag) => !Object.hasOwn(TAG_NAMES, tag))).toEqual([]);
  expect(Object.keys(TAG_NAMES).filter((tag) => !declared.has(tag))).toEqual([]);
});

test("code tables OQSCD001 to 044 are all there, and every table that a message uses has its number", () => {
  const numbers = Array.from({ length: 44 }, (_, i) => `OQSCD${String(i + 1).padStart(3, "0")}`);
  expect(numbers.filter((number) => !Object.keys(CODE_TABLES).some((key) => key.startsWith(number)))).toEqual([]);
  const nameless = (declared: Declared, path: string): string[] => {
    if (declared.is === "leaf") return declared.table && tableNumber(declared) === undefined ? [path] : [];
    if (declared.is === "group")
      return Object.entries(declared.tags).flatMap(([tag, inner]) => nameless(inner, `${path}/${tag}`));
    return nameless(declared.element, path);
  };
  expect(OQS_MESSAGES.flatMap(({ id, root }) => nameless(root, id))).toEqual([]);
});

test("names, meanings and sentences would break neither XML nor a table of the page", () => {
  const messages = OQS_MESSAGES.map(({ about }) => about.title);
  const codes = Object.values(CODE_TABLES).flatMap(({ title, codes }) => [title, ...Object.values(codes)]);
  for (const { ja, en } of [...Object.values(TAG_NAMES), ...messages, ...codes]) {
    expect(ja).toMatch(/^[^<>&"|\n]+$/);
    expect(en).toMatch(/^[\u0020-\u007e]+$/);
    expect(en).toMatch(/^[^<>&"|\n]+$/);
  }
});
