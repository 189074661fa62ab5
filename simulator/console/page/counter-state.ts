import type { TraceEvent } from "../../../device/trace.ts";
import { END_REASONS, type EndReason } from "../../../device/wire/face-values.ts";

/** What a person at the counter would see, as far as the trace tells it. */
export interface CounterState {
  /** What stands on the reader's screen. */
  readonly panel: PanelShown;
  /** What lies on the reader; nobody's where it cannot be told whose it is. */
  readonly there?: Laid;
  /** What was set out to be laid down since something was laid down last: from two browsers it may be two people's. */
  readonly coming: readonly Laid[];
  /** How often somebody stepped before the camera. */
  readonly faces: number;
  /** Why the last reception came to nothing, until the next one begins. */
  readonly ended?: EndReason;
  /** Files that lie in the exchange folders, newest last. */
  readonly files: readonly FileSeen[];
  /** What the receipt computer took in or refused, newest last. */
  readonly taken: readonly Taken[];
  /** Calls of the centre that have no answer yet. */
  readonly calls: number;
  readonly line: "closed" | "open" | "lost";
}

/** A card or a phone, and whose it is. */
export interface Laid {
  readonly person?: string;
  readonly is: "card" | "phone";
}

export interface PanelShown {
  readonly screen: string;
  readonly triesLeft?: number;
  readonly methods?: readonly string[];
  /** Kinds of information that consent is asked to. */
  readonly items?: readonly string[];
  readonly code?: string;
}

export interface FileSeen {
  readonly folder: string;
  readonly name: string;
  readonly size: number;
  readonly bytes: string;
  readonly at: number;
  /** When it was removed again. */
  readonly gone?: number;
}

export type Taken =
  | {
      readonly is: "imported";
      readonly at: number;
      readonly source: string;
      readonly patient: Readonly<Record<string, string>>;
    }
  | { readonly is: "refused"; readonly at: number; readonly source: string; readonly reason: string };

export const NOTHING_SEEN: CounterState = {
  ...{ panel: { screen: "idle" }, files: [], taken: [], calls: 0, line: "closed" },
  ...{ coming: [], faces: 0 },
};

/** Files and imports that are kept in sight. */
const MOST = 60;

export function seen(state: CounterState, event: TraceEvent): CounterState {
  // That a secret went by changes nothing that can be seen.
  if (event.is === "secret") return state;
  switch (event.channel) {
    case "panel": {
      if (event.is !== "shown") return state;
      const { screen, triesLeft, methods, items, code } = event;
      const details = {
        ...(triesLeft === undefined ? {} : { triesLeft }),
        ...(methods ? { methods } : {}),
        ...(items ? { items } : {}),
      };
      const panel = { screen, ...details, ...(code === undefined ? {} : { code }) };
      // Where the reader waits for a card, none lies on it.
      return { ...(screen === "idle" ? withoutCard(state) : state), panel };
    }
    case "operator":
      return seenActing(state, event);
    case "card":
      return event.is === "removed" ? withoutCard(state) : event.is === "inserted" ? laid(state) : state;
    case "host":
      // A line that opens is a counter that begins anew: nobody of before is there any more.
      if (event.is === "opened") return { ...NOTHING_SEEN, line: "open" };
      if (event.is === "sent" || event.is === "received") return heard(state, event.bytes);
      return { ...state, line: event.is };
    case "folder":
      return seenFile(state, event);
    case "central":
      return { ...state, calls: event.is === "request" ? state.calls + 1 : Math.max(0, state.calls - 1) };
    case "chart": {
      const { channel: _, seq: __, scope: ___, ...taken } = event;
      return { ...state, taken: [...state.taken, taken].slice(-MOST) };
    }
    default:
      return state;
  }
}

type On<C extends TraceEvent["channel"]> = Extract<TraceEvent, { readonly channel: C }>;

function seenActing(state: CounterState, event: On<"operator">): CounterState {
  if (event.is === "did") return event.intent === "showFace" ? { ...state, faces: state.faces + 1 } : state;
  if (event.persona === undefined) return state;
  const is = event.intent === "placeCard" ? "card" : event.intent === "holdPhone" ? "phone" : undefined;
  return is ? { ...state, coming: [...state.coming, { person: event.persona, is }] } : state;
}

/** Of what host and reader say to each other: that a reception begins, and why one ended. */
function heard(state: CounterState, bytes: string): CounterState {
  const { ended: _, ...rest } = state;
  if (bytes.startsWith(BEGIN)) return rest;
  const [, code = ""] = (bytes.startsWith(ENDED) && /8101(..)$/.exec(bytes)) || [];
  const ended = REASONS.get(Number.parseInt(code, 16));
  return ended ? { ...rest, ended } : state;
}

const [BEGIN, ENDED] = ["ff21", "ff5c"] as const;
const REASONS: ReadonlyMap<number, EndReason> = new Map(
  (Object.keys(END_REASONS) as EndReason[]).map((reason) => [END_REASONS[reason], reason]),
);

/** What lies there is what was set out to be laid down. Two at once, and nobody can tell whose it became. */
function laid(state: CounterState): CounterState {
  const [first, ...others] = state.coming;
  if (!first) return { ...state, there: { is: "card" } };
  const { person, is } = first;
  const isSure = others.every((other) => other.person === person && other.is === is);
  return { ...state, coming: [], there: isSure && person !== undefined ? { person, is } : { is } };
}

function withoutCard({ there: _, ...rest }: CounterState): CounterState {
  return rest;
}

function seenFile(state: CounterState, event: On<"folder">): CounterState {
  if (event.is === "appeared") {
    const { folder, name, size, bytes, at } = event;
    const others = state.files.filter(
      (file) => file.name !== name || file.folder !== folder || file.gone !== undefined,
    );
    return { ...state, files: [...others, { folder, name, size, bytes, at }].slice(-MOST) };
  }
  const { folder, name, at } = event;
  const isThis = (file: FileSeen) => file.folder === folder && file.name === name && file.gone === undefined;
  return { ...state, files: state.files.map((file) => (isThis(file) ? { ...file, gone: at } : file)) };
}
