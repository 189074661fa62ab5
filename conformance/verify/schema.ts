import { conceal, Hidden } from "./hidden.ts";
import { type Element, parsed } from "./xml.ts";

/** A message by its published schema (docs/xsd), read tolerantly as docs/evidence.md, "Documents", says. */

interface Shape {
  readonly tag: string;
  readonly needed: boolean;
  readonly many: boolean;
  /** Of an element that holds others; nothing where it holds text. */
  readonly children: readonly Shape[] | undefined;
  readonly longest: number;
  readonly patterns: readonly RegExp[];
  readonly codes: readonly string[];
}

/** By the id of a message, the text of its schema. */
export type Schemas = (message: string) => string;

const known = new Map<string, Shape | undefined>();

function formOf(message: string, schemas: Schemas): Shape | undefined {
  if (!known.has(message)) {
    const text = schemas(message);
    const schema = parsed(text);
    const root = schema && withAttributes(schema, attributesIn(text)).children.find(({ tag }) => tag === "xs:element");
    known.set(message, root && shapeOf(root));
  }
  return known.get(message);
}

/** The parser of messages drops attributes, which no message has; schemas have little else. */
type Attributes = Iterator<Readonly<Record<string, string>>>;

function attributesIn(text: string): Attributes {
  const tags = text.matchAll(/<xs:[a-zA-Z]+((?:\s+[\w:]+="[^"]*")*)\s*\/?>/g);
  return (function* () {
    for (const [, list = ""] of tags)
      yield Object.fromEntries(
        [...list.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name = "", value = ""]) => [name, unescaped(value)]),
      );
  })();
}

const unescaped = (text: string) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

interface Node {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

function withAttributes(element: Element, attributes: Attributes): Node {
  const own = attributes.next();
  return {
    tag: element.tag,
    attributes: own.done ? {} : own.value,
    children: element.children.map((child) => withAttributes(child, attributes)),
  };
}

function shapeOf({ attributes, children }: Node): Shape {
  const complex = children.find(({ tag }) => tag === "xs:complexType");
  const restriction = children
    .find(({ tag }) => tag === "xs:simpleType")
    ?.children.find(({ tag }) => tag === "xs:restriction");
  const facets = (name: string) =>
    (restriction?.children ?? []).flatMap((facet) => (facet.tag === name ? [facet.attributes["value"] ?? ""] : []));
  return {
    tag: attributes["name"] ?? "",
    needed: attributes["minOccurs"] !== "0",
    many: attributes["maxOccurs"] === "unbounded",
    children: complex && elementsIn(complex).map(shapeOf),
    longest: Number(facets("xs:maxLength")[0] ?? Infinity),
    patterns: facets("xs:pattern").map((pattern) => new RegExp(`^(?:${pattern})$`, "u")),
    codes: facets("xs:enumeration"),
  };
}

const elementsIn = ({ children }: Node): readonly Node[] =>
  children.flatMap((child) => (child.tag === "xs:element" ? [child] : elementsIn(child)));

export interface Read {
  readonly loose: unknown;
  /** There only where the message is whole. */
  readonly value?: true;
}

/** `isCalledSo`: the message is the one that the file's name says; then hidden texts with a token are as the schema wants them. */
export function readBySchema(root: Element, message: string, schemas: Schemas, isCalledSo: boolean): Read | undefined {
  const form = formOf(message, schemas);
  if (!form || root.tag !== "XmlMsg") return undefined;
  const faults = { count: 0, isUnsure: false, isCalledSo };
  const loose = content(root, form, faults);
  const read: Read = { loose, ...(faults.count === 0 ? { value: true as const } : {}) };
  if (read.value && faults.isUnsure) conceal(read, "value");
  return read;
}

/** The content of XmlMsg in the JSON form; what has another shape than its element is as good as absent. */
export function readJsonBySchema(root: unknown, message: string, schemas: Schemas): unknown {
  const form = formOf(message, schemas);
  return form && jsonContent(root, form);
}

function jsonContent(json: unknown, form: Shape): unknown {
  if (json instanceof Hidden) return form.children ? undefined : hiddenOf(form.tag, json);
  if (!form.children) return typeof json === "string" && json !== "" ? spelt(form.tag, json) : undefined;
  if (typeof json !== "object" || json === null) return undefined;
  const [only, ...others] = form.children;
  if (Array.isArray(json))
    return only?.many && others.length === 0
      ? json.map((item: unknown) => jsonContent(item, { ...form, children: [{ ...only, many: false }] }))
      : undefined;
  return Object.fromEntries(
    form.children.flatMap((inner) => {
      const said = Object.hasOwn(json, inner.tag) ? (json as Readonly<Record<string, unknown>>)[inner.tag] : undefined;
      // What stands once may stand without its array.
      const items: readonly unknown[] = inner.many && Array.isArray(said) ? said : [said];
      const found = items.map((item) => jsonContent(item, inner)).filter((item) => item !== undefined);
      return found.length === 0 ? [] : [[inner.tag, inner.many ? found : found[0]]];
    }),
  );
}

interface Faults {
  count: number;
  /** A text that is hidden may be one. */
  isUnsure: boolean;
  readonly isCalledSo: boolean;
}

function content(element: Element, form: Shape, faults: Faults): unknown {
  if (!form.children) return leaf(element, form, faults);
  // What is hidden is never blank.
  if (element.text instanceof Hidden || element.text.trim() !== "") faults.count++;
  const [only, ...others] = form.children;
  // An element that does nothing but hold any number of one other; a body is the same in every message.
  if (only?.many && others.length === 0 && form.tag !== "MessageBody")
    return element.children.flatMap((child) =>
      child.tag === only.tag ? [{ [only.tag]: content(child, only, faults) }] : [],
    );
  const value: Record<string, unknown> = {};
  for (const inner of form.children) {
    const found = element.children.filter(({ tag }) => tag === inner.tag);
    if (inner.many) {
      if (found.length > 0) value[inner.tag] = found.map((child) => content(child, inner, faults));
      else if (inner.needed) faults.count++;
      continue;
    }
    if (found.length > 1) faults.count++;
    const [first] = found;
    const told = first && content(first, inner, faults);
    if (told !== undefined) value[inner.tag] = told;
    else if (inner.needed) faults.count++;
  }
  return value;
}

/** Empty is as good as absent. */
function leaf(
  { text, children }: Element,
  { tag, longest, patterns, codes }: Shape,
  faults: Faults,
): string | Hidden | undefined {
  if (children.length > 0) faults.count++;
  if (text instanceof Hidden) {
    faults.isUnsure ||= text.token === undefined || !faults.isCalledSo;
    return hiddenOf(tag, text);
  }
  if (text === "") return undefined;
  const ours = spelt(tag, text);
  const fits = patterns.length === 0 || patterns.some((pattern) => pattern.test(ours));
  if (Array.from(ours).length > longest || !fits || (codes.length > 0 && !codes.includes(ours))) faults.count++;
  return ours;
}

/** Of what has two spellings one cannot tell which it is. */
const hiddenOf = (tag: string, text: Hidden): Hidden => (TWO_SPELLINGS.includes(tag) ? new Hidden() : text);
const TWO_SPELLINGS = ["InsurerNumber", "CharacterCodeIdentifier"];

/** Where the sources disagree either spelling is read, as docs/files.md says. */
function spelt(tag: string, text: string): string {
  if (tag === "InsurerNumber") {
    const bare = text.replace(/^ +/, "");
    if (/^00\d{6}$/.test(bare)) return `  ${bare.slice(2)}`;
    return /^\d{1,8}$/.test(bare) ? bare.padStart(8, " ") : text;
  }
  return tag === "CharacterCodeIdentifier" && text === "2" ? "1" : text;
}
