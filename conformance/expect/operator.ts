import type { Intent } from "../../device/ports.ts";
import type { Selector, Sighting } from "./selector.ts";

/** `human` is the time a person took, in microseconds; `by` a virtual device it is nothing. */
export interface Act {
  readonly by: "virtual" | "dialog" | "http";
  readonly human: number;
}

/**
 * A human act. It stands in the trace where it was asked for, since a device may answer before the hand is back, and its time is
 * when it was done.
 */
export const acted = (...intents: readonly Intent["intent"][]): Selector<Act> => ({
  name: intents.join(" | "),
  channels: ["operator"],
  find({ events }) {
    const found: Sighting<Act>[] = [];
    let asked: number | undefined;
    for (const event of events) {
      if (event.channel !== "operator" || event.is === "secret") continue;
      if (!(intents as readonly string[]).includes(event.intent)) continue;
      if (event.is === "asked") asked = event.seq;
      else {
        found.push({ seq: asked ?? event.seq, at: event.at, value: { by: event.by, human: event.human } });
        asked = undefined;
      }
    }
    return found;
  },
});
