import type { Text } from "./language.ts";
import { Unreadable } from "./trace-file.ts";

/** Brackets within brackets, and values in all: several times what any file of ours has. */
const [DEEPEST, MOST] = [64, 6_000_000] as const;

/**
 * JSON from anywhere. A parser keeps more memory for each bracket and value than they are long in the text, so that a file within the
 * limits of size can end the whole tab; both are counted before it is let in. Throws `Unreadable`.
 */
export function parseJson(text: string): unknown {
  const { depth, values } = measured(text);
  if (depth > DEEPEST) throw new Unreadable(NO_JSON);
  if (values > MOST) throw new Unreadable(TOO_MANY);
  try {
    return JSON.parse(text);
  } catch {
    throw new Unreadable(NO_JSON);
  }
}

/** Stops where it is certain that it is too much. */
function measured(text: string): { readonly depth: number; readonly values: number } {
  let [at, depth, deepest, values] = [0, 0, 0, 0];
  while (at < text.length && deepest <= DEEPEST && values <= MOST) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      values++;
      deepest = Math.max(deepest, ++depth);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
    else if (code === COMMA) values++;
    at++;
  }
  return { depth: deepest, values };
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d] as const;

const NO_JSON: Text = {
  ja: "ファイルの中身が JSON ではありません。途中で切れていないか、shikaku が書いたファイルかを確かめてください。",
  en: "The file is not JSON. See whether it is cut off, and whether shikaku wrote it.",
};
const TOO_MANY: Text = {
  ja: `ファイルの中の値が多すぎます（${MOST / 1_000_000}00万を超えています）。試験を --only で絞って実行し直すか、記録を分けて保存してください。`,
  en: `The file holds too many values (more than ${MOST / 1_000_000} million). Run fewer cases with --only, or save shorter traces.`,
};
