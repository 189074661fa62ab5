import type { TraceEvent } from "../../../device/trace.ts";

/** What a person at the counter would see, as far as the trace tells it. */
export interface CounterState {
  /** What stands on the reader's screen. */
  readonly panel: PanelShown;
  /** Whose card lies on the reader. */
  readonly card?: string;
  /** Whose card somebody set out to lay down. */
  readonly coming?: string;
  /** Files that lie in the exchange folders, newest last. */
  readonly files: readonly FileSeen[];
  /** What the receipt computer took in or refused, newest last. */
  readonly taken: readonly Taken[];
  /** Calls of the centre that have no answer yet. */
  readonly calls: number;
  readonly line: "closed" | "open" | "lost";
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

export const NOTHING_SEEN: CounterState = { panel: { screen: "idle" }, files: [], taken: [], calls: 0, line: "closed" };

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
      return event.is === "closed" || event.is === "lost" ? { ...state, line: event.is } : state;
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
  const isPlacing = event.is === "asked" && event.intent === "placeCard" && event.persona !== undefined;
  return isPlacing ? { ...state, coming: event.persona } : state;
}

/** The card that lies there is the one somebody was last asked to lay down. */
function laid(state: CounterState): CounterState {
  return state.coming === undefined ? state : { ...state, card: state.coming };
}

function withoutCard({ card: _, ...rest }: CounterState): CounterState {
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
