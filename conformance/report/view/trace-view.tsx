import { type Signal, useComputed, useSignal } from "@preact/signals";
import type { TraceEvent } from "../../../device/trace.ts";
import { titleOf } from "./decode.ts";
import { EventDetail } from "./event-detail.tsx";
import { EventList } from "./event-list.tsx";
import { say, type Text } from "./language.ts";
import { LANE_NAMES, type Lane, LANES, wayOf } from "../lanes.ts";
import { LegsList } from "./legs-list.tsx";
import { Overview, type Stretch } from "./overview.tsx";
import { TraceTools } from "./trace-tools.tsx";
import { legsIn } from "./trace-legs.ts";

export interface Trace {
  readonly events: readonly TraceEvent[];
  /** Events that a verdict rests on. */
  readonly marked?: ReadonlySet<number>;
  /** Where the run knows it: the beginning of a long trace, which tells it, may be gone. */
  readonly clock?: "virtual" | "system";
}

interface Props {
  readonly trace: Signal<Trace>;
  readonly live?: boolean;
  /** Opens a file in place of what is shown. */
  readonly onOpen?: ((file: File) => void) | undefined;
}

/** A trace from end to end: all of it over time, the sequence of events, and one of them in full. */
export function TraceView({ trace, live = false, onOpen }: Props) {
  const hidden = useSignal<ReadonlySet<Lane>>(new Set());
  const wanted = useSignal("");
  const stretch = useSignal<Stretch | undefined>(undefined);
  const selected = useSignal<TraceEvent | undefined>(undefined);

  const whole = useComputed(() => extentOf(trace.value.events));
  const forgotten = useComputed(() => trace.value.events[0]?.seq ?? 0);
  const legs = useComputed(() => legsIn(trace.value.events));
  const clock = useComputed(() => {
    const source = trace.value.events.findLast((event) => event.channel === "clock" && event.is === "source");
    return trace.value.clock ?? (source?.is === "source" ? source.source : undefined);
  });
  const shown = useComputed(() => {
    const words = wanted.value.toLowerCase();
    const { from, to } = stretch.value ?? { from: -Infinity, to: Infinity };
    const isAll = words === "" && hidden.value.size === 0 && stretch.value === undefined;
    if (isAll) return trace.value.events;
    return trace.value.events.filter(
      (event) =>
        event.at >= from &&
        event.at <= to &&
        !wayOf(event).every((lane) => hidden.value.has(lane)) &&
        (words === "" || haystack(event).includes(words)),
    );
  });
  const before = useComputed(() => {
    const at = selected.value ? shown.value.indexOf(selected.value) : -1;
    return at > 0 ? shown.value[at - 1] : undefined;
  });
  const toggle = (lane: Lane) => {
    const next = new Set(hidden.value);
    if (!next.delete(lane)) next.add(lane);
    hidden.value = next;
  };

  return (
    <div class="trace-view">
      <TraceTools events={trace.value.events} onOpen={onOpen} />
      <Overview
        events={trace.value.events}
        legs={legs.value}
        whole={whole.value}
        stretch={stretch.value ?? whole.value}
        selected={selected.value}
        onStretch={(next) =>
          (stretch.value = next.from <= whole.value.from && next.to >= whole.value.to ? undefined : next)
        }
      />
      <div class="filters">
        <input
          type="search"
          aria-label={say(SEARCH)}
          placeholder={say(SEARCH)}
          value={wanted.value}
          onInput={(event) => (wanted.value = event.currentTarget.value)}
        />
        {LANES.map((lane) => (
          <button key={lane} class="lane" aria-pressed={!hidden.value.has(lane)} onClick={() => toggle(lane)}>
            {say(LANE_NAMES[lane])}
          </button>
        ))}
        <span class="soft small" role="status">
          {shown.value.length.toLocaleString("en")} / {trace.value.events.length.toLocaleString("en")}
          {forgotten.value > 0 && ` · ${say(beginningGone(forgotten.value))}`}
        </span>
      </div>
      <LegsList legs={legs.value} clock={clock.value} />
      <div class="trace-panes">
        <EventList
          events={shown.value}
          start={whole.value.from}
          selected={selected.value}
          {...(trace.value.marked ? { marked: trace.value.marked } : {})}
          onSelect={(event) => (selected.value = event)}
          follow={live}
        />
        <aside class="detail-pane" aria-label={say(DETAIL)} tabIndex={0}>
          {selected.value ? (
            <EventDetail event={selected.value} since={before.value} />
          ) : (
            <p class="soft">{say(PICK)}</p>
          )}
        </aside>
      </div>
    </div>
  );
}

/** From the earliest to the latest, in whatever order they stand; a millisecond at least. */
function extentOf(events: readonly TraceEvent[]): Stretch {
  let [from, to] = [Infinity, -Infinity];
  for (const { at } of events) [from, to] = [Math.min(from, at), Math.max(to, at)];
  return from === Infinity ? { from: 0, to: 1000 } : { from, to: Math.max(to, from + 1000) };
}

/** What of an event is searched: its line, its raw words and the beginning of its bytes. */
const haystack = (event: TraceEvent): string =>
  `${event.channel} ${event.is} ${titleOf(event)} ${"bytes" in event ? event.bytes.slice(0, 2000) : ""} ${event.scope ?? ""}`.toLowerCase();

/** Of a long trace only what came last is kept: whoever saves it is to know what is not in it. */
const beginningGone = (count: number): Text => ({
  ja: `はじめの ${count.toLocaleString("en")} 件は残っていません`,
  en: `the first ${count.toLocaleString("en")} are no longer kept`,
});

const SEARCH = { ja: "絞り込み（言葉、ファイル名、16進）", en: "Filter: words, names, hex" };
const DETAIL = { ja: "選んだ出来事", en: "the chosen event" };
const PICK = { ja: "出来事を選ぶと、中身を1バイトずつ読めます。", en: "Choose an event to read it byte by byte." };
