import { type Declared, type Element, type Tags } from "./element.ts";
import { type Finding, isRecord, join, RULES } from "./finding.ts";
import type { Term } from "./term.ts";
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
  const report = (kind: Finding["kind"], says: Term) => into.findings.push({ kind, path, says });
  if (element.attributes) report("attribute", RULES.attribute);
  if (declared.is === "leaf") {
    if (element.children.length > 0) report("shape", RULES.inText);
    return element.text === "" ? undefined : element.text;
  }
  if (element.text.trim() !== "") report("shape", RULES.betweenTags);
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
    if (place < last) into.findings.push({ kind: "order", path: childPath, says: RULES.order });
    last = place;
    const { element: inner, repeated } = declared;
    const found = collectXml(inner, child, childPath, into);
    if (repeated) value[child.tag] = [...((value[child.tag] as unknown[] | undefined) ?? []), found];
    // Which of two is meant cannot be known: the first is kept, and no complete value exists.
    else if (seen.has(child.tag)) into.findings.push({ kind: "doubled", path: childPath, says: RULES.doubled });
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
  if (declared.is === "list" && Array.isArray(json))
    return json.map((content: unknown) => collectJson(declared.item, content, path, into));
  into.findings.push({ kind: "shape", path, says: JSON_SHAPES[declared.is] });
  return undefined;
}

const JSON_SHAPES = {
  leaf: { ja: "文字列ではありません", en: "is no string" },
  group: { ja: "オブジェクトではありません", en: "is no object" },
  list: { ja: "配列ではありません", en: "is no array" },
} as const satisfies Record<Element["is"], Term>;

const ONE_FOR_MANY: Term = { ja: "配列の代わりに 1 件だけがあります", en: "is one where an array belongs" };

function collectMembers(tags: Tags, json: Readonly<Record<string, unknown>>, path: string, into: Collected) {
  const value: Record<string, unknown> = {};
  for (const [tag, content] of Object.entries(json)) {
    const declared = declaredAs(tags, tag);
    if (!declared) {
      stranger(tag, content, path, into);
      continue;
    }
    const { element, repeated } = declared;
    const at = join(path, tag);
    // Programs that turn XML into JSON make an array of what stands more than once, and only of that.
    const single = repeated && !Array.isArray(content);
    const items: readonly unknown[] = Array.isArray(content) && repeated ? content : [content];
    const found = items.map((item) => collectJson(element, item, at, into)).filter((item) => item !== undefined);
    if (found.length === 0) continue;
    if (single) into.findings.push({ kind: "variant", path: at, says: ONE_FOR_MANY });
    value[tag] = repeated ? found : found[0];
  }
  return value;
}

function stranger(tag: string, content: unknown, path: string, into: Collected): void {
  // Somebody else's tag may be of any length, and a path is meant to be read.
  const at = join(path, tag.slice(0, 64));
  into.findings.push({ kind: "unknown", path: at, says: RULES.unknown });
  into.unknown.push({ path: at, content });
}

function declaredAs(tags: Tags, tag: string): { element: Element; repeated: boolean } | undefined {
  const declared: Declared | undefined = Object.hasOwn(tags, tag) ? tags[tag] : undefined;
  const inner = declared?.is === "optional" ? declared.element : declared;
  if (!inner) return undefined;
  return inner.is === "many" ? { element: inner.element, repeated: true } : { element: inner, repeated: false };
}
