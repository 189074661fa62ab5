import { ILLEGAL_IN_XML } from "../../device/wire/oqs/xml-writer.ts";

/** What XML cannot carry (a vendor's words may hold anything) is shown as U+FFFD; a report is not to be lost over it. */
const legal = (text: string): string => text.replace(new RegExp(ILLEGAL_IN_XML, "gu"), "\ufffd");

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

/** A line feed or a tab in an attribute would come back as a blank, so they are written as references. */
export const attribute = (text: string): string =>
  legal(text).replace(/[&<>"\r\n\t]/g, (character) => ENTITIES[character] ?? character);

export const content = (text: string): string =>
  legal(text).replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? character);

/** Attributes in the order given. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inner: string | readonly string[] = [],
): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const head = `<${name}${list.join("")}`;
  if (typeof inner === "string") return `${head}>${content(inner)}</${name}>`;
  return inner.length === 0 ? `${head}/>` : `${head}>\n${inner.join("\n")}\n</${name}>`;
}
