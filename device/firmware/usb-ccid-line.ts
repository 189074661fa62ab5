import type { Cancel, Clock } from "../ports.ts";
import { concat, EMPTY } from "../wire/bytes.ts";
import { Reader, u32le } from "../wire/codec.ts";
import type { CcidLine } from "./ccid-line.ts";
import { PACKET } from "./usb-descriptors.ts";
import type { UsbPipe } from "./usb-pipe.ts";

/** The CCID interface of a USB reader: messages in bulk transfers, movements by interrupt (CCID Rev. 1.1 §6.3.1). */
export interface UsbCcidLine {
  readonly line: CcidLine;
  /** A transfer to the OUT endpoint. */
  out(data: Uint8Array): void;
  /** As a PC that switches the card off before it goes. */
  detached(): void;
}

const HEADER = 10;
const POWER_OFF = Uint8Array.of(0x63, 0, 0, 0, 0, 0, 0, 0, 0, 0);
const GET_SLOT_STATUS = 0x65;
/** RDR_to_PC_NotifySlotChange for slot 0: its state and that it changed. */
const OUT = Uint8Array.of(0x50, 0x02);
const IN = Uint8Array.of(0x50, 0x03);
/** A PC that has heard of a movement asks for the slot's state within milliseconds; one that has not is told again. */
const TOLD_AGAIN_MS = 1000;
/** Extended APDUs have no place in one message here: a PC that promises more is not waited for. */
const LONGEST = 0x10000;

export function usbCcidLine(
  { bulk, interrupt, clock }: { bulk: UsbPipe; interrupt: UsbPipe; clock: Clock },
  received: (message: Uint8Array) => void,
): UsbCcidLine {
  let held: Uint8Array = EMPTY;
  let stopTelling: Cancel = () => undefined;

  const moved = (present: boolean) => {
    stopTelling();
    // There is room for one: a host that asks late hears what the slot is now, and not of an older movement.
    interrupt.push(present ? IN : OUT);
    if (!present) stopTelling = clock.after(TOLD_AGAIN_MS, () => moved(false));
  };

  return {
    line: {
      answer: (message) => bulk.push(message),
      moved,
      // Over USB only a block of the protocol, or nothing, can ask for time (libccid 1.5.2 takes no more from a power-on).
      busy: () => undefined,
      stop: () => stopTelling(),
    },
    out(data) {
      held = concat(held, data);
      const whole = held.length >= HEADER ? HEADER + u32le.read(new Reader(held.subarray(1), "CCID command")) : HEADER;
      // A packet that is not full ends what the PC has to say (USB 2.0 §5.8.3).
      const goesOn = data.length > 0 && data.length % PACKET === 0 && held.length < whole && whole <= LONGEST;
      if (goesOn) return;
      const message = held;
      held = EMPTY;
      if (message[0] === GET_SLOT_STATUS) stopTelling();
      if (message.length > 0) received(message);
    },
    detached() {
      held = EMPTY;
      received(POWER_OFF);
      bulk.clear();
      interrupt.clear();
    },
  };
}
