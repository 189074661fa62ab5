import type { ByteStream, Cancel, Clock } from "../ports.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import { encodeSerial, serialFramer, type SerialItem } from "../wire/serial-frame.ts";
import type { CcidLine } from "./ccid-line.ts";

/** Longest pause inside a frame; at 115,200 baud the longest frame takes 26 ms. */
const SILENCE_MS = 500;
/** An echo waits so long for its answer, because one write wakes the PC once. */
const ECHO_WITHIN_MS = 5;
const BUSY = 0x80;

/**
 * A reader's end of a serial line of the GemPC Twin family: whole CCID messages in, echoes and answers out. A movement is told with
 * the next command, before its answer.
 */
export function serialLine(
  { stream, clock }: { stream: ByteStream; clock: Clock },
  echo: (message: Uint8Array) => Uint8Array,
  received: (message: Uint8Array) => void,
): CcidLine {
  const framer = serialFramer();
  let told: boolean[] = [];
  let echoed: Uint8Array = EMPTY;
  let stopped = false;
  let stopWaiting = nothing;
  let stopEcho = nothing;

  const send = (...bytes: readonly Uint8Array[]) => {
    stopEcho();
    stream.write(concat(echoed, ...bytes));
    echoed = EMPTY;
  };

  const take = (items: readonly SerialItem[]) => {
    for (const item of items) {
      if (item.is === "broken") send(encodeSerial({ is: "nak" }));
      if (item.is !== "frame") continue;
      const movements = told.map((present) => encodeSerial({ is: "moved", present }));
      told = [];
      stopEcho();
      // The echo of a command that was never answered would be taken for the echo of this one, and this one's for the answer.
      echoed = concat(encodeSerial({ is: "frame", message: echo(item.message) }), ...movements);
      stopEcho = clock.after(ECHO_WITHIN_MS, () => send());
      received(item.message);
    }
    stopWaiting();
    stopWaiting = framer.midFrame ? clock.after(SILENCE_MS, () => take(framer.silence())) : nothing;
  };

  stream.onBytes((chunk) => {
    if (!stopped) take(framer.feed(chunk));
  });

  return {
    answer: (message) => send(encodeSerial({ is: "frame", message })),
    moved: (present) => void told.push(present),
    busy: () => send(encodeSerial({ is: "busy", byte: BUSY })),
    stop() {
      stopped = true;
      stopWaiting();
      stopEcho();
    },
  };
}

const nothing: Cancel = () => undefined;
