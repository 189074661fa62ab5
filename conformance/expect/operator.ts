import type { Intent } from "../../device/ports.ts";
import type { Observation } from "../observation.ts";
import { prompt, received } from "./host.ts";
import { anyOf, type Selector, type Sighting } from "./selector.ts";

type Name = Intent["intent"];

/**
 * A human act. Its sighting stands in the trace where it was asked for, since a product may answer before the hand is back, and its
 * time is when the act was known to be done: when the hand said so, or when the product itself showed it, whichever came first.
 */
export interface Act {
  readonly by: "virtual" | "dialog" | "http";
  /** Microseconds that a person took, as the operator told it; of a virtual device it is nothing. */
  readonly human: number;
  /** When it was asked for. The act lies somewhere between then and the sighting's own time. */
  readonly asked: number;
  /** From when on the product did nothing but wait for it: since its screen stood there, where it has one. */
  readonly awaited: number;
  /** The event by which it was known to be done. */
  readonly knownBy: number;
  /** That event was the product's own. */
  readonly shown: boolean;
}

/** Only of a device is the moment of the act known: a person puts the card down first and says so afterwards. */
export const isByHand = ({ by }: Act): boolean => by !== "virtual";

interface Signs {
  /** What the product shows while it waits for the act, and by what it first tells that the act was done to it. */
  readonly waits?: Selector<unknown>;
  readonly tells: Selector<unknown>;
}

const CONSENTED = anyOf<unknown>(received("consentGiven"), received("completed"));

/** Acts without a row are known by word of mouth alone. */
const SIGNS: Readonly<Partial<Record<Name, Signs>>> = {
  placeCard: { tells: received("cardPlaced") },
  removeCard: { tells: received("cardRemoved") },
  chooseMethod: { waits: prompt("chooseMethod"), tells: received("methodChosen") },
  showFace: { tells: received("matched") },
  enterPin: { waits: prompt("enterPin"), tells: received("pinChecked") },
  confirmVisual: { waits: prompt("staffPassword"), tells: received("staffChecked") },
  consent: { waits: prompt("consent"), tells: CONSENTED },
  refuseConsent: { waits: prompt("consent"), tells: CONSENTED },
  cancel: { tells: received("ended") },
};

export const acted = (...intents: readonly Name[]): Selector<Act> => ({
  name: intents.join(" | "),
  channels: ["operator"],
  rule: { see: "acted", intents },
  find(observation) {
    const found: Sighting<Act>[] = [];
    const open = new Map<Name, { readonly seq: number; readonly at: number }>();
    for (const event of observation.events) {
      if (event.channel !== "operator" || event.is === "secret") continue;
      const name = intents.find((intent) => intent === event.intent);
      if (!name) continue;
      if (event.is === "asked") {
        open.set(name, event);
        continue;
      }
      const { seq, at, by, human } = event;
      const from = open.get(name) ?? { seq, at: at - human };
      open.delete(name);
      if (by === "virtual") {
        const awaited = at - human;
        found.push({ seq: from.seq, at, value: { by, human, asked: at, awaited, knownBy: seq, shown: false } });
        continue;
      }
      const told = first(observation, SIGNS[name]?.tells, from.seq, seq);
      const known = told ?? { seq, at };
      const awaited = last(observation, SIGNS[name]?.waits, known.seq)?.at ?? from.at;
      const value = { by, human, asked: from.at, awaited, knownBy: known.seq, shown: told !== undefined };
      found.push({ seq: from.seq, at: known.at, value });
    }
    return found;
  },
});

const first = (observation: Observation, selector: Selector<unknown> | undefined, from: number, to: number) =>
  selector?.find(observation).find(({ seq }) => seq > from && seq < to);

const last = (observation: Observation, selector: Selector<unknown> | undefined, to: number) =>
  selector?.find(observation).findLast(({ seq }) => seq < to);

/** The act, where a start of a span is one. */
export const actOf = ({ value }: Sighting<unknown>): Act | undefined =>
  typeof value === "object" && value !== null && "knownBy" in value && "awaited" in value ? (value as Act) : undefined;
