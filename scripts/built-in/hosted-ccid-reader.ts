import { DeviceError } from "../../device/errors.ts";
import { startCcidReader } from "../../device/firmware/ccid-reader.ts";
import type { PinEntry, PinPad } from "../../device/firmware/pin-pad.ts";
import { type ByteStream, type Clock, type Intent, sleep } from "../../device/ports.ts";
import type { Recorder } from "../../device/trace.ts";
import type { Country } from "../../simulator/country.ts";
import { noLatency, virtualSlot } from "../../simulator/reader/slot.ts";
import type { ReaderLie } from "../../simulator/reader/virtual-reader.ts";
import type { HostedReader } from "./hosted-reader.ts";

export interface CcidParts {
  readonly kind: "gempc-twin" | "gempc-pinpad";
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly country: Country;
  readonly stream: ByteStream;
  /** What is wrong with its slot and its line. */
  readonly lie?: Pick<ReaderLie, "slot" | "cable">;
}

/** A reader for cards that libccid drives, at one end of a line; with a pad it takes the PIN itself. */
export function hostCcidReader({ kind, clock, recorder, country, stream, lie = {} }: CcidParts): HostedReader {
  const slot = virtualSlot({ clock, recorder, activation: "contact", latency: noLatency });
  const pad = operatedPinPad(clock);
  const hasPad = kind === "gempc-pinpad";
  const reader = startCcidReader({
    ...{ clock, kind },
    slot: lie.slot?.(slot, clock) ?? slot,
    stream: lie.cable?.(stream, clock) ?? stream,
    ...(hasPad ? { pinPad: pad } : {}),
  });

  const perform = async (intent: Intent): Promise<void> => {
    if (intent.intent === "placeCard") slot.insert(await country.card(intent.persona));
    else if (intent.intent === "removeCard") slot.remove();
    else if (intent.intent === "wait") await sleep(clock, intent.milliseconds);
    else if (intent.intent === "enterPin" && hasPad) await pad.press({ is: "entered", digits: intent.pin });
    else if (intent.intent === "cancel" && hasPad) await pad.press({ is: "cancelled" });
    else throw new DeviceError("operator.notOffered", { intent: intent.intent, by: kind });
  };
  return {
    operator: { perform },
    role: "generic",
    intents: ["placeCard", "removeCard", "wait", ...(hasPad ? (["enterPin", "cancel"] as const) : [])],
    channels: ["card", "operator", "clock"],
    begin() {
      // Each card comes as it was issued: nothing else is remembered.
      slot.remove();
      return Promise.resolve();
    },
    stop: () => reader.stop(),
  };
}

/** How long a person stands before a pad that does not ask. Milliseconds. */
const PATIENCE = 60_000;

/** A pad whose keys the operator presses, once it asks for a PIN. */
function operatedPinPad(clock: Clock): PinPad & { press(entry: PinEntry): Promise<void> } {
  let open: ((entry: PinEntry) => void) | undefined;
  const waiting = new Set<() => void>();
  const opened = () =>
    new Promise<void>((resolve, reject) => {
      const ready = () => {
        forget();
        waiting.delete(ready);
        resolve();
      };
      const forget = clock.after(PATIENCE, () => {
        waiting.delete(ready);
        reject(
          new DeviceError("link.silent", { link: "the PIN pad", awaiting: "a PIN entry", seconds: PATIENCE / 1000 }),
        );
      });
      waiting.add(ready);
    });
  return {
    async press(entry) {
      while (!open) await opened();
      open(entry);
    },
    ask: (_, closed) =>
      new Promise((resolve) => {
        const settle = (entry: PinEntry) => {
          open = undefined;
          resolve(entry);
        };
        open = settle;
        closed.addEventListener("abort", () => settle({ is: "timedOut" }), { once: true });
        for (const ready of [...waiting]) ready();
      }),
  };
}
