import { concat, EMPTY } from "./bytes.ts";

/**
 * How one message of the reference protocol stands in a stream of bytes (serial line, pty, TCP; docs/reader-protocol.md):
 *
 *     FA CE | length | its complement | payload | CRC-16
 *
 * Length, complement and CRC are two bytes each, high byte first; the CRC (CRC-16/IBM-3740: polynomial 1021, start FFFF) covers
 * everything between FA CE and itself. A length that was hurt shows at once in its complement, so that a reader never waits for
 * bytes that nobody will send.
 */
export const LONGEST_PAYLOAD = 4096;

const SYNC = [0xfa, 0xce] as const;
const HEADER = 6;
const CRC = 2;

export function frame(payload: Uint8Array): Uint8Array {
  const length = payload.length;
  if (length < 1 || length > LONGEST_PAYLOAD) throw new RangeError(`a payload of ${length} bytes`);
  const body = concat(u16(length), u16(~length), payload);
  return concat(Uint8Array.from(SYNC), body, u16(crc16(body)));
}

/**
 * Finds frames in chunks cut anywhere. What is no frame goes to `onGarbage`, in order; after it the search goes on at the next
 * byte, so that a whole frame behind a broken one is found. Holds no more than one frame between two chunks.
 */
export function framer(onFrame: (payload: Uint8Array) => void, onGarbage: (skipped: Uint8Array) => void = () => {}) {
  let held = EMPTY;
  const look = (chunk: Uint8Array, more: "more" | "none"): void => {
    const bytes = concat(held, chunk);
    const found: { start: number; end: number }[] = [];
    let at = 0;
    for (;;) {
      if (at === bytes.length) break;
      const frameEnd = frameAt(bytes, at);
      const end = frameEnd === "more" ? more : frameEnd;
      if (end === "more") break;
      if (end === "none") {
        at = nextSync(bytes, at + 1);
        continue;
      }
      found.push({ start: at, end });
      at = end;
    }
    held = bytes.slice(at);
    let told = 0;
    for (const { start, end } of found) {
      if (start > told) onGarbage(bytes.slice(told, start));
      onFrame(bytes.slice(start + HEADER, end - CRC));
      told = end;
    }
    if (at > told) onGarbage(bytes.slice(told, at));
  };
  return {
    push: (chunk: Uint8Array): void => look(chunk, "more"),
    /** Nobody will send the rest of what was begun: what stands behind its first byte is looked at anew. */
    giveUp: (): void => look(EMPTY, "none"),
    /** A frame has begun, or what may become one. */
    get waits(): boolean {
      return held.length > 0;
    },
  };
}

/** Where the frame that starts at `at` ends; "none" if none can start there, "more" if that cannot be told yet. */
function frameAt(bytes: Uint8Array, at: number): number | "none" | "more" {
  const left = bytes.length - at;
  if (SYNC.some((byte, i) => i < left && bytes[at + i] !== byte)) return "none";
  if (left < HEADER) return "more";
  const length = read16(bytes, at + 2);
  if (read16(bytes, at + 4) !== (~length & 0xffff) || length < 1 || length > LONGEST_PAYLOAD) return "none";
  const end = at + HEADER + length + CRC;
  if (bytes.length < end) return "more";
  return crc16(bytes.subarray(at + SYNC.length, end - CRC)) === read16(bytes, end - CRC) ? end : "none";
}

function nextSync(bytes: Uint8Array, from: number): number {
  const next = bytes.indexOf(SYNC[0], from);
  return next < 0 ? bytes.length : next;
}

/** CRC-16/IBM-3740, in the catalogue of CRC RevEng: its check value, over the digits 1 to 9, is 29B1. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
  }
  return crc & 0xffff;
}

const u16 = (value: number) => Uint8Array.of((value >> 8) & 0xff, value & 0xff);
const read16 = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
