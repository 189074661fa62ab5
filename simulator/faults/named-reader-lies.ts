import type { CardSlot, Clock, KeyValueStore } from "../../device/ports.ts";
import { DeviceError } from "../../device/errors.ts";
import { OPEN } from "../../device/firmware/reader-store.ts";
import type { FaceMessage } from "../../device/wire/face.ts";
import type { ReaderLie } from "../reader/virtual-reader.ts";
import { dropping, losingBytes, oversized, silent, wrongChecksum } from "./cables.ts";
import { allThrough, bleached, dusty, facesThrough, later, lowered } from "./dim-eyes.ts";
import { otherwise } from "./frames.ts";
import type { ReaderName } from "./named-readers.data.ts";
import { READER_LIES } from "./reader-lies.ts";

/** How each reader of the list comes to be what its row says. Made anew for each reader: a lie has its memory. */
export const NAMED_LIES: Readonly<Record<ReaderName, () => ReaderLie>> = {
  "perfect": () => ({}),
  "slow-camera": () => ({ camera: later(900) }),
  "sunlit": () => ({ camera: facesThrough(bleached) }),
  "child-height": () => ({ camera: facesThrough(lowered(0.35)) }),
  "dirty-sensor": () => ({ camera: allThrough(dusty(40)) }),
  "flaky-cable": () => ({ cable: losingBytes(6) }),
  "mute": () => ({ cable: silent, device: () => ({ receive: () => undefined, onFrame: () => () => undefined }) }),
  "wrong-lrc": () => ({ cable: wrongChecksum }),
  "oversized-frame": () => ({ cable: oversized }),
  "early-removal": () => ({ slot: looseContact }),
  "card-left": mutant("M-RDR-REMINDER-MUTE"),
  "clock-skewed": () => ({ clock: skewed }),
  "unattested": mutant("M-RDR-UNATTESTED"),
  "attestation-revoked": mutant("M-RDR-REVOKED"),
  "old-firmware": oldFirmware,
  "replays-results": replaysResults,
  "forgets-nonce": mutant("M-RDR-NONCE-FORGOTTEN"),
  "resets-counters": resetsCounters,
  "serial-port-drops": () => ({ cable: dropping(8) }),
  "duplicate-account": () => ({ identity: { serial: "SHK-0002" } }),
  "half-reset": halfReset,
};

function mutant(id: string): () => ReaderLie {
  const lie = READER_LIES[id];
  if (!lie) throw new RangeError(`no lie ${id}`);
  return lie;
}

/** An hour ahead, and a tenth too fast. */
const skewed = (clock: Clock): Clock => ({
  ...clock,
  now: () => clock.now() + 3_600_000_000,
  after: (milliseconds, act) => clock.after(milliseconds * 0.9, act),
});

/** Commands that a card answers before its contact breaks, once for each time that it is laid down. */
const HOLDS = 6;
/** Milliseconds until it is back. */
const BREAK = 400;

function looseContact(slot: CardSlot, clock: Clock): CardSlot {
  let left = HOLDS;
  let broken = false;
  const watchers = new Set<(present: boolean) => void>();
  const tell = (present: boolean) => {
    for (const changed of [...watchers]) changed(present);
  };
  slot.onChange((present) => {
    if (present) left = HOLDS;
    if (!broken) tell(present);
    broken &&= present;
  });
  const gone = () => new DeviceError("slot.notReady", { reader: "a loose contact" });
  const breaks = () => {
    broken = true;
    slot.powerOff();
    tell(false);
    clock.after(BREAK, () => {
      if (!broken) return;
      broken = false;
      if (slot.present()) tell(true);
    });
  };
  return {
    present: () => !broken && slot.present(),
    onChange(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    powerOn: () => (broken ? Promise.reject(gone()) : slot.powerOn()),
    powerOff: () => slot.powerOff(),
    transmit(apdu) {
      if (broken) return Promise.reject(gone());
      if (--left !== 0) return slot.transmit(apdu);
      breaks();
      return Promise.reject(gone());
    },
  };
}

/** Speaks version 1 of the protocol alone, whatever the host speaks. */
function oldFirmware(): ReaderLie {
  return {
    identity: { firmware: "0.0.9" },
    device: (device) =>
      otherwise(device, {
        hear: (message) => (message.is === "hello" ? { ...message, version: 1 } : message),
        say: (message) => [message.is === "identity" ? { ...message, version: 1 } : message],
      }),
  };
}

/** The first result that it ever gave is given again to whoever comes after, under the number of their reception. */
function replaysResults(): ReaderLie {
  let first: FaceMessage | undefined;
  return {
    device: (device) =>
      otherwise(device, {
        say(message) {
          if (message.is !== "completed") return [message];
          first ??= message;
          return [{ ...first, reception: message.reception }];
        },
      }),
  };
}

/** What it has written since it was made is gone at every greeting: the counter of its firmware, and the numbers of its log. */
function resetsCounters(): ReaderLie {
  const written = new Map<string, Uint8Array>();
  return {
    store: (store): KeyValueStore => ({
      get: (key) => written.get(key) ?? store.get(key),
      set: (key, value) => void written.set(key, value),
    }),
    device: (device) =>
      otherwise(device, {
        hear(message) {
          if (message.is === "hello") written.clear();
          return message;
        },
      }),
  };
}

/** Its power sags when the consent screen lights up: it starts anew, and has forgotten that a patient was there. */
function halfReset(): ReaderLie {
  return {
    store: (store): KeyValueStore => ({
      get: (key) => (key === OPEN ? undefined : store.get(key)),
      set: (key, value) => store.set(key, value),
    }),
    befalls(reader, clock) {
      reader.panel.onShow(({ screen }) => {
        if (screen === "consent") clock.after(0, () => reader.cutPower());
      });
    },
  };
}
