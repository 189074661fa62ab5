import { malformed } from "../errors.ts";
import { concat, EMPTY, xor } from "./bytes.ts";

/**
 * Framing of the GemPC Twin family on a serial line, as Debian's libccidtwin 1.5.2 speaks it (libccid src/ccid_serial.c):
 * SYNC 03, ACK 06, one CCID message, LRC over all of it. NAK is 03 15 16. A card movement is two bare bytes, 50 02 for out and
 * 50 03 for in; a single byte 80 to FF means that the reader is still busy.
 */
export type SerialItem =
  | { readonly is: "frame"; readonly message: Uint8Array }
  | { readonly is: "nak" }
  | { readonly is: "moved"; readonly present: boolean }
  | { readonly is: "busy"; readonly byte: number }
  /** A frame whose LRC or length is wrong: what a NAK answers. */
  | { readonly is: "broken"; readonly why: string }
  /** Bytes between frames that mean nothing. */
  | { readonly is: "noise"; readonly bytes: Uint8Array };

const SYNC = 0x03;
const ACK = 0x06;
const NAK = 0x15;
const MOVED = 0x50;
const OUT = 0x02;
const IN = 0x03;
const HEADER = 10;

/** dwMaxCCIDMessageLength that libccid assumes of every serial reader. */
export const LONGEST_MESSAGE = 271;

export function encodeSerial(item: Exclude<SerialItem, { is: "broken" | "noise" }>): Uint8Array {
  switch (item.is) {
    case "frame": {
      const body = concat(Uint8Array.of(SYNC, ACK), item.message);
      return concat(body, Uint8Array.of(xor(body)));
    }
    case "nak":
      return Uint8Array.of(SYNC, NAK, SYNC ^ NAK);
    case "moved":
      return Uint8Array.of(MOVED, item.present ? IN : OUT);
    case "busy":
      if (item.byte < 0x80 || item.byte > 0xff) throw malformed("busy byte", "80 to FF wanted");
      return Uint8Array.of(item.byte);
  }
}

export interface SerialFramer {
  /** Everything that has become whole with this chunk, in order. */
  feed(chunk: Uint8Array): SerialItem[];
  /** The line has been silent inside a frame: gives that frame up, and what may stand whole behind its first byte. */
  silence(): SerialItem[];
  /** A frame has begun and is not whole. */
  readonly midFrame: boolean;
}

/**
 * After a broken frame the search goes on one byte behind its SYNC, so that a frame swallowed by a false length is found again;
 * until one is, all else is noise, since the inside of a broken frame may look like anything.
 */
export function serialFramer(longest = LONGEST_MESSAGE): SerialFramer {
  let held: Uint8Array = EMPTY;
  let lost = false;

  const drain = (): SerialItem[] => {
    const items: SerialItem[] = [];
    let noise = 0;
    let at = 0;
    const flushNoise = () => {
      if (noise > 0) items.push({ is: "noise", bytes: held.slice(at - noise, at) });
      noise = 0;
    };
    while (at < held.length) {
      const found = next(held.subarray(at), longest);
      if (found === "incomplete") break;
      if (found === "noise" || (lost && found.item.is !== "frame")) {
        noise++;
        at++;
        continue;
      }
      flushNoise();
      items.push(found.item);
      at += found.length;
      lost = found.item.is === "broken";
    }
    flushNoise();
    held = held.slice(at);
    return items;
  };

  return {
    feed(chunk) {
      held = held.length > 0 ? concat(held, chunk) : chunk.slice();
      return drain();
    },
    silence() {
      const items: SerialItem[] = [];
      while (held.length > 0) {
        if (!lost) items.push({ is: "broken", why: "the frame ends in silence" });
        lost = true;
        held = held.slice(1);
        items.push(...drain());
      }
      return items;
    },
    get midFrame() {
      return held.length > 0;
    },
  };
}

type Found = { readonly item: SerialItem; readonly length: number } | "incomplete" | "noise";

function next(bytes: Uint8Array, longest: number): Found {
  const [first = 0, second] = bytes;
  if (first >= 0x80) return { item: { is: "busy", byte: first }, length: 1 };
  if (first !== SYNC && first !== MOVED) return "noise";
  if (second === undefined) return "incomplete";
  if (first === MOVED)
    return second === OUT || second === IN ? { item: { is: "moved", present: second === IN }, length: 2 } : "noise";
  if (second === NAK) {
    const third = bytes[2];
    if (third === undefined) return "incomplete";
    return third === (SYNC ^ NAK) ? { item: { is: "nak" }, length: 3 } : broken("the LRC of a NAK is wrong");
  }
  return second === ACK ? frame(bytes, longest) : "noise";
}

function frame(bytes: Uint8Array, longest: number): Found {
  if (bytes.length < 2 + 5) return "incomplete";
  const [, , , a = 0, b = 0, c = 0, d = 0] = bytes;
  const length = HEADER + a + b * 0x100 + c * 0x10000 + d * 0x1000000;
  if (length > longest) return broken(`a message of ${length} bytes`);
  if (bytes.length < 2 + length + 1) return "incomplete";
  if (xor(bytes.subarray(0, 2 + length + 1)) !== 0) return broken("LRC is wrong");
  return { item: { is: "frame", message: bytes.slice(2, 2 + length) }, length: 2 + length + 1 };
}

const broken = (why: string): Found => ({ item: { is: "broken", why }, length: 1 });
