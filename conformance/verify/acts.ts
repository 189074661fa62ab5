import type { Sighting } from "./card.ts";
import type { TraceEvent } from "./material.ts";
import { readerMessage } from "./reader-message.ts";

/** docs/evidence.md, "Acts": what a hand did, and from when on it was known. */

export interface Act {
  readonly by: string;
  readonly human: number;
  readonly asked: number;
  readonly awaited: number;
  readonly knownBy: number;
}

/** Messages by which a reader tells that an act was done to it, and the screen with which it waits for it. */
const SIGNS: Readonly<Record<string, { readonly tells: readonly string[]; readonly waits?: string }>> = {
  placeCard: { tells: ["cardPlaced"] },
  removeCard: { tells: ["cardRemoved"] },
  chooseMethod: { tells: ["methodChosen"], waits: "chooseMethod" },
  showFace: { tells: ["matched"] },
  enterPin: { tells: ["pinChecked"], waits: "enterPin" },
  confirmVisual: { tells: ["staffChecked"], waits: "staffPassword" },
  consent: { tells: ["consentGiven", "completed"], waits: "consent" },
  refuseConsent: { tells: ["consentGiven", "completed"], waits: "consent" },
  cancel: { tells: ["ended"] },
};

export function acts(
  intents: readonly string[],
  events: readonly TraceEvent[],
): (Sighting & { readonly value: Act })[] {
  const found: (Sighting & { readonly value: Act })[] = [];
  const asked = new Map<string, TraceEvent>();
  for (const event of events) {
    if (event.channel !== "operator" || (event.is !== "asked" && event.is !== "did")) continue;
    const intent = String(event["intent"]);
    if (!intents.includes(intent)) continue;
    if (event.is === "asked") {
      asked.set(intent, event);
      continue;
    }
    const human = Number(event["human"]);
    const by = String(event["by"]);
    const from = asked.get(intent) ?? { seq: event.seq, at: event.at - human };
    asked.delete(intent);
    if (by === "virtual") {
      const value = { by, human, asked: event.at, awaited: event.at - human, knownBy: event.seq };
      found.push({ seq: from.seq, at: event.at, value });
      continue;
    }
    const signs = SIGNS[intent];
    const told = events.find(
      (each) =>
        each.seq > from.seq && each.seq < event.seq && isMessage(each, (is) => signs?.tells.includes(is) === true),
    );
    const known = told ?? event;
    const wait = events.findLast(
      (each) =>
        each.seq < known.seq &&
        isMessage(each, (is, screen) => is === "prompt" && screen !== undefined && screen === signs?.waits),
    );
    const value = { by, human, asked: from.at, awaited: (wait ?? from).at, knownBy: known.seq };
    found.push({ seq: from.seq, at: known.at, value });
  }
  return found;
}

function isMessage(event: TraceEvent, test: (is: string, screen: unknown) => boolean): boolean {
  if (event.channel !== "host" || event.is !== "received") return false;
  const message = readerMessage(event["bytes"]);
  return message !== undefined && test(String(message["is"]), message["screen"]);
}
