import type { Declared, Element, Group, Leaf } from "./element.ts";

/** What was wrong with a message, told by place and rule and never by the value, since values are patients' data. */
export interface Finding {
  readonly kind:
    "missing" | "doubled" | "tooLong" | "form" | "code" | "shape" | "unknown" | "order" | "attribute" | "encoding";
  /** MessageBody/ResultList/… */
  readonly path: string;
  readonly says: string;
}

/** These leave a message readable in full; any other kind means that no complete value exists. */
const HARMLESS: readonly Finding["kind"][] = ["unknown", "order", "attribute", "encoding"];

export const isGrave = ({ kind }: Finding): boolean => !HARMLESS.includes(kind);

/** One line for a person or an error file. */
export const sayFinding = ({ path, says }: Finding): string => `${path}: ${says}`;

/** Checks what a tolerant reader kept, or what somebody wants to write, against its declaration. */
export function check(declared: Declared, value: unknown, path: string): Finding[] {
  switch (declared.is) {
    case "optional":
      return value === undefined ? [] : check(declared.element, value, path);
    case "many":
      return Array.isArray(value)
        ? value.flatMap((item: unknown) => check(declared.element, item, path))
        : [missing(path)];
    case "leaf":
      return typeof value === "string" ? checkLeaf(declared, value, path) : [missing(path)];
    case "list":
      return Array.isArray(value)
        ? value.flatMap((item: unknown) => checkItem(declared.tag, declared.element, item, path))
        : [missing(path)];
    case "group":
      return isRecord(value) ? checkGroup(declared, value, path) : [missing(path)];
  }
}

const missing = (path: string): Finding => ({ kind: "missing", path, says: "is missing" });

function checkItem(tag: string, element: Element, item: unknown, path: string): Finding[] {
  return checkGroup({ is: "group", tags: { [tag]: element } }, isRecord(item) ? item : {}, path);
}

function checkGroup({ tags }: Group, value: Readonly<Record<string, unknown>>, path: string): Finding[] {
  const strangers = Object.keys(value).filter((tag) => !Object.hasOwn(tags, tag) && value[tag] !== undefined);
  return [
    ...Object.entries(tags).flatMap(([tag, declared]) => check(declared, value[tag], join(path, tag))),
    ...strangers.map((tag): Finding => ({ kind: "unknown", path: join(path, tag), says: "is not declared here" })),
  ];
}

function checkLeaf({ max, form, table }: Leaf, text: string, path: string): Finding[] {
  if (text === "") return [{ kind: "missing", path, says: "is empty" }];
  const length = Array.from(text).length;
  if (length > max) return [{ kind: "tooLong", path, says: `${length} characters, at most ${max}` }];
  if (table && !Object.hasOwn(table, text))
    return [{ kind: "code", path, says: "a code that its table does not have" }];
  if (form && !form.test(text)) return [{ kind: "form", path, says: `not ${form.says}` }];
  return [];
}

export const join = (path: string, tag: string): string => (path === "" ? tag : `${path}/${tag}`);

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
