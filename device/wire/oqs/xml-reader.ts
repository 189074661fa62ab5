import { SaxesParser } from "saxes";
import { malformed } from "../../errors.ts";
import { fromAscii, fromUtf8, startsWith } from "../bytes.ts";
import type { Finding } from "./finding.ts";
import { decodeShiftJis } from "./shift-jis.ts";
import type { Term } from "./term.ts";
import type { XmlEncoding } from "./xml-writer.ts";

export interface XmlLimits {
  readonly bytes: number;
  readonly elements: number;
}

export const MAX_BYTES = 4 * 1024 * 1024;
/** A message about one person. */
export const SINGLE_LIMITS: XmlLimits = { bytes: MAX_BYTES, elements: 200_000 };
/** One about many: some 5,000 results with everything in them. */
export const BULK_LIMITS: XmlLimits = { bytes: 4 * MAX_BYTES, elements: 500_000 };
const MAX_DEPTH = 32;
const WHAT = "XML file";

export interface XmlElement {
  readonly tag: string;
  /** All character data directly inside, as it stands. */
  readonly text: string;
  readonly children: readonly XmlElement[];
  readonly attributes: boolean;
}

export interface XmlDocument {
  readonly encoding: XmlEncoding;
  readonly root: XmlElement;
  readonly findings: readonly Finding[];
}

/**
 * Reads a document that may come from anyone. What is not well-formed, too large, too deep, wrongly encoded, or has a document
 * type declaration ends in `peer.malformed` with line and column; no part of the file is quoted, because it may be a patient's.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = SINGLE_LIMITS): XmlDocument {
  if (bytes.length > limits.bytes) throw malformed(WHAT, `larger than ${limits.bytes} bytes`);
  const { encoding, text, findings } = decode(bytes);
  return { encoding, root: parse(text, limits.elements), findings };
}

const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);
const UNDECLARED: Term = {
  ja: "文字コードの宣言がないので UTF-8 として読みました",
  en: "declares no encoding, read as UTF-8",
};
const MARKED: Term = { ja: "バイト順マーク（BOM）で始まっています", en: "begins with a byte order mark" };
const NAMES: Readonly<Record<string, XmlEncoding>> = {
  "utf-8": "UTF-8",
  "utf8": "UTF-8",
  "shift_jis": "Shift_JIS",
  "windows-31j": "Shift_JIS",
  "cp932": "Shift_JIS",
  "ms932": "Shift_JIS",
};

function decode(bytes: Uint8Array): { encoding: XmlEncoding; text: string; findings: Finding[] } {
  const findings: Finding[] = [];
  const odd = (says: Term) => findings.push({ kind: "encoding", path: "", says });
  const marked = startsWith(bytes, BOM);
  const body = marked ? bytes.subarray(BOM.length) : bytes;
  const declared = declaredEncoding(body);
  const encoding = declared === undefined ? "UTF-8" : NAMES[declared.toLowerCase()];
  if (encoding === undefined) throw malformed(WHAT, "an encoding other than UTF-8 and Shift_JIS");
  if (declared === undefined) odd(UNDECLARED);
  if (marked && encoding !== "UTF-8") throw malformed(WHAT, "declared as Shift_JIS, but begins as UTF-8");
  if (marked) odd(MARKED);
  if (encoding === "Shift_JIS" && isWideUtf8(body)) throw malformed(WHAT, "declared as Shift_JIS, but is UTF-8");
  return { encoding, text: decodeAs(encoding, body), findings };
}

/** The declaration is ASCII in both encodings (XML 1.0 appendix F). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = fromAscii(bytes.subarray(0, 200));
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1];
}

/**
 * Kanji in UTF-8 are three bytes that mostly also read as Shift_JIS, with other kanji coming out. Text meant as Shift_JIS is as
 * good as never UTF-8 throughout, so a file that is has been labelled wrongly.
 */
function isWideUtf8(bytes: Uint8Array): boolean {
  if (!bytes.some((byte) => byte >= 0xe0)) return false;
  try {
    return /[\u0800-\uffff]/.test(fromUtf8(bytes));
  } catch {
    return false;
  }
}

function decodeAs(encoding: XmlEncoding, bytes: Uint8Array): string {
  if (encoding === "Shift_JIS") return decodeShiftJis(bytes, WHAT);
  try {
    return fromUtf8(bytes);
  } catch {
    throw malformed(WHAT, "not UTF-8");
  }
}

interface Open {
  tag: string;
  text: string;
  children: XmlElement[];
  attributes: boolean;
}

function parse(text: string, maxElements: number): XmlElement {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  const stack: Open[] = [];
  let root: XmlElement | undefined;
  let count = 0;
  const fail = (why: string): never => {
    throw malformed(WHAT, `${why} (line ${parser.line}, column ${parser.column})`);
  };
  const characters = (piece: string) => {
    const open = stack.at(-1);
    if (open) open.text += piece;
  };
  parser.on("error", () => fail("not well-formed XML"));
  // A document type could bring entities of any size or from any address; no message has one.
  parser.on("doctype", () => fail("a document type declaration"));
  parser.on("opentag", ({ name, attributes }) => {
    if (stack.length >= MAX_DEPTH) fail(`more than ${MAX_DEPTH} levels`);
    if (++count > maxElements) fail(`more than ${maxElements} elements`);
    stack.push({ tag: name, text: "", children: [], attributes: Object.keys(attributes).length > 0 });
  });
  parser.on("text", characters);
  parser.on("cdata", characters);
  parser.on("closetag", () => {
    const closed = stack.pop();
    if (!closed) return;
    const parent = stack.at(-1);
    if (parent) parent.children.push(closed);
    else root = closed;
  });
  parser.write(text).close();
  return root ?? fail("no element");
}
