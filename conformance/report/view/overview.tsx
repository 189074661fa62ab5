import { useEffect, useRef } from "preact/hooks";
import type { TraceEvent } from "../../../device/trace.ts";
import { lang, say } from "./language.ts";
import { LANE_NAMES, LANES, wayOf } from "../lanes.ts";
import type { LegSeen } from "./trace-legs.ts";

/** The stretch of time that is looked at, in microseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Props {
  readonly events: readonly TraceEvent[];
  readonly legs: readonly LegSeen[];
  readonly whole: Stretch;
  readonly stretch: Stretch;
  readonly selected: TraceEvent | undefined;
  readonly onStretch: (stretch: Stretch) => void;
}

const [ROW, HEAD, LEGS] = [17, 84, 26] as const;
const HEIGHT = LANES.length * ROW + LEGS + 16;

/** All lanes over time, as a picture: dense where much happens. Drag to choose a stretch, turn the wheel to zoom, keys + − ← → 0. */
export function Overview({ events, legs, whole, stretch, selected, onStretch }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const from = useRef<number | undefined>(undefined);
  useEffect(() => {
    const drawn = () => canvas.current && draw(canvas.current, { events, legs, stretch, start: whole.from, selected });
    drawn();
    addEventListener("resize", drawn);
    return () => removeEventListener("resize", drawn);
  });
  const timeAt = (x: number): number => {
    const width = (canvas.current?.clientWidth ?? 1) - HEAD;
    return stretch.from + ((x - HEAD) / width) * (stretch.to - stretch.from);
  };
  const zoom = (factor: number, around = (stretch.from + stretch.to) / 2) =>
    onStretch(within(whole, around - (around - stretch.from) * factor, around + (stretch.to - around) * factor));
  const move = (share: number) => {
    const step = (stretch.to - stretch.from) * share;
    if (stretch.from + step >= whole.from && stretch.to + step <= whole.to)
      onStretch({ from: stretch.from + step, to: stretch.to + step });
  };
  const KEYS: Readonly<Record<string, () => void>> = {
    "+": () => zoom(0.5),
    "-": () => zoom(2),
    "0": () => onStretch(whole),
    "ArrowLeft": () => move(-0.25),
    "ArrowRight": () => move(0.25),
  };
  return (
    <div class="overview">
      <canvas
        ref={canvas}
        class="overview-canvas"
        height={HEIGHT}
        tabIndex={0}
        role="img"
        aria-label={say(LABEL)}
        onKeyDown={(event) => {
          const act = KEYS[event.key === ";" || event.key === "=" ? "+" : event.key];
          if (!act) return;
          event.preventDefault();
          act();
        }}
        onWheel={(event) => {
          if (!event.ctrlKey && !event.shiftKey && Math.abs(event.deltaY) < Math.abs(event.deltaX)) return;
          event.preventDefault();
          zoom(event.deltaY > 0 ? 1.25 : 0.8, timeAt(event.offsetX));
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = event.offsetX;
        }}
        onPointerMove={(event) => {
          if (from.current === undefined) return;
          draw(event.currentTarget, { events, legs, stretch, start: whole.from, selected });
          drawBand(event.currentTarget, from.current, event.offsetX);
        }}
        onPointerCancel={() => (from.current = undefined)}
        onPointerUp={(event) => {
          const [start, end] = [from.current ?? event.offsetX, event.offsetX].sort((a, b) => a - b) as [number, number];
          from.current = undefined;
          if (end - start > 6) onStretch(within(whole, timeAt(start), timeAt(end)));
        }}
      />
      <div class="overview-keys">
        <button onClick={() => zoom(0.5)} aria-label={say(IN)}>
          ＋
        </button>
        <button onClick={() => zoom(2)} aria-label={say(OUT)}>
          －
        </button>
        <button onClick={() => onStretch(whole)}>{say(ALL)}</button>
      </div>
    </div>
  );
}

/** At least a tenth of a millisecond, and within the trace. */
function within(whole: Stretch, from: number, to: number): Stretch {
  if (to - from < 100) return { from: (from + to) / 2 - 50, to: (from + to) / 2 + 50 };
  return { from: Math.max(whole.from, from), to: Math.min(whole.to, to) };
}

interface Drawn extends Pick<Props, "events" | "legs" | "stretch" | "selected"> {
  /** Where the trace begins: times are told from there. */
  readonly start: number;
}

function draw(canvas: HTMLCanvasElement, { events, legs, stretch: { from, to }, start, selected }: Drawn): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const ratio = devicePixelRatio;
  const width = canvas.clientWidth;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const room = Math.max(1, width - HEAD);
  const x = (at: number) => HEAD + ((at - from) / Math.max(1, to - from)) * room;
  context.font = `12px ${style.fontFamily}`;
  context.textBaseline = "middle";
  for (const [nth, lane] of LANES.entries()) {
    context.fillStyle = colour("--soft");
    context.fillText(LANE_NAMES[lane][lang.value], 0, nth * ROW + ROW / 2, HEAD - 6);
    context.fillStyle = colour("--line");
    context.fillRect(HEAD, nth * ROW + ROW / 2, room, 1);
  }
  for (const [at, align] of [
    [from, "left"],
    [to, "right"],
  ] as const) {
    context.textAlign = align;
    context.fillStyle = colour("--soft");
    context.fillText(`${((at - start) / 1_000_000).toFixed(3)} s`, x(at), HEIGHT - 6);
  }
  context.textAlign = "left";
  // What began before the stretch must not run over the names.
  context.beginPath();
  context.rect(HEAD - 1, 0, room + 1, HEIGHT);
  context.clip();
  // A column of pixels is darker the more of its events it holds.
  const columns = LANES.map(() => new Uint16Array(Math.ceil(room) + 2));
  for (const event of events) {
    if (event.at < from || event.at > to) continue;
    for (const lane of new Set(wayOf(event))) {
      const column = columns[LANES.indexOf(lane)];
      const at = Math.floor(x(event.at) - HEAD);
      if (column) column[at] = (column[at] ?? 0) + 1;
    }
  }
  context.fillStyle = colour("--accent");
  for (const [nth, column] of columns.entries())
    for (const [at, count] of column.entries()) {
      if (count === 0) continue;
      context.globalAlpha = Math.min(1, 0.35 + count / 12);
      context.fillRect(HEAD + at - 0.75, nth * ROW + 2, 2, ROW - 4);
    }
  context.globalAlpha = 1;
  drawLegs(context, legs, x, LANES.length * ROW + 6, colour);
  if (selected) {
    context.fillStyle = colour("--fail");
    context.fillRect(x(selected.at) - 0.5, 0, 1.5, HEIGHT);
  }
}

/** What a finger or a mouse has drawn over so far. */
function drawBand(canvas: HTMLCanvasElement, from: number, to: number): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.globalAlpha = 0.2;
  context.fillStyle = getComputedStyle(canvas).getPropertyValue("--accent").trim();
  context.fillRect(Math.min(from, to), 0, Math.abs(to - from), HEIGHT);
  context.globalAlpha = 1;
}

/** Each leg as a bar on the line of its budget: what is beyond it stands out. */
function drawLegs(
  context: CanvasRenderingContext2D,
  legs: readonly LegSeen[],
  x: (at: number) => number,
  top: number,
  colour: (name: string) => string,
): void {
  for (const { from, to, budget, leg } of legs) {
    const row = top + (Number(leg.slice(4)) % 3) * 9;
    context.fillStyle = colour(to - from > budget ? "--fail" : "--pass");
    context.fillRect(x(from), row, Math.max(2, x(to) - x(from)), 6);
  }
}

const LABEL = {
  ja: "時間の流れ。＋と－で拡大縮小、←→で移動、0で全体",
  en: "the trace over time; + and − zoom, ← → move, 0 shows all",
};
const IN = { ja: "拡大", en: "zoom in" };
const OUT = { ja: "縮小", en: "zoom out" };
const ALL = { ja: "全体", en: "all" };
