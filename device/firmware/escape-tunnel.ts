import type { ByteStream } from "../ports.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import { CCID_ERROR, type CcidCommand, type CcidResponse } from "../wire/ccid.ts";
import type { Icc } from "./ccid-answers.ts";
import { LONGEST_MESSAGE } from "./usb-descriptors.ts";

type Escape = Extract<CcidCommand, { is: "escape" }>;

/** A stream of bytes in the Escape commands of a card reader (docs/reader-protocol.md, CCID Escape). */
export interface EscapeTunnel {
  /** The reader's end; a host is there for as long as it asks. */
  readonly stream: ByteStream;
  answer(command: Escape, icc: Icc): CcidResponse;
}

/** "FA" says that the frames of the reference protocol follow. */
export const TUNNEL = 0xfa;
const HEADER = 10;
/** What one answer carries behind the two bytes that begin it. */
const PIECE = LONGEST_MESSAGE - HEADER - 2;
/** So much waits for a host that has stopped asking; then it is told from the next frame on, as after noise on a line. */
const ROOM = 64 * 1024;

export function escapeTunnel(): EscapeTunnel {
  let take: (chunk: Uint8Array) => void = () => undefined;
  let waiting: Uint8Array = EMPTY;
  /** Before a host has asked there is nobody to speak to. */
  let heard = false;
  return {
    stream: {
      write(bytes) {
        if (!heard) return;
        waiting = waiting.length + bytes.length > ROOM ? bytes.slice() : concat(waiting, bytes);
      },
      onBytes: (taker) => void (take = taker),
      onClose: () => undefined,
      close: () => Promise.resolve(),
    },
    answer({ slot, seq, data }, icc) {
      if (data[0] !== TUNNEL)
        return {
          ...{ is: "escape", slot, seq, status: { icc, command: "failed" } },
          ...{ error: CCID_ERROR.notSupported, data: EMPTY },
        };
      heard = true;
      if (data.length > 1) take(data.slice(1));
      const piece = waiting.subarray(0, PIECE);
      waiting = waiting.slice(PIECE);
      const more = waiting.length > 0 ? 1 : 0;
      const said = concat(Uint8Array.of(TUNNEL, more), piece);
      return { is: "escape", slot, seq, status: { icc, command: "ok" }, error: 0, data: said };
    },
  };
}
