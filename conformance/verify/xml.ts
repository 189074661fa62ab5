import { SaxesParser } from "saxes";
import type { Hidden, Writing } from "./hidden.ts";

/** docs/files.md, "決まり / Rules", and docs/evidence.md, "Documents": a file as a tree, or nothing where it cannot be read. */

export interface Element {
  readonly tag: string;
  readonly text: string | Hidden;
  readonly children: readonly Element[];
}

interface Open {
  readonly tag: string;
  text: string;
  readonly children: Element[];
}

const LIMITS = { bytes: 4 * 1024 * 1024, elements: 200_000, depth: 32 } as const;

export function xmlOf({ bytes, told }: Writing): Element | undefined {
  if (bytes.length > LIMITS.bytes) return undefined;
  const text = decoded(bytes);
  if (text === undefined) return undefined;
  try {
    return parsed(text, told);
  } catch {
    return undefined;
  }
}

export function parsed(text: string, told: Writing["told"] = (as) => as): Element | undefined {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: "1.0", forceXMLVersion: true });
  const stack: Open[] = [];
  let [root, count] = [undefined as Element | undefined, 0];
  const broken = (): never => {
    throw new SyntaxError("it cannot be read");
  };
  const characters = (more: string) => {
    const open = stack.at(-1);
    if (open) open.text += more;
  };
  parser.on("error", broken);
  parser.on("doctype", broken);
  parser.on("opentag", ({ name }) => {
    if (stack.length >= LIMITS.depth || ++count > LIMITS.elements) broken();
    stack.push({ tag: name, text: "", children: [] });
  });
  parser.on("text", characters);
  parser.on("cdata", characters);
  parser.on("closetag", () => {
    const open = stack.pop();
    const closed = open && { ...open, text: told(open.text) };
    const parent = stack.at(-1);
    if (closed && parent) parent.children.push(closed);
    else root = closed;
  });
  parser.write(text).close();
  return root;
}

const SHIFT_JIS = ["shift_jis", "windows-31j", "cp932", "ms932"];
const UTF_8 = ["utf-8", "utf8"];

function declaredIn(bytes: Buffer): string {
  const head = bytes.subarray(0, 200).toString("latin1");
  return /^<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.-]*)["']/.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
}

export const isSaidShiftJis = (bytes: Buffer): boolean => SHIFT_JIS.includes(declaredIn(bytes));

function decoded(bytes: Buffer): string | undefined {
  const isMarked = bytes.subarray(0, 3).toString("hex") === "efbbbf";
  const body = isMarked ? bytes.subarray(3) : bytes;
  const declared = declaredIn(body);
  if (UTF_8.includes(declared)) return strictly("utf-8", body);
  if (!SHIFT_JIS.includes(declared) || isMarked) return undefined;
  // Kanji in UTF-8 mostly also read as Shift_JIS, with other kanji coming out: such a file is labelled wrongly.
  const utf8 = body.some((byte) => byte >= 0xe0) ? strictly("utf-8", body) : undefined;
  return utf8 !== undefined && /[\u0800-\uffff]/.test(utf8) ? undefined : strictly("shift_jis", body);
}

export function strictly(encoding: "utf-8" | "shift_jis", bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
