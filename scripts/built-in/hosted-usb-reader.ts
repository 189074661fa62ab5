import { panelPinPad } from "../../device/firmware/panel-pin-pad.ts";
import { startUsbReader } from "../../device/firmware/usb-reader.ts";
import type { Cancel, CardSlot, SharedSlot, UsbDevice } from "../../device/ports.ts";
import type { VirtualPanel } from "../../simulator/reader/panel.ts";
import { type FaceReaderParts, hostFaceReader } from "./hosted-face-reader.ts";
import type { HostedReader } from "./hosted-reader.ts";

/** The reference reader as one USB device: a card reader with a PIN pad, and a reader for faces, over the same slot. */
export interface HostedUsbReader extends HostedReader {
  readonly device: UsbDevice;
  /** The screen of the reader that is there now. */
  readonly panel: VirtualPanel;
}

const SERIAL = "SHK-0001";

export function hostUsbReader(parts: Omit<FaceReaderParts, "shared">): HostedUsbReader {
  const slot = movableSlot();
  const pinPad = { ask: (...asked: Parameters<ReturnType<typeof panelPinPad>["ask"]>) => panel().ask(...asked) };
  const usb = startUsbReader({ slot, pinPad, clock: parts.world.clock, serial: SERIAL });
  const lend = lender(usb.shared);
  const face = hostFaceReader({
    ...parts,
    shared(inner) {
      slot.move(inner);
      return lend();
    },
  });
  const panel = () => panelPinPad(face.panel);
  usb.serve(face.frames);
  return {
    operator: face.operator,
    ...(face.role ? { role: face.role } : {}),
    intents: face.intents,
    channels: face.channels,
    begin: (start) => face.begin(start),
    device: usb.device,
    get panel() {
      return face.panel;
    },
    async stop() {
      await usb.stop();
      await face.stop();
    },
  };
}

/** The slot of whichever reader is there now. Where the next one has no card, the PC sees the last one's go. */
function movableSlot(): CardSlot & { move(inner: CardSlot): void } {
  const watchers = new Set<(present: boolean) => void>();
  const tell = (present: boolean) => {
    for (const changed of watchers) changed(present);
  };
  let current: CardSlot | undefined;
  let unwatch: Cancel = () => undefined;
  const here = (): CardSlot => {
    if (!current) throw new Error("the card channel began before its slot");
    return current;
  };
  return {
    present: () => current?.present() ?? false,
    onChange(changed) {
      watchers.add(changed);
      return () => void watchers.delete(changed);
    },
    powerOn: () => here().powerOn(),
    powerOff: () => current?.powerOff(),
    transmit: (apdu) => here().transmit(apdu),
    move(inner) {
      unwatch();
      const before = current?.present() ?? false;
      current?.powerOff();
      current = inner;
      if (before !== inner.present()) tell(inner.present());
      unwatch = inner.onChange(tell);
    },
  };
}

/** One card channel lends its slot to one firmware after the other: what the last one has not given back is taken from it. */
function lender(shared: SharedSlot): () => SharedSlot {
  let reclaim: () => Promise<void> = () => Promise.resolve();
  return () => {
    const free = reclaim();
    let taking: Promise<void> | undefined;
    const release = async () => {
      if (!taking) return;
      await taking;
      taking = undefined;
      await shared.release();
    };
    reclaim = release;
    return {
      take() {
        taking = free.then(() => shared.take());
        return taking;
      },
      release,
    };
  };
}
