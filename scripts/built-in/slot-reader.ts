import type { CardReader, HeldCard } from "../../conformance/benches/generic-door.ts";
import { DeviceError } from "../../device/errors.ts";
import type { Clock, Operator } from "../../device/ports.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import type { CardState } from "../../simulator/card/card.ts";
import type { Country } from "../../simulator/country.ts";
import type { Variant } from "./variants.ts";
import { virtualSlot, type VirtualSlot } from "../../simulator/reader/slot.ts";

/** The slot of a reader with contacts, cards of the country in whatever hands there are, and both ends of it. */
export function slotReader(
  country: Country,
  clock: Clock,
  between: Variant["card"] = (transmit) => transmit,
): { readonly reader: CardReader; readonly operator: Operator } {
  const slot = virtualSlot({ clock, recorder: forgetfulRecorder, activation: "contact", name: "the built-in reader" });
  return {
    reader: readerOver(
      slot,
      between((apdu) => slot.transmit(apdu), clock),
    ),
    operator: handsAt(slot, country, clock),
  };
}

const readerOver = (slot: VirtualSlot, transmit: VirtualSlot["transmit"]): CardReader => ({
  name: "the built-in reader",
  async connect(): Promise<HeldCard> {
    const atr = await slot.powerOn();
    return {
      atr,
      transmitBytes: transmit,
      reset: () => slot.powerOn(),
      disconnect() {
        slot.powerOff();
        return Promise.resolve();
      },
    };
  },
  watch(changed) {
    if (slot.present()) changed(true);
    return slot.onChange(changed);
  },
  close() {
    slot.powerOff();
    return Promise.resolve();
  },
});

function handsAt(slot: VirtualSlot, country: Country, clock: Clock): Operator {
  /** What cards remembered when they were last taken away. */
  const memories = new Map<string, CardState>();
  let placed: string | undefined;
  return {
    async perform(intent) {
      if (intent.intent === "placeCard") {
        const card = await clock.real(country.card(intent.persona));
        placed = intent.persona;
        slot.insert(card, memories.get(intent.persona));
      } else if (intent.intent === "removeCard") {
        const memory = slot.remove();
        if (placed !== undefined && memory) memories.set(placed, memory);
        placed = undefined;
      } else throw new DeviceError("operator.notOffered", { intent: intent.intent, by: "the built-in reader" });
    },
  };
}
