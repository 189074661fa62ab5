import type { ByteStream, Cancel, Clock } from "../ports.ts";
import { encodeSerial, serialFramer } from "../wire/serial-frame.ts";

/** A reader's end of a serial line of the GemPC Twin family: whole CCID messages in, echoes, answers and movements out. */
export interface SerialLine {
  answer(message: Uint8Array): void;
  /** Told with the next command, before its answer. */
  moved(present: boolean): void;
  /** Restarts the PC's patience with the command that is open. */
  busy(): void;
  stop(): void;
}

/** Longest pause inside a frame; at 115,200 baud the longest frame takes 26 ms. */
const SILENCE_MS = 500;
const BUSY = 0x80;

export function serialLine(
  { stream, clock }: { stream: ByteStream; clock: Clock },
  echo: (message: Uint8Array) => Uint8Array,
  received: (message: Uint8Array) => void,
): SerialLine {
  const framer = serialFramer();
  let told: boolean[] = [];
  let stopped = false;
  let stopWaiting: Cancel = () => undefined;
  const send = (...items: Parameters<typeof encodeSerial>[0][]) => {
    for (const item of items) stream.write(encodeSerial(item));
  };

  const take = (items: ReturnType<typeof framer.feed>) => {
    for (const item of items) {
      if (item.is === "broken") send({ is: "nak" });
      if (item.is !== "frame") continue;
      const movements = told;
      told = [];
      send({ is: "frame", message: echo(item.message) });
      send(...movements.map((present) => ({ is: "moved", present }) as const));
      received(item.message);
    }
    stopWaiting();
    if (framer.midFrame) stopWaiting = clock.after(SILENCE_MS, () => take(framer.silence()));
  };

  stream.onBytes((chunk) => {
    if (!stopped) take(framer.feed(chunk));
  });

  return {
    answer: (message) => send({ is: "frame", message }),
    moved: (present) => void told.push(present),
    busy: () => send({ is: "busy", byte: BUSY }),
    stop() {
      stopped = true;
      stopWaiting();
    },
  };
}
