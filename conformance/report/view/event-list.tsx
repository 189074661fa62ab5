import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { TraceEvent } from "../../../device/trace.ts";
import { titleOf } from "./decode.ts";
import { say } from "./language.ts";
import { LANE_HEADS, LANES, wayOf } from "../lanes.ts";

interface Props {
  readonly events: readonly TraceEvent[];
  readonly start: number;
  readonly selected: TraceEvent | undefined;
  /** Events that a verdict rests on. */
  readonly marked?: ReadonlySet<number>;
  readonly onSelect: (event: TraceEvent) => void;
  /** Follows the newest event as long as nobody scrolls away. */
  readonly follow?: boolean;
}

/** Pixels, of a row and of a lane. */
interface Layout {
  readonly row: number;
  readonly column: number;
}

/** In type of this size, in pixels; larger type has larger rows. */
const USUAL = 17;
const NARROW = 760;
/** Where there is no room beside the lanes, what an event says stands below them. */
const layoutOf = (isNarrow: boolean, type: number): Layout =>
  isNarrow
    ? { row: Math.round((48 * type) / USUAL), column: 40 }
    : { row: Math.round((28 * type) / USUAL), column: Math.round((74 * type) / USUAL) };
/** Rows beyond the edges, so that fast scrolling shows no gaps. */
const SPARE = 8;

/** A report may have many lists open, and an id is the page's. */
let lists = 0;

/** The trace as a sequence: who said what to whom. Only the rows in sight are there, however many events there are. */
export function EventList({ events, start, selected, marked, onSelect, follow = false }: Props) {
  const list = useMemo(() => ++lists, []);
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(400);
  const isNarrow = useSignal(false);
  const type = useSignal(USUAL);
  const frame = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const layout = layoutOf(isNarrow.value, type.value);
  const { row, column } = layout;
  const atEnd = useRef(follow);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const sized = new ResizeObserver(() => {
      type.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || USUAL;
      height.value = current.clientHeight;
      isNarrow.value = current.clientWidth < (NARROW * type.value) / USUAL;
    });
    sized.observe(current);
    // Grows with its type, even where the list has the room it had.
    if (head.current) sized.observe(head.current);
    return () => sized.disconnect();
  }, []);
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [events]);
  const first = Math.max(0, Math.floor(top.value / row) - SPARE);
  const sight = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // The policy allows no style attribute in markup; a property set by script is none.
    if (sight.current) sight.current.style.transform = `translateY(${first * row}px)`;
    frame.current?.style.setProperty("--row", `${row}px`);
    frame.current?.style.setProperty("--column", `${column}px`);
  }, [first, row, column]);
  const rows = events.slice(first, first + Math.ceil(height.value / row) + 2 * SPARE);
  const step = (by: number) => {
    const at = Math.min(events.length - 1, Math.max(0, (selected ? events.indexOf(selected) : -1) + by));
    const next = events[at];
    if (!next) return;
    onSelect(next);
    const { current } = box;
    if (!current) return;
    if (at * row < current.scrollTop) current.scrollTop = at * row;
    if ((at + 2) * row > current.scrollTop + current.clientHeight)
      current.scrollTop = (at + 2) * row - current.clientHeight;
  };
  return (
    <div ref={frame} class={`sequence ${isNarrow.value ? "narrow" : ""}`}>
      <div ref={head} class="sequence-head" aria-hidden="true">
        <span class="sequence-time">{say(TIME)}</span>
        {LANES.map((lane) => (
          <span key={lane} class="sequence-lane">
            {say(LANE_HEADS[lane])}
          </span>
        ))}
      </div>
      <div
        ref={box}
        class="sequence-box"
        role="listbox"
        aria-label={say(LABEL)}
        tabIndex={0}
        aria-activedescendant={selected ? rowId(list, selected) : undefined}
        onScroll={(event) => {
          const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
          top.value = scrollTop;
          if (follow) atEnd.current = scrollTop + clientHeight > scrollHeight - 2 * row;
        }}
        onKeyDown={(event) => {
          const by = STEPS[event.key];
          if (by === undefined) return;
          event.preventDefault();
          step(by);
        }}
      >
        <svg class="sequence-spacer" width="1" height={Math.max(1, events.length * row)} aria-hidden="true" />
        <div ref={sight} class="sequence-rows">
          {rows.map((event, nth) => (
            <Row
              key={nth}
              id={rowId(list, event)}
              event={event}
              start={start}
              isSelected={selected?.seq === event.seq}
              isMarked={marked?.has(event.seq) ?? false}
              layout={layout}
              onSelect={onSelect}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  readonly id: string;
  readonly event: TraceEvent;
  readonly start: number;
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  readonly layout: Layout;
  readonly onSelect: (event: TraceEvent) => void;
}

function Row({ id, event, start, isSelected, isMarked, layout, onSelect }: RowProps) {
  const isSecret = event.is === "secret";
  return (
    <div
      id={id}
      role="option"
      aria-selected={isSelected}
      class={`event channel-${event.channel} ${isMarked ? "marked" : ""} ${isSecret ? "secret" : ""}`}
      onClick={() => onSelect(event)}
    >
      <span class="sequence-time">{((event.at - start) / 1_000_000).toFixed(3)}</span>
      <Arrow event={event} column={layout.column} />
      <span class="event-title">{titleOf(event)}</span>
    </div>
  );
}

/** Pixels. */
const ARROW = 28;

/** From lane to lane, or a point where it happened. */
function Arrow({ event, column }: { readonly event: TraceEvent; readonly column: number }) {
  const [from, to] = wayOf(event).map((lane) => LANES.indexOf(lane) * column + column / 2) as [number, number];
  const [width, middle] = [column * LANES.length, ARROW / 2];
  const tip = to > from ? -7 : 7;
  return (
    <svg class="arrow" width={width} height={ARROW} viewBox={`0 0 ${width} ${ARROW}`} aria-hidden="true">
      {from === to ? (
        <circle class="point" cx={from} cy={middle} r="4.5" />
      ) : (
        <>
          <line class="shaft" x1={from} x2={to} y1={middle} y2={middle} />
          <path class="tip" d={`M${to} ${middle}l${tip} -4.5v9z`} />
        </>
      )}
    </svg>
  );
}

const rowId = (list: number, { seq }: TraceEvent) => `event-${list}-${seq}`;

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
  Home: -Number.MAX_SAFE_INTEGER,
  End: Number.MAX_SAFE_INTEGER,
};

const TIME = { ja: "秒", en: "seconds" };
const LABEL = { ja: "出来事の一覧", en: "events" };
