import { DeviceError } from "../../errors.ts";
import { utf8 } from "../bytes.ts";
import type { Declared, Element } from "./element.ts";
import { encodeShiftJis } from "./shift-jis.ts";

export type XmlEncoding = "UTF-8" | "Shift_JIS";

/** An XML 1.0 document of one declared element: tags in the order of the declaration, two blanks a level, LF. */
export function writeXml(tag: string, element: Element, value: unknown, encoding: XmlEncoding): Uint8Array {
  const document = `<?xml version="1.0" encoding="${encoding}" standalone="no"?>\n${write(tag, element, value, "")}`;
  return encoding === "UTF-8" ? utf8(document) : encodeShiftJis(document);
}

function write(tag: string, declared: Declared, value: unknown, indent: string): string {
  if (value === undefined) return "";
  switch (declared.is) {
    case "optional":
      return write(tag, declared.element, value, indent);
    case "many":
      return (value as readonly unknown[]).map((item) => write(tag, declared.element, item, indent)).join("");
    case "leaf":
      return `${indent}<${tag}>${escape(value as string, tag)}</${tag}>\n`;
    case "list": {
      const items = value as readonly Record<string, unknown>[];
      const inner = items.map((item) => write(declared.tag, declared.element, item[declared.tag], `${indent}  `));
      return wrap(tag, inner.join(""), indent);
    }
    case "group": {
      const tags = value as Record<string, unknown>;
      const inner = Object.entries(declared.tags).map(([child, of]) => write(child, of, tags[child], `${indent}  `));
      return wrap(tag, inner.join(""), indent);
    }
  }
}

const wrap = (tag: string, inner: string, indent: string) =>
  inner === "" ? `${indent}<${tag}/>\n` : `${indent}<${tag}>\n${inner}${indent}</${tag}>\n`;

/** What XML 1.0 §2.2 does not allow at all, not even as a reference: controls, halves of pairs, U+FFFE and U+FFFF. */
export const ILLEGAL_IN_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;" };

/** A carriage return would come back as a line feed (§2.11), so it is written as a reference. */
function escape(text: string, tag: string): string {
  if (ILLEGAL_IN_XML.test(text))
    throw new DeviceError("call.misuse", { why: `${tag} holds a character that XML cannot carry` });
  return text.replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? character);
}
