import type { ByteStream, CardSlot } from "../device/ports.ts";
import { DeviceError } from "../device/errors.ts";
import { concat, hex, unhex } from "../device/wire/bytes.ts";
import { encodeSerial, serialFramer, type SerialItem } from "../device/wire/serial-frame.ts";

/** The PC's end of a serial line in memory. What the reader says is kept as words: echoes, answers, movements. */
export interface MemoryLine extends ByteStream {
  /** Sends one CCID message, given as hex. */
  tell(message: string): void;
  /** Bytes as they are. */
  raw(bytes: Uint8Array): void;
  /** Everything heard since the last call. */
  heard(): string[];
  readonly bytes: Uint8Array;
}

export function memoryLine(): MemoryLine {
  let take: (chunk: Uint8Array) => void = () => undefined;
  let closed: () => void = () => undefined;
  let bytes: Uint8Array = new Uint8Array(0);
  let items: SerialItem[] = [];
  const framer = serialFramer();
  return {
    write(chunk) {
      bytes = concat(bytes, chunk);
      items.push(...framer.feed(chunk));
    },
    onBytes: (taker) => void (take = taker),
    onClose: (told) => void (closed = told),
    close() {
      closed();
      return Promise.resolve();
    },
    tell: (message) => take(encodeSerial({ is: "frame", message: unhex(message) })),
    raw: (chunk) => take(chunk),
    heard() {
      const said = items;
      items = [];
      return said.map((item) => {
        if (item.is === "frame") return hex(item.message);
        return item.is === "moved" ? (item.present ? "in" : "out") : item.is;
      });
    },
    get bytes() {
      return bytes;
    },
  };
}

/** A slot whose card answers as the test says, when the test says. */
export interface ScriptedSlot extends CardSlot {
  /** Everything asked of the card, as hex; `on` and `off` for its power. */
  readonly asked: string[];
  /** Answers the oldest open command. */
  answer(response: string): void;
  silence(): void;
  place(present: boolean): void;
}

export function scriptedSlot({ atr, present = true }: { atr: string; present?: boolean }): ScriptedSlot {
  const asked: string[] = [];
  const open: { resolve: (response: Uint8Array) => void; reject: (error: Error) => void }[] = [];
  let changed: (present: boolean) => void = () => undefined;
  const notReady = () => new DeviceError("slot.notReady", { reader: "scripted slot" });
  return {
    asked,
    present: () => present,
    onChange(watch) {
      changed = watch;
      return () => (changed = () => undefined);
    },
    powerOn() {
      asked.push("on");
      return present ? Promise.resolve(unhex(atr)) : Promise.reject(notReady());
    },
    powerOff: () => void asked.push("off"),
    transmit(apdu) {
      asked.push(hex(apdu));
      return new Promise((resolve, reject) => void open.push({ resolve, reject }));
    },
    answer: (response) => open.shift()?.resolve(unhex(response)),
    silence: () => open.shift()?.reject(notReady()),
    place(now) {
      present = now;
      while (!now && open.length > 0) open.shift()?.reject(notReady());
      changed(now);
    },
  };
}
