import { fromAscii, fromUtf8, startsWith } from "../../device/wire/bytes.ts";
import { readMessage } from "../../device/wire/oqs/message.ts";
import { FACE_RESULT, messageNamed } from "../../device/wire/oqs/messages.ts";
import { parseFaceName, parseName } from "../../device/wire/oqs/names.ts";
import { decodeShiftJis } from "../../device/wire/oqs/shift-jis.ts";
import { TAG_NAMES } from "../../device/wire/oqs/tag-names.data.ts";
import { read } from "./apart-bytes.ts";
import { IS_CODE, SHOWN_ELEMENTS, SHOWN_NUMBERS, SHOWN_WORDS } from "./shown.data.ts";
import { type Span, whole } from "./span.ts";

const LESS = 0x3c;
const MORE = 0x3e;
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);

/**
 * Of a file of the exchange folders: the texts of its elements, but for codes. Of one that cannot be read as the message that its name
 * tells, or has anything in it but elements and texts, all of it.
 */
export function fileSpans(name: string, bytes: Uint8Array): readonly Span[] {
  return read(() => textsIn(name, bytes)) ?? whole(bytes);
}

function textsIn(name: string, bytes: Uint8Array): readonly Span[] | undefined {
  const named = parseName(name);
  const message = parseFaceName(name) ? FACE_RESULT : named && messageNamed(`${named.id}${named.side}`);
  if (!message) return undefined;
  const { encoding, value } = readMessage(message, bytes);
  const decode = (part: Uint8Array) => (encoding === "Shift_JIS" ? decodeShiftJis(part) : fromUtf8(part));
  const spans: Span[] = [];
  const open: string[] = [];
  // Neither of the two bytes ever stands within a character, in either encoding.
  for (let at = startsWith(bytes, BOM) ? BOM.length : 0; at < bytes.length;) {
    if (bytes[at] === LESS) {
      const end = bytes.indexOf(MORE, at) + 1;
      const tag = fromAscii(bytes.subarray(at + 1, end - 1));
      if (open.length > 0 || !tag.startsWith("?xml ")) {
        const [, slash, own = "", alone] = /^(\/?)([A-Za-z]\w*)\s*(\/?)$/.exec(tag) ?? [];
        if (!Object.hasOwn(TAG_NAMES, own)) return undefined;
        if (slash) open.pop();
        else if (!alone) open.push(own);
      }
      at = end;
      continue;
    }
    const next = bytes.indexOf(LESS, at);
    const to = next < 0 ? bytes.length : next;
    const text = decode(bytes.subarray(at, to));
    const isCode = SHOWN_ELEMENTS.has(open.at(-1) ?? "") && IS_CODE.test(text);
    if (text.trim() !== "" && !isCode)
      spans.push({ from: at, to, text: value !== undefined && /^[^&\r●]*$/.test(text) ? text : null });
    at = to;
  }
  return spans;
}

/** Of a call of the central system: the texts of its JSON, but for codes. Of what is no JSON, all of it. */
export function bodySpans(bytes: Uint8Array): readonly Span[] {
  return read(() => stringsIn(bytes)) ?? whole(bytes);
}

/** Numbers, words, texts and punctuation of JSON. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

function stringsIn(bytes: Uint8Array): readonly Span[] | undefined {
  JSON.parse(fromUtf8(bytes));
  // A byte a character: the places are those of the bytes, and no byte of a longer character looks like punctuation.
  const text = Buffer.from(bytes).toString("latin1");
  const tokens = [...text.matchAll(TOKEN)];
  const spans: Span[] = [];
  const names: string[] = [];
  for (const [i, { 0: token, index }] of tokens.entries()) {
    if (token === "{" || token === "[") names.push(names.at(-1) ?? "");
    else if (token === "}" || token === "]") names.pop();
    else if (token.startsWith('"') && tokens[i + 1]?.[0] === ":") {
      const [, name] = /^"([A-Za-z][A-Za-z0-9]*)"$/.exec(token) ?? [];
      if (name === undefined) return undefined;
      names[names.length - 1] = name;
    } else if (token.startsWith('"')) {
      const [from, to] = [index + 1, index + token.length - 1];
      const told = JSON.parse(fromUtf8(bytes.subarray(index, index + token.length))) as string;
      // What stands in sight is spelt as it reads.
      const isShown = isWord(names.at(-1) ?? "", told) && to - from === told.length;
      if (from < to && !isShown) spans.push({ from, to, text: told.includes("●") ? null : told });
    } else if (/^[-0-9]/.test(token) && !SHOWN_NUMBERS.has(names.at(-1) ?? "")) return undefined;
  }
  return spans;
}

const isWord = (name: string, text: string): boolean =>
  (SHOWN_ELEMENTS.has(name) || SHOWN_WORDS.has(name)) && IS_CODE.test(text);
