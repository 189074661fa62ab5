import { isFault } from "../../device/errors.ts";
import type { TraceEvent } from "../../device/trace.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { decodeFace, type FaceMessage } from "../../device/wire/face.ts";
import { MODEL, type StateName, STATES } from "./reader-model.ts";
import { type Line, stepOf } from "./step-of.ts";

/** How much of the protocol's model a set of records has walked along. */
export interface Coverage {
  readonly states: readonly { readonly state: StateName; readonly times: number }[];
  readonly transitions: readonly {
    readonly from: StateName;
    readonly on: string;
    readonly to: StateName;
    readonly times: number;
  }[];
  /** Two transitions, one right after the other; `unseen` names those that the model allows and no record has. */
  readonly pairs: { readonly possible: number; readonly seen: number; readonly unseen: readonly string[] };
  /** What must change nothing, in each state in which somebody might do it. */
  readonly forbidden: readonly { readonly state: StateName; readonly stimulus: string; readonly times: number }[];
  /** Steps that the model does not know: of a product, or of the model. */
  readonly strange: readonly { readonly state: StateName; readonly step: string; readonly record: string }[];
}

/** What comes out of turn: while somebody is waited for, nobody's else business. */
export const FORBIDDEN = ["begin while busy", "cancel of another", "leave unasked"] as const;

/** States in which a reader waits, so that somebody can come in between. */
const OPEN: readonly StateName[] = [
  ...(["placing", "holding", "choosing", "looking", "typing", "checking", "leave"] as const),
  ...(["registering", "consenting", "prescribing", "changing"] as const),
];

export interface Recorded {
  /** The case, say. */
  readonly name: string;
  readonly events: readonly TraceEvent[];
}

export function coverageOf(records: readonly Recorded[]): Coverage {
  const times = new Map<string, number>();
  const count = (key: string) => times.set(key, (times.get(key) ?? 0) + 1);
  const strange: { state: StateName; step: string; record: string }[] = [];
  for (const { name, events } of records) {
    let state: StateName = "idle";
    let before: string | undefined;
    const line: Line = { reception: undefined, cardPresent: false };
    count("state idle");
    for (const event of events) {
      if (event.channel === "card" && (event.is === "inserted" || event.is === "removed"))
        line.cardPresent = event.is === "inserted";
      const said = messageIn(event);
      if (!said) continue;
      const stray = outOfTurn(said, state, line);
      if (stray) count(`forbidden ${state} ${stray}`);
      const step = stray && stray !== "begin while busy" ? undefined : stepOf(said.message, said.from, line);
      keepTrack(said.message, line);
      if (step === undefined) continue;
      const next: StateName | undefined = MODEL[state][step];
      if (!next) {
        strange.push({ state, step, record: name });
        before = undefined;
        continue;
      }
      const arrow = `${state} ${step}`;
      count(`arrow ${arrow}`);
      if (before) count(`pair ${before} → ${arrow}`);
      before = arrow;
      if (next !== state) count(`state ${next}`);
      state = next;
    }
  }
  return { ...summary((key) => times.get(key) ?? 0), strange };
}

function summary(times: (key: string) => number): Omit<Coverage, "strange"> {
  const names = Object.keys(STATES) as StateName[];
  const arrows = names.flatMap((from) => Object.entries(MODEL[from]).map(([on, to]) => ({ from, on, to })));
  const pairs = arrows.flatMap((first) =>
    arrows
      .filter(({ from }) => from === first.to)
      .map((second) => `${first.from} ${first.on} → ${second.from} ${second.on}`),
  );
  const unseen = pairs.filter((pair) => times(`pair ${pair}`) === 0);
  return {
    states: names.map((state) => ({ state, times: times(`state ${state}`) })),
    transitions: arrows.map((arrow) => ({ ...arrow, times: times(`arrow ${arrow.from} ${arrow.on}`) })),
    pairs: { possible: pairs.length, seen: pairs.length - unseen.length, unseen },
    forbidden: OPEN.flatMap((state) =>
      FORBIDDEN.filter((stimulus) => state !== "leave" || stimulus !== "leave unasked").map((stimulus) => ({
        ...{ state, stimulus },
        times: times(`forbidden ${state} ${stimulus}`),
      })),
    ),
  };
}

interface Said {
  readonly from: "host" | "reader";
  readonly message: FaceMessage;
}

function messageIn(event: TraceEvent): Said | undefined {
  if (event.channel !== "host" || (event.is !== "sent" && event.is !== "received")) return undefined;
  try {
    return { from: event.is === "sent" ? "host" : "reader", message: decodeFace(unhex(event.bytes)) };
  } catch (error) {
    // Bytes that a secret was taken out of, or that never were a message, are no step.
    if (isFault(error, "peer.malformed") || error instanceof RangeError) return undefined;
    throw error;
  }
}

function outOfTurn({ from, message }: Said, state: StateName, line: Line): (typeof FORBIDDEN)[number] | undefined {
  if (from === "reader") return undefined;
  if (message.is === "begin" && line.reception !== undefined) return "begin while busy";
  if (message.is === "cancel" && message.reception !== line.reception) return "cancel of another";
  if (message.is === "authority" && state !== "leave") return "leave unasked";
  return undefined;
}

function keepTrack(message: FaceMessage, line: Line): void {
  if (message.is === "begin") line.reception ??= message.reception;
  if ((message.is === "ended" || message.is === "completed") && message.reception === line.reception)
    line.reception = undefined;
}
