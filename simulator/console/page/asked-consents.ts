import { computed } from "@preact/signals";
import { unhex } from "../../../device/wire/bytes.ts";
import { type ConsentItem, decodeFace } from "../../../device/wire/face.ts";
import { events, revision } from "./store.ts";

/** What the reception that is under way asks consent to: it stands in the host's last `begin`. */
export const asked = computed((): readonly ConsentItem[] | undefined => {
  const { list } = revision.value >= 0 ? events : { list: [] };
  for (let at = list.length - 1; at >= 0; at--) {
    const event = list[at];
    if (event?.channel !== "host" || event.is !== "sent" || !event.bytes.startsWith("ff21")) continue;
    try {
      const message = decodeFace(unhex(event.bytes));
      if (message.is === "begin" && message.consents.length > 0) return message.consents;
    } catch {
      // A frame that cannot be read asks for nothing.
    }
    return undefined;
  }
  return undefined;
});
