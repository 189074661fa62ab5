import {
  ASKING_CHANGED,
  FAULTS_CHANGED,
  PHONES_CHANGED,
  type Trouble,
  troubleOf,
} from "../../../device/control/marks.ts";
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
  /** How often somebody stepped before the camera since a card was taken away: whoever takes his card leaves. */
  readonly faces: number;
  /** Why the face before the camera was not taken, until it is or something else is shown. */
  readonly unlike?: Unlike;
  /** Whether somebody has been at the reader since the last reception ended. */
  readonly isAttended: boolean;
  /** Why the last reception came to nothing, until somebody else is served: by the reader, and by whatever lies behind it. */
  readonly ended?: EndReason;
  readonly trouble?: Trouble;
  /** How often what is asked of patients, what is made to go wrong, and the phones away from here have changed. */
  readonly asked: number;
  readonly switched: number;
  readonly phoned: number;
  /** Files that lie in the exchange folders, newest last. */
  readonly files: readonly FileSeen[];
  /** What the receipt computer took in or refused, newest last. */
  readonly taken: readonly Taken[];
  /** Calls of the centre that have no answer yet. */
  readonly calls: number;
  readonly line: "closed" | "open" | "lost";
}

export type Unlike = "refused" | "noFace" | "notLive";

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
  /** That it appeared, with all that stands in it: the trace may have forgotten that by the time that somebody looks. */
  readonly seen: Appeared;
  /** When it was removed again. */
  readonly gone?: number;
}

type Appeared = Extract<TraceEvent, { readonly channel: "folder"; readonly is: "appeared" }>;

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
  ...{ coming: [], faces: 0, isAttended: false, asked: 0, switched: 0, phoned: 0 },
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
      const now = screen === "idle" ? withoutCard(state) : isServing(screen) ? served(state) : state;
      const { unlike: _, ...rest } = now;
      return { ...(screen === "lookAtCamera" ? now : rest), panel };
    }
    case "operator":
      return seenActing(state, event);
    case "card":
      if (event.is === "removed") return { ...withoutCard(state), faces: 0 };
      return event.is === "inserted" ? laid(served(state)) : state;
    case "host":
      // A line that opens is a counter that begins anew: nobody of before is there any more.
      if (event.is === "opened") {
        const { asked, switched, phoned } = state;
        return { ...NOTHING_SEEN, asked, switched, phoned, line: "open" };
      }
      if (event.is === "sent" || event.is === "received") return heard(state, event.bytes);
      return { ...state, line: event.is };
    case "folder":
      return seenFile(state, event);
    case "central":
      return { ...state, calls: event.is === "request" ? state.calls + 1 : Math.max(0, state.calls - 1) };
    case "chart": {
      // Nothing was taken in: what stands on the chart stands there as before.
      if (event.is === "registered") return state;
      const { channel: _, seq: __, scope: ___, ...taken } = event;
      return { ...state, taken: [...state.taken, taken].slice(-MOST) };
    }
    case "clock":
      return event.is === "mark" ? noted(state, event.mark) : state;
    default:
      return state;
  }
}

/** Somebody is at the reader, and what came of the one before is told no more. */
const isServing = (screen: string): boolean =>
  !["idle", "placeCard", "takeCard", "cardLeft", "failed", "updating"].includes(screen);

function served({ ended: _, trouble: __, ...rest }: CounterState): CounterState {
  return { ...rest, isAttended: true };
}

function noted(state: CounterState, mark: string): CounterState {
  if (mark === ASKING_CHANGED) return { ...state, asked: state.asked + 1 };
  if (mark === FAULTS_CHANGED) return { ...state, switched: state.switched + 1 };
  if (mark === PHONES_CHANGED) return { ...state, phoned: state.phoned + 1 };
  const trouble = troubleOf(mark);
  return trouble ? { ...state, trouble } : state;
}

type On<C extends TraceEvent["channel"]> = Extract<TraceEvent, { readonly channel: C }>;

function seenActing(state: CounterState, event: On<"operator">): CounterState {
  if (event.is === "did") return event.intent === "showFace" ? { ...state, faces: state.faces + 1 } : state;
  if (event.persona === undefined) return state;
  const is = event.intent === "placeCard" ? "card" : event.intent === "holdPhone" ? "phone" : undefined;
  return is ? { ...state, coming: [...state.coming, { person: event.persona, is }] } : state;
}

/** Of what the reader says to its host: what came of a look at a face, and why a reception ended. */
function heard(state: CounterState, bytes: string): CounterState {
  const [, outcome = "", left = ""] = (bytes.startsWith(MATCHED) && /8201(..)8302....8401(..)/.exec(bytes)) || [];
  const unlike = UNLIKE[Number.parseInt(outcome, 16)];
  if (unlike) return { ...state, unlike, panel: { ...state.panel, triesLeft: Number.parseInt(left, 16) } };
  const [, code = ""] = (bytes.startsWith(ENDED) && /8101(..)$/.exec(bytes)) || [];
  const ended = REASONS.get(Number.parseInt(code, 16));
  // A reader asks whoever might come, and nobody need have.
  return ended && state.isAttended ? { ...state, ended, isAttended: false } : state;
}

const [MATCHED, ENDED] = ["ff55", "ff5c"] as const;
const UNLIKE: readonly (Unlike | undefined)[] = [undefined, undefined, "refused", "noFace", "notLive"];
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
  const lies = ({ seen: { folder, name }, gone }: FileSeen) =>
    folder === event.folder && name === event.name && gone === undefined;
  if (event.is === "removed")
    return { ...state, files: state.files.map((file) => (lies(file) ? { ...file, gone: event.at } : file)) };
  const others = state.files.filter((file) => !lies(file));
  return { ...state, files: [...others, { seen: event }].slice(-MOST) };
}
