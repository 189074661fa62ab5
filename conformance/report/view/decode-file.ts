import type { Declared } from "../../../device/wire/oqs/element.ts";
import { sayFinding } from "../../../device/wire/oqs/finding.ts";
import { readMessage } from "../../../device/wire/oqs/message.ts";
import { messageNamed } from "../../../device/wire/oqs/messages.ts";
import { parseFaceName, parseName } from "../../../device/wire/oqs/names.ts";
import { TAG_NAMES } from "../../../device/wire/oqs/tag-names.data.ts";
import type { Decoded, Field } from "./decoded.ts";
import { lang, plain, type Text } from "./language.ts";

/** So many lines of a file are decoded for the eye. */
const MOST = 500;

/** A file of the exchange folders, each tag by its name, each code by its term. */
export function fileFields(name: string, bytes: Uint8Array): Decoded {
  const message = messageNamed(idOf(name));
  if (!message || !name.endsWith(".xml")) return { fields: [] };
  const { loose, findings, encoding } = readMessage(message, bytes);
  const fields: Field[] = [];
  walk(message.root, loose, 0, fields);
  const title = message.about.title[lang.value];
  const complaint = findings
    .map((finding) => sayFinding(finding, lang.value))
    .slice(0, 8)
    .join("; ");
  return {
    fields,
    clause: [message.id, title, message.about.interface ?? message.about.assumed, encoding].filter(Boolean).join(" · "),
    ...(complaint === "" ? {} : { complaint }),
  };
}

function idOf(name: string): string {
  if (parseFaceName(name)) return "OQSsiquc01res";
  const parsed = parseName(name);
  return parsed ? parsed.id + parsed.side : "";
}

function walk(declared: Declared, value: unknown, depth: number, into: Field[], tag?: string): void {
  if (value === undefined || into.length >= MOST) return;
  switch (declared.is) {
    case "optional":
      walk(declared.element, value, depth, into, tag);
      break;
    case "many":
      for (const item of Array.isArray(value) ? value : []) walk(declared.element, item, depth, into, tag);
      break;
    case "list":
      head(tag, depth, into);
      for (const item of Array.isArray(value) ? (value as Record<string, unknown>[]) : [])
        walk(declared.element, item[declared.tag], depth + 1, into, declared.tag);
      break;
    case "group":
      head(tag, depth, into);
      for (const [inner, shape] of Object.entries(declared.tags))
        walk(shape, (value as Record<string, unknown>)[inner], tag === undefined ? depth : depth + 1, into, inner);
      break;
    case "leaf": {
      if (typeof value !== "string") break;
      const term = (declared.table as Readonly<Record<string, Text>> | undefined)?.[value];
      const shown = term ? `${plain(value, 20)} — ${term[lang.value]}` : plain(value);
      into.push({ name: nameOf(tag), value: shown, depth });
    }
  }
}

function head(tag: string | undefined, depth: number, into: Field[]): void {
  if (tag !== undefined) into.push({ name: nameOf(tag), value: "", depth });
}

const nameOf = (tag = ""): string => (Object.hasOwn(TAG_NAMES, tag) ? (TAG_NAMES[tag]?.[lang.value] ?? tag) : tag);
