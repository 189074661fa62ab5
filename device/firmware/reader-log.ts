import type { Clock, KeyValueStore } from "../ports.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import { encode, Reader, u16, u32, u8 } from "../wire/codec.ts";
import { type FaceMessageOf, LOG_EVENTS, type LogEvent } from "../wire/face.ts";

/** The maker's log of a reader: numbers and nothing else, so that it cannot tell of a person. The oldest entries go first. */
export interface ReaderLog {
  write(event: LogEvent, detail?: number): void;
  /** From this number on, oldest first; what was dropped is not there any more. */
  since(number: number): FaceMessageOf<"logEntry">[];
  readonly next: number;
}

export const LOG_LENGTH = 256;

const ENTRIES = "log";
/** number 4 · seconds since 1970 4 · event 1 · detail 2, of which FFFF is none */
const SIZE = 11;
const NO_DETAIL = 0xffff;

export function readerLog(store: KeyValueStore, clock: Clock): ReaderLog {
  const kept = () => store.get(ENTRIES) ?? EMPTY;
  const now = () => Math.floor(clock.now() / 1_000_000);
  const nextOf = (entries: Uint8Array) =>
    entries.length === 0 ? 1 : u32.read(new Reader(entries.subarray(entries.length - SIZE), "log")) + 1;
  return {
    get next() {
      return nextOf(kept());
    },
    write(event, detail = NO_DETAIL) {
      const entries = kept();
      const entry = concat(
        encode(u32, nextOf(entries)),
        encode(u32, now()),
        encode(u8, LOG_EVENTS[event]),
        encode(u16, detail),
      );
      store.set(ENTRIES, concat(entries.subarray(Math.max(0, entries.length - (LOG_LENGTH - 1) * SIZE)), entry));
    },
    since(first) {
      const from = new Reader(kept(), "log");
      const found: FaceMessageOf<"logEntry">[] = [];
      while (from.left > 0) {
        const [number, at, code, detail] = [u32.read(from), u32.read(from), u8.read(from), u16.read(from)];
        const [event] = Object.entries(LOG_EVENTS).find(([, each]) => each === code) ?? [];
        if (number < first || event === undefined) continue;
        // A clock that was set back makes nothing lie ahead.
        const age = Math.max(0, now() - at);
        found.push({
          ...{ is: "logEntry", number, age, event: event as LogEvent },
          ...(detail === NO_DETAIL ? {} : { detail }),
        });
      }
      return found;
    },
  };
}
