import type { Declared, Element, Leaf } from "../../../../device/wire/oqs/element.ts";
import type { Finding } from "../../../../device/wire/oqs/finding.ts";
import type { Message, ValueOfMessage } from "../../../../device/wire/oqs/message.ts";
import { readXml, type XmlElement } from "../../../../device/wire/oqs/xml-reader.ts";
import { writeMessage } from "../../../../device/wire/oqs/message.ts";

/** One thing gone wrong with one element of a file. */
export interface Mutation {
  readonly what: "missing" | "doubled" | "tooLong" | "code" | "form" | "empty" | "unknown";
  /** Where the finding is expected. */
  readonly path: string;
  readonly kind: Finding["kind"];
  readonly root: XmlElement;
}

/** A whole file of a value, as elements. */
export const elementsOf = (message: Message, value: ValueOfMessage<Message>): XmlElement =>
  readXml(writeMessage(message, value, { encoding: "UTF-8" }), { bytes: 1 << 26, elements: 1 << 22 }).root;

/** Each element that a file has, once wherever it stands: left out where it is needed, doubled where it stands once, too long, wrongly coded. */
export function mutationsOf(message: Message, root: XmlElement): Mutation[] {
  const found: Mutation[] = [];
  visit(message.root, root, "", (element) => element, found);
  return [...new Map(found.map((mutation) => [`${mutation.what} ${mutation.path}`, mutation])).values()];
}

type Rebuild = (element: XmlElement) => XmlElement;

function visit(of: Element, element: XmlElement, path: string, whole: Rebuild, found: Mutation[]): void {
  if (of.is === "leaf") {
    leafMutations(of, element, path, whole, found);
    return;
  }
  const stranger: XmlElement = { tag: "Stranger", text: "", children: [], attributes: false };
  const odd = { ...element, children: [...element.children, stranger] };
  found.push({ what: "unknown", kind: "unknown", path: join(path, "Stranger"), root: whole(odd) });
  element.children.forEach((child, at) => {
    const declared = of.is === "list" ? { is: "many" as const, element: of.element } : of.tags[child.tag];
    if (!declared) throw new Error(`${path}/${child.tag} is not declared`);
    const put = (...into: readonly XmlElement[]) =>
      whole({ ...element, children: [...element.children.slice(0, at), ...into, ...element.children.slice(at + 1)] });
    const childPath = join(path, child.tag);
    const chosen = of.is === "group" && (of.choice ?? []).some((set) => set.includes(child.tag));
    const kin = element.children.filter(({ tag }) => tag === child.tag).length;
    if (chosen) found.push({ what: "missing", kind: "choice", path, root: put() });
    else if (declared.is !== "optional" && of.is === "group" && kin === 1)
      found.push({ what: "missing", kind: "missing", path: childPath, root: put() });
    if (!isRepeated(declared))
      found.push({ what: "doubled", kind: "doubled", path: childPath, root: put(child, child) });
    visit(inner(declared), child, childPath, (changed) => put(changed), found);
  });
}

function leafMutations(
  { max, table, form }: Leaf,
  element: XmlElement,
  path: string,
  whole: Rebuild,
  found: Mutation[],
) {
  const put = (text: string) => whole({ ...element, text });
  found.push({ what: "tooLong", kind: "tooLong", path, root: put("9".repeat(max + 1)) });
  if (table)
    found.push({ what: "code", kind: "code", path, root: put("?".padEnd(Math.min(max, 2), "?").slice(0, max)) });
  if (form) found.push({ what: "form", kind: "form", path, root: put("*".repeat(Math.min(max, 3))) });
}

const isRepeated = (declared: Declared): boolean =>
  declared.is === "many" || (declared.is === "optional" && declared.element.is === "many");

function inner(declared: Declared): Element {
  const within = declared.is === "optional" ? declared.element : declared;
  return within.is === "many" ? within.element : within;
}

const join = (path: string, tag: string) => (path === "" ? tag : `${path}/${tag}`);

/** The file again. Nothing in it is checked: it is meant to be wrong. */
export const fileOf = (root: XmlElement, encoding = "UTF-8"): string =>
  `<?xml version="1.0" encoding="${encoding}" standalone="no"?>\n${textOf(root)}\n`;

function textOf({ tag, text, children }: XmlElement): string {
  const content =
    children.length > 0 ? children.map(textOf).join("") : text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<${tag}>${content}</${tag}>`;
}
