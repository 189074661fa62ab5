import { type Declared, type Element, group, type Tags } from "./element.ts";
import { type Finding, isRecord, join } from "./finding.ts";
import type { XmlElement } from "./xml-reader.ts";

/** Something a message holds that its declaration does not know. */
export interface Unknown {
  readonly path: string;
  readonly content: unknown;
}
export interface Collected {
  readonly findings: Finding[];
  readonly unknown: Unknown[];
}

/** What an XML element has of its declaration; what it has besides goes into the findings. An element without data is absent. */
export function collectXml(declared: Element, element: XmlElement, path: string, into: Collected): unknown {
  const report = (kind: Finding["kind"], says: string) => into.findings.push({ kind, path, says });
  if (element.attributes) report("attribute", "has attributes, which no message has");
  if (declared.is === "leaf") {
    if (element.children.length > 0) report("shape", "holds elements where text belongs");
    return element.text === "" ? undefined : element.text;
  }
  if (element.text.trim() !== "") report("shape", "holds text where elements belong");
  if (declared.is === "group") return collectTags(declared.tags, element, path, into);
  const { tag, element: inner } = declared;
  return element.children.flatMap((child) => {
    if (child.tag === tag) return [{ [tag]: collectXml(inner, child, join(path, tag), into) }];
    stranger(child.tag, child, path, into);
    return [];
  });
}

function collectTags(tags: Tags, element: XmlElement, path: string, into: Collected): Record<string, unknown> {
  const order = Object.keys(tags);
  const value: Record<string, unknown> = {};
  const seen = new Set<string>();
  let last = -1;
  for (const child of element.children) {
    const declared = declaredAs(tags, child.tag);
    if (!declared) {
      stranger(child.tag, child, path, into);
      continue;
    }
    const childPath = join(path, child.tag);
    const place = order.indexOf(child.tag);
    if (place < last) into.findings.push({ kind: "order", path: childPath, says: "stands out of order" });
    last = place;
    const { element: inner, repeated } = declared;
    const found = collectXml(inner, child, childPath, into);
    if (repeated) value[child.tag] = [...((value[child.tag] as unknown[] | undefined) ?? []), found];
    // Which of two is meant cannot be known: the first is kept, and no complete value exists.
    else if (seen.has(child.tag))
      into.findings.push({ kind: "doubled", path: childPath, says: "stands more than once" });
    else if (found !== undefined) value[child.tag] = found;
    seen.add(child.tag);
  }
  return value;
}

/** The same for the JSON form. */
export function collectJson(declared: Element, json: unknown, path: string, into: Collected): unknown {
  if (json === undefined || json === null || json === "") return undefined;
  if (declared.is === "leaf" && typeof json === "string") return json;
  if (declared.is === "group" && isRecord(json)) return collectMembers(declared.tags, json, path, into);
  if (declared.is === "list" && Array.isArray(json)) {
    const item = group({ [declared.tag]: declared.element });
    return json.map((content: unknown) => collectJson(item, content, path, into));
  }
  into.findings.push({ kind: "shape", path, says: `is no ${JSON_SHAPES[declared.is]}` });
  return undefined;
}

const JSON_SHAPES = { leaf: "string", group: "object", list: "array" } as const;

function collectMembers(tags: Tags, json: Readonly<Record<string, unknown>>, path: string, into: Collected) {
  const value: Record<string, unknown> = {};
  for (const [tag, content] of Object.entries(json)) {
    const declared = declaredAs(tags, tag);
    if (!declared) {
      stranger(tag, content, path, into);
      continue;
    }
    const { element, repeated } = declared;
    const found =
      repeated && Array.isArray(content)
        ? content.map((item: unknown) => collectJson(element, item, join(path, tag), into))
        : collectJson(element, content, join(path, tag), into);
    if (found !== undefined) value[tag] = found;
  }
  return value;
}

function stranger(tag: string, content: unknown, path: string, into: Collected): void {
  // Somebody else's tag may be of any length, and a path is meant to be read.
  const at = join(path, tag.slice(0, 64));
  into.findings.push({ kind: "unknown", path: at, says: "is not declared here" });
  into.unknown.push({ path: at, content });
}

function declaredAs(tags: Tags, tag: string): { element: Element; repeated: boolean } | undefined {
  const declared: Declared | undefined = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  const inner = declared?.is === "optional" ? declared.element : declared;
  if (!inner) return undefined;
  return inner.is === "many" ? { element: inner.element, repeated: true } : { element: inner, repeated: false };
}
