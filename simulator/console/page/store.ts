import { computed, signal } from "@preact/signals";
import type { People, PersonShown } from "../../../device/control/counter.ts";
import type { About } from "../../../device/control/messages.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { type CounterState, NOTHING_SEEN } from "./counter-state.ts";

/** Everything on screen hangs on these. */

export type Connection = "connecting" | "live" | "lost";
export const connection = signal<Connection>("connecting");
/** How often the counter has been reached: what was asked of it before may have changed since. */
export const reached = signal(0);
/** How often it was started again while this page was open: what a page kept by itself was about nobody who is still there. */
export const lives = signal(0);
/** The counter was started again, what had been seen of the earlier one was taken away, and nobody has read that yet. */
export const restarted = signal(false);

export const about = signal<About | undefined>(undefined);
export const people = signal<People["people"]>([]);
export const counter = signal<CounterState>(NOTHING_SEEN);

/** The newest events, and how often they have changed. */
export const events: { list: TraceEvent[] } = { list: [] };
export const revision = signal(0);

export const offers = (intent: About["intents"][number]): boolean => about.value?.intents.includes(intent) ?? false;

export const personById = (id: string | undefined): PersonShown | undefined =>
  id === undefined ? undefined : people.value.find((person) => person.id === id);

export const onReader = computed(() => personById(counter.value.there?.person));
