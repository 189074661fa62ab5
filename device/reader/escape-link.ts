import { isFault, malformed } from "../errors.ts";
import type { ByteStream, Cancel, Clock } from "../ports.ts";
import { concat, EMPTY } from "../wire/bytes.ts";

/** One Escape command to a reader and its answer: SCardControl with the code of FEATURE_CCID_ESC_COMMAND. */
export type Escape = (data: Uint8Array) => Promise<Uint8Array>;

const TUNNEL = 0xfa;
/** Longest message of a reader that exchanges TPDUs is 271 bytes, header and the byte in front of the piece included. */
const PIECE = 256;
/** A reader cannot speak unless it is asked: so often, while it has nothing to say. Milliseconds. */
const ASK_EVERY = 50;

/** The host's end of the stream that stands in Escape commands (docs/reader-protocol.md). Closes when an Escape fails. */
export function escapeStream(escape: Escape, clock: Clock): ByteStream {
  let take: (chunk: Uint8Array) => void = () => undefined;
  const closed = new Set<() => void>();
  let unsent: Uint8Array = EMPTY;
  let over = false;
  let asking: Promise<void> | undefined;
  let wait: Cancel = () => undefined;

  const end = () => {
    if (over) return;
    over = true;
    wait();
    for (const tell of closed) tell();
  };
  const ask = async () => {
    for (let more = true; more && !over; more ||= unsent.length > 0) {
      const piece = unsent.subarray(0, PIECE);
      unsent = unsent.slice(PIECE);
      const answer = await escape(concat(Uint8Array.of(TUNNEL), piece));
      const [mark, flag] = answer;
      if (mark !== TUNNEL || flag === undefined || flag > 1)
        throw malformed("answer to Escape", "no piece of a stream");
      more = flag === 1;
      if (answer.length > 2) take(answer.slice(2));
    }
  };
  const turn = () => {
    wait();
    asking ??= ask()
      .catch((error: unknown) => {
        if (!isFault(error)) throw error;
        end();
      })
      .finally(() => {
        asking = undefined;
        if (!over) wait = clock.after(unsent.length > 0 ? 0 : ASK_EVERY, turn);
      });
  };
  wait = clock.after(0, turn);

  return {
    write(bytes) {
      unsent = concat(unsent, bytes);
      turn();
    },
    onBytes: (taker) => void (take = taker),
    onClose: (tell) => void closed.add(tell),
    async close() {
      end();
      await asking;
    },
  };
}
