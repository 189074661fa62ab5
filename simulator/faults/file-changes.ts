import type { ExchangeFolder, Folders } from "../../device/ports.ts";

/** Files with one element changed, or written in another way that says the same. Text is a character a byte, in whatever encoding. */

export interface ElementChange {
  readonly tag: string;
  /** `off`: its last character is the next one. */
  readonly how: "dropped" | "off";
}

export type Spelling = keyof typeof SPELLINGS;

export const changeElement =
  ({ tag, how }: ElementChange) =>
  (text: string): string =>
    how === "dropped"
      ? text.replace(new RegExp(`<${tag}>[^<]*</${tag}>\\s*`, "g"), "")
      : text.replace(
          new RegExp(`(<${tag}>[^<]*)([^<])(</${tag}>)`, "g"),
          (_, head: string, last: string, tail: string) => [head, next(last), tail].join(""),
        );

/** A digit goes on to the next digit; of a byte of a longer character another one is there that is no less one. */
const next = (last: string): string =>
  /\d/.test(last) ? String((Number(last) + 1) % 10) : String.fromCharCode(last.charCodeAt(0) ^ 1);

/** Ways to write the same in XML 1.0. */
export const SPELLINGS = {
  crlf: (text: string) => text.replace(/\r?\n/g, "\r\n"),
  oneLine: (text: string) => text.replace(/>\s*\n\s*</g, "><"),
  indented: (text: string) => text.replace(/>\s*</g, ">\n\t\t<"),
  comment: (text: string) =>
    text.replace("<MessageHeader>", "<!-- 作成 -->".replace(/[^ -~]/g, "x") + "<MessageHeader>"),
  singleQuotes: (text: string) => text.replace(/^<\?xml[^>]*\?>/, (declaration) => declaration.replaceAll('"', "'")),
  notStandalone: (text: string) => text.replace(/^(<\?xml[^>]*?) standalone="\w+"/, "$1"),
  openAndClose: (text: string) => text.replace(/<(\w+)\/>/g, "<$1></$1>"),
  spaceInTags: (text: string) => text.replace(/<(\w+)>/g, "<$1 >").replace(/<\/(\w+)>/g, "</$1 >"),
  references: (text: string) =>
    text.replace(/>([0-9]+)</g, (_, digits: string) => `>&#x${digits.charCodeAt(0).toString(16)};${digits.slice(1)}<`),
  characterData: (text: string) =>
    text.replace(/<(InsuredIdentificationNumber|Birthdate)>([^<]+)</g, "<$1><![CDATA[$2]]><"),
  noLastLine: (text: string) => text.trimEnd(),
  byteOrderMark: (text: string) => (/encoding=["']UTF-8/.test(text) ? "\u00ef\u00bb\u00bf" : "") + text,
} as const satisfies Record<string, (text: string) => string>;

/** Whatever is written as XML into one of these folders. */
export const rewritingXml = (
  folders: Folders,
  into: readonly ExchangeFolder[],
  change: (text: string, name: string) => string,
): Folders => ({
  ...folders,
  write: (folder, name, bytes) =>
    folders.write(
      folder,
      name,
      into.includes(folder) && /\.xml$/i.test(name) ? latin(change(fromLatin(bytes), name)) : bytes,
    ),
});

/** Tells of each element that is written into one of these folders. */
export const watchElements = (
  folders: Folders,
  into: readonly ExchangeFolder[],
  seen: (tag: string, name: string) => void,
): Folders =>
  rewritingXml(folders, into, (text, name) => {
    for (const [, tag = ""] of text.matchAll(/<(\w+)>/g)) seen(tag, name);
    return text;
  });

/** Files of these names are never written. */
export const losing = (folders: Folders, isLost: (name: string) => boolean): Folders => ({
  ...folders,
  write: (folder, name, bytes) => (isLost(name) ? Promise.resolve() : folders.write(folder, name, bytes)),
});

const fromLatin = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const latin = (text: string) => new Uint8Array(Buffer.from(text, "latin1"));
