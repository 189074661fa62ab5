import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { refuse } from "./refusal.ts";

/** docs/evidence.md, "Limits". */
export const LIMITS = { bytes: 256 * 1024 * 1024, head: 16 * 1024, depth: 32, leaves: 2_000_000 } as const;

/** The text of a file that may be anything: looked at for its size before a byte is read, and for its depth before it is parsed. */
export function readBounded(path: string): string {
  const file = openSync(path, "r");
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) refuse("it is no file", "ファイルではありません");
    if (stat.size > LIMITS.bytes) tooLarge();
    const bytes = Buffer.alloc(stat.size + 1);
    let length = 0;
    for (;;) {
      const more = readSync(file, bytes, length, bytes.length - length, null);
      length += more;
      if (more === 0) break;
      if (length > stat.size) refuse("it grew while it was read", "読んでいる間に大きくなりました");
    }
    return textOf(bytes.subarray(0, length));
  } finally {
    closeSync(file);
  }
}

const tooLarge = () =>
  refuse(
    `it is larger than ${LIMITS.bytes / 1024 / 1024} MB, which no evidence is`,
    `${LIMITS.bytes / 1024 / 1024} MB より大きく、証拠ではありえません`,
  );

/** UTF-8 and nothing else, no deeper than a parser should have to go. */
export function textOf(bytes: Uint8Array): string {
  demandShallow(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refuse("it is not UTF-8", "UTF-8 ではありません");
  }
}

const [QUOTE, ESCAPE] = [0x22, 0x5c];

function demandShallow(bytes: Uint8Array): void {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === ESCAPE) at++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > LIMITS.depth)
        refuse(`it is nested more than ${LIMITS.depth} levels deep`, `入れ子が ${LIMITS.depth} 段より深くなっています`);
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
}
