import { startCcidReader } from "../device/firmware/ccid-reader.ts";
import type { PinEntry, PinPad } from "../device/firmware/pin-pad.ts";
import { DeviceError } from "../device/errors.ts";
import type { ByteStream, Clock, Intent, Operator } from "../device/ports.ts";
import { serveStream } from "../device/reader/stream-link.ts";
import { forgetfulRecorder } from "../device/trace.ts";
import { virtualReader } from "../simulator/reader/virtual-reader.ts";
import { noLatency, virtualSlot } from "../simulator/reader/slot.ts";
import { systemClock } from "../device/io/system-clock.ts";
import { seededRandom, type World } from "../simulator/world.ts";
import { makeProducts } from "./built-in/products.ts";

/** `face` speaks the reference protocol over serial frames; the other two are CCID readers that libccid drives. */
export const READER_KINDS = ["gempc-twin", "gempc-pinpad", "face"] as const;
export type ReaderKind = (typeof READER_KINDS)[number];

export interface HostedReader {
  readonly operator: Operator;
  stop(): Promise<void>;
}

/** The reference reader in real time at one end of a line. */
export function hostReader(kind: ReaderKind, stream: ByteStream): HostedReader {
  return kind === "face" ? hostFaceReader(stream) : hostCcidReader(kind, stream);
}

const realWorld = (clock: Clock): World => ({ clock, random: seededRandom(process.pid), run: (work) => work });

function hostFaceReader(stream: ByteStream): HostedReader {
  const products = makeProducts();
  const reader = virtualReader({ world: realWorld(systemClock()), recorder: forgetfulRecorder, seed: 1, ...products });
  const unserve = serveStream(reader.device, stream);
  return {
    operator: reader.operator,
    stop() {
      unserve();
      reader.stop();
      return Promise.resolve();
    },
  };
}

function hostCcidReader(kind: "gempc-twin" | "gempc-pinpad", stream: ByteStream): HostedReader {
  const { country } = makeProducts();
  const clock = systemClock();
  const slot = virtualSlot({ clock, recorder: forgetfulRecorder, activation: "contact", latency: noLatency });
  const pad = operatedPinPad();
  const reader = startCcidReader({ slot, clock, kind, stream, ...(kind === "gempc-pinpad" ? { pinPad: pad } : {}) });
  return {
    operator: { perform: (intent) => act(intent) },
    stop: () => reader.stop(),
  };

  async function act(intent: Intent): Promise<void> {
    if (intent.intent === "placeCard") slot.insert(await country.card(intent.persona));
    else if (intent.intent === "removeCard") slot.remove();
    else if (intent.intent === "enterPin") pad.settle({ is: "entered", digits: intent.pin });
    else if (intent.intent === "cancel") pad.settle({ is: "cancelled" });
    else throw new DeviceError("operator.notOffered", { intent: intent.intent, by: kind });
  }
}

/** A pad whose keys the operator presses; what was typed before it opened counts for nothing. */
function operatedPinPad(): PinPad & { settle(entry: PinEntry): void } {
  let open: ((entry: PinEntry) => void) | undefined;
  return {
    settle: (entry) => open?.(entry),
    ask: (_, closed) =>
      new Promise((resolve) => {
        open = resolve;
        closed.addEventListener("abort", () => resolve({ is: "timedOut" }), { once: true });
      }),
  };
}
