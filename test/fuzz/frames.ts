import { usbCcidLine } from "../../device/firmware/usb-ccid-line.ts";
import { usbPipe } from "../../device/firmware/usb-pipe.ts";
import { equal, unhex } from "../../device/wire/bytes.ts";
import { frame, framer, LONGEST_PAYLOAD } from "../../device/wire/face-frame.ts";
import { hidFramer, hidReports, REPORT } from "../../device/wire/hid-frame.ts";
import { encodeSerial, LONGEST_MESSAGE, serialFramer, type SerialItem } from "../../device/wire/serial-frame.ts";
import { virtualWorld } from "../../simulator/world.ts";
import type { Dice } from "./dice.ts";

/** A framer under noise: what it is fed, and what it makes known of itself. */
export interface Listening {
  readonly push: (chunk: Uint8Array) => void;
  /** Good messages heard. */
  readonly good: number;
  /** The most that it has kept between two chunks, in bytes, as far as that shows from outside. */
  readonly held: number;
}

export interface FramerUnderNoise {
  readonly name: string;
  /** Bytes of one good message, in the pieces in which it comes. */
  readonly message: readonly Uint8Array[];
  /** What it may keep, and so what noise may swallow of what follows it. */
  readonly most: number;
  /** Noise comes in pieces of this length; in pieces of any where nothing is said. */
  readonly piece?: number;
  readonly open: () => Listening;
}

const PAYLOAD = unhex("ff5100");
const POLL = unhex("65000000000001000000");

/** What comes in and is neither given out nor dropped is kept. */
function counted(most: { kept: number; held: number }, fed: number, out: number): void {
  most.kept += fed - out;
  most.held = Math.max(most.held, most.kept);
}

function referenceFrames(): Listening {
  const most = { kept: 0, held: 0 };
  let [good, out] = [0, 0];
  const { push } = framer(
    (payload) => {
      out += payload.length + 8;
      if (equal(payload, PAYLOAD)) good++;
    },
    (skipped) => (out += skipped.length),
  );
  return {
    push(chunk) {
      out = 0;
      push(chunk);
      counted(most, chunk.length, out);
    },
    get good() {
      return good;
    },
    get held() {
      return most.held;
    },
  };
}

const lengthOf = (item: SerialItem): number => {
  switch (item.is) {
    case "frame":
      return item.message.length + 3;
    case "noise":
      return item.bytes.length;
    case "nak":
      return 3;
    case "moved":
      return 2;
    case "busy":
    case "broken":
      return 1;
  }
};

function serialFrames(): Listening {
  const most = { kept: 0, held: 0 };
  const inner = serialFramer();
  let good = 0;
  return {
    push(chunk) {
      const items = inner.feed(chunk);
      good += items.filter((item) => item.is === "frame" && equal(item.message, POLL)).length;
      counted(
        most,
        chunk.length,
        items.reduce((sum, item) => sum + lengthOf(item), 0),
      );
    },
    get good() {
      return good;
    },
    get held() {
      return most.held;
    },
  };
}

/** A report that does not fit gives up what was open, whole: what was kept shows then. */
function hidFrames(): Listening {
  let [good, held] = [0, 0];
  const { push } = hidFramer(
    (payload) => {
      held = Math.max(held, payload.length);
      if (equal(payload, PAYLOAD)) good++;
    },
    (skipped) => (held = Math.max(held, skipped.length)),
  );
  return {
    push,
    get good() {
      return good;
    },
    get held() {
      return held;
    },
  };
}

function usbMessages(): Listening {
  let [good, held] = [0, 0];
  const { clock } = virtualWorld(1);
  const line = usbCcidLine({ bulk: usbPipe(1), interrupt: usbPipe(1), clock }, (message) => {
    held = Math.max(held, message.length);
    if (equal(message, POLL)) good++;
  });
  return {
    push: (chunk) => line.out(chunk),
    get good() {
      return good;
    },
    get held() {
      return held;
    },
  };
}

const PACKET = 64;

export const FRAMERS: readonly FramerUnderNoise[] = [
  {
    ...{ name: "reference frames", message: [frame(PAYLOAD)], most: LONGEST_PAYLOAD + 8 },
    open: referenceFrames,
  },
  {
    ...{ name: "CCID on a serial line", most: LONGEST_MESSAGE + 3 },
    message: [encodeSerial({ is: "frame", message: POLL })],
    open: serialFrames,
  },
  {
    ...{ name: "HID reports", message: hidReports(0x01020304, PAYLOAD), most: LONGEST_PAYLOAD + REPORT, piece: REPORT },
    open: hidFrames,
  },
  // A packet that is not full ends a message: what noise has begun swallows one good message at the most.
  { name: "CCID in bulk transfers", message: [POLL], most: 0x10000 + PACKET, piece: PACKET, open: usbMessages },
];

/** Noise of so many bytes, then good messages until one is heard. What is wrong with the framer, if anything. */
export function underNoise({ message, most, piece, open }: FramerUnderNoise, bytes: number, dice: Dice): string[] {
  const framer = open();
  for (let sent = 0; sent < bytes;) {
    // Now and then the beginning of something good, which is where noise does most harm.
    const begun = dice.below(16) === 0 ? (message[0] ?? new Uint8Array()) : new Uint8Array();
    const noise = dice.bytes(piece ?? 1 + dice.below(1500));
    noise.set(begun.subarray(0, Math.min(noise.length, dice.below(begun.length + 1))));
    framer.push(noise);
    sent += noise.length;
  }
  const before = framer.good;
  let swallowed = 0;
  while (framer.good === before && swallowed <= most + 64) {
    for (const part of message) {
      framer.push(part);
      swallowed += part.length;
    }
  }
  return [
    ...(framer.good > before ? [] : [`no good message was heard within ${swallowed} bytes behind the noise`]),
    ...(framer.held <= most + 1500 ? [] : [`${framer.held} bytes were kept`]),
  ];
}
