import { type Change, placeOfChange } from "../../conformance/strength/change.ts";
import { changeRow, watchRows } from "../../simulator/faults/machine-rows.ts";
import { changeHeard, changeSaid, type MessageChange, watchMessages } from "../../simulator/faults/message-changes.ts";
import type { Variant } from "./variants.ts";

/** The built-in products with what the suite wants changed, by its data. */
export function changed(change: Change): Variant {
  switch (change.at) {
    case "row":
      return { reader: { machine: changeRow(change) } };
    case "said":
      return { reader: { device: changeSaid(change as MessageChange) } };
    case "heard":
      return { reader: { device: changeHeard(change as MessageChange) } };
  }
}

/** The honest products, which tell at how many places a change would take hold, by the words of `placeOfChange`. */
export function watched(seen: (place: string) => void): Variant {
  return {
    reader: {
      machine: watchRows((state, event) => seen(placeOfChange({ at: "row", state, event, how: "removed" }))),
      device: watchMessages((at, message, fields) => {
        seen(placeOfChange({ at, message, how: "dropped" }));
        for (const field of fields) seen(placeOfChange({ at, message, how: "off", field }));
      }),
    },
  };
}
