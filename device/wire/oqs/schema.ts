import { CODE_TABLES, type CodeTable } from "./code-tables.data.ts";
import { type Dialect, OUR_DIALECT, spellLeaf } from "./dialect.ts";
import type { Declared, Element, Group, Leaf } from "./element.ts";
import type { Message } from "./message.ts";
import { TAG_NAMES } from "./tag-names.data.ts";
import type { Term } from "./term.ts";

/** The number of a code table, by the table. */
const NUMBERS = new Map<unknown, string>(Object.entries(CODE_TABLES).map(([number, { codes }]) => [codes, number]));

export const tableNumber = ({ table }: Leaf): string | undefined => NUMBERS.get(table);

/**
 * XML Schema (1.0) of what is written for a message: every tag in its order, every length, form and code. It is stricter than the
 * reader, and it is for programs that nobody here wrote to check by. Empty elements are none of it: what has no data is left out.
 */
export function schemaOf(message: Message, dialect: Dialect = OUR_DIALECT): string {
  const lines = [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">`,
    ...annotation(message.about.title, "  "),
    ...element("XmlMsg", message.root, "", "  ", dialect),
    `</xs:schema>`,
  ];
  return `${lines.join("\n")}\n`;
}

function particle(tag: string, declared: Declared, indent: string, dialect: Dialect): string[] {
  const optional = declared.is === "optional";
  const inner = optional ? declared.element : declared;
  const repeated = inner.is === "many";
  const occurs = `${optional ? ` minOccurs="0"` : ""}${repeated ? ` maxOccurs="unbounded"` : ""}`;
  return element(tag, repeated ? inner.element : inner, occurs, indent, dialect);
}

function element(tag: string, of: Element, occurs: string, indent: string, dialect: Dialect): string[] {
  const name = TAG_NAMES[tag];
  return [
    `${indent}<xs:element name="${tag}"${occurs}>`,
    ...(name ? annotation(name, `${indent}  `) : []),
    ...(of.is === "leaf" ? simpleType(of, `${indent}  `, dialect) : complexType(of, `${indent}  `, dialect)),
    `${indent}</xs:element>`,
  ];
}

function complexType(of: Exclude<Element, Leaf>, indent: string, dialect: Dialect): string[] {
  const inner =
    of.is === "list"
      ? element(of.tag, of.element, ` minOccurs="0" maxOccurs="unbounded"`, `${indent}    `, dialect)
      : groupParticles(of, `${indent}    `, dialect);
  return [
    `${indent}<xs:complexType>`,
    `${indent}  <xs:sequence>`,
    ...inner,
    `${indent}  </xs:sequence>`,
    `${indent}</xs:complexType>`,
  ];
}

/** A choice stands where its first tag does. */
function groupParticles({ tags, choice = [] }: Group, indent: string, dialect: Dialect): string[] {
  const chosen = choice.flat();
  return Object.entries(tags).flatMap(([tag, declared]) => {
    if (!chosen.includes(tag)) return particle(tag, declared, indent, dialect);
    if (tag !== chosen[0]) return [];
    const sets = choice.map((set) => [
      `${indent}  <xs:sequence>`,
      ...set.flatMap((member) => particle(member, whole(tags[member]), `${indent}    `, dialect)),
      `${indent}  </xs:sequence>`,
    ]);
    return [`${indent}<xs:choice>`, ...sets.flat(), `${indent}</xs:choice>`];
  });
}

/** Within a set that was chosen nothing is left out. */
const whole = (declared: Declared | undefined): Declared =>
  declared?.is === "optional" ? declared.element : (declared ?? { is: "group", tags: {} });

function simpleType(leaf: Leaf, indent: string, dialect: Dialect): string[] {
  const { max, form, table } = leaf;
  const rules = table
    ? codes(leaf, table as CodeTable, `${indent}    `, dialect)
    : [
        `${indent}    <xs:minLength value="1"/>`,
        `${indent}    <xs:maxLength value="${max}"/>`,
        ...(form ? [`${indent}    <xs:pattern value="${patternOf(leaf, form.pattern, dialect)}"/>`] : []),
      ];
  return [
    `${indent}<xs:simpleType>`,
    ...(form ? annotation(form.says, `${indent}  `) : []),
    `${indent}  <xs:restriction base="xs:string">`,
    ...rules,
    `${indent}  </xs:restriction>`,
    `${indent}</xs:simpleType>`,
  ];
}

const patternOf = ({ varies }: Leaf, pattern: string, { insurerPadding }: Dialect): string =>
  varies === "insurerPadding" && insurerPadding === "zeros" ? "[0-9]{8}" : pattern;

const codes = (leaf: Leaf, table: CodeTable, indent: string, dialect: Dialect): string[] =>
  Object.entries(table).flatMap(([value, meaning]) => [
    `${indent}<xs:enumeration value="${spellLeaf(leaf, value, dialect)}">`,
    ...annotation(meaning, `${indent}  `),
    `${indent}</xs:enumeration>`,
  ]);

const annotation = ({ ja, en }: Term, indent: string): string[] => [
  `${indent}<xs:annotation>`,
  `${indent}  <xs:documentation xml:lang="ja">${ja}</xs:documentation>`,
  `${indent}  <xs:documentation xml:lang="en">${en}</xs:documentation>`,
  `${indent}</xs:annotation>`,
];
