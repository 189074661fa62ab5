import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import type { StoredRun } from "../stored-run.ts";
import { type Distribution, distributionsIn } from "./distribution.ts";
import { duration, lang, say } from "./language.ts";
import { LEG_NAMES } from "./trace-legs.ts";

/** How long each leg took in the traces of a run: the share of samples up to each time, against budget and quantile. */
export function Distributions({ run }: { readonly run: StoredRun }) {
  const found = distributionsIn(run);
  if (found.length === 0) return null;
  return (
    <section class="distributions">
      <h2>{say(TITLE)}</h2>
      <p class="soft small">
        {say(run.clock === "virtual" ? MODEL : MEASURED)} {say(HOW)}
      </p>
      <div class="distribution-grid">
        {found.map((each) => (
          <Plot key={`${each.leg} ${each.judgedIn ?? ""}`} of={each} />
        ))}
      </div>
    </section>
  );
}

/** Pixels: at most, and never wider than its place. */
const [WIDTH, HEIGHT] = [380, 190] as const;
const widthIn = ({ clientWidth }: HTMLElement): number => Math.min(WIDTH, Math.max(200, clientWidth));

function Plot({ of }: { readonly of: Distribution }) {
  const place = useRef<HTMLDivElement>(null);
  const language = lang.value;
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const plot = new uPlot(options(of, current), points(of), current);
    const sized = new ResizeObserver(() => plot.setSize({ width: widthIn(current), height: HEIGHT }));
    sized.observe(current);
    return () => {
      sized.disconnect();
      plot.destroy();
    };
  }, [of, language]);
  const { leg, judgedIn, values, budget, quantile, confidence, at, bound } = of;
  const p = `p${Math.round(100 * quantile)}`;
  return (
    <figure class="distribution">
      <figcaption>
        <b>{leg}</b> {say(LEG_NAMES[leg])} <span class="soft small">{judgedIn ?? say(NOT_JUDGED)}</span>
      </figcaption>
      <div ref={place} role="img" aria-label={`${leg} ${say(TITLE)}`} />
      <p class={`small ${judgedIn !== undefined && at > budget ? "fail" : ""}`}>
        {p} {ms(at)} / {say(BUDGET)} {ms(budget)} · {say(SAMPLES)} {values.length} ·{" "}
        {bound === undefined ? say(TOO_FEW) : `${say(BOUND)} ${ms(bound)} (${Math.round(100 * confidence)} %)`}
      </p>
    </figure>
  );
}

const ms = (milliseconds: number): string => duration(1000 * milliseconds);

/** The empirical distribution, from nothing at 0 to everything at the slowest. */
function points({ values }: Distribution): uPlot.AlignedData {
  const times = [0, ...values];
  return [times, times.map((_, nth) => (100 * nth) / values.length)];
}

function options({ budget, quantile, bound }: Distribution, place: HTMLElement): uPlot.Options {
  const style = getComputedStyle(place);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, size: 44 };
  const line = (plot: uPlot, from: readonly [number, number], to: readonly [number, number], name: string) => {
    const { ctx } = plot;
    const at = ([x, y]: readonly [number, number]) =>
      [plot.valToPos(x, "x", true), plot.valToPos(y, "y", true)] as const;
    ctx.save();
    ctx.strokeStyle = colour(name);
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(...at(from));
    ctx.lineTo(...at(to));
    ctx.stroke();
    ctx.restore();
  };
  return {
    width: widthIn(place),
    height: HEIGHT,
    scales: { x: { time: false, range: (_, __, most) => [0, Math.max(most, budget) * 1.08] }, y: { range: [0, 104] } },
    axes: [
      { ...axis, size: 34, values: (_, ticks) => ticks.map((tick) => ms(tick)) },
      { ...axis, size: 58, values: (_, ticks) => ticks.map((tick) => `${tick} %`) },
    ],
    series: [
      { label: say(TIME), value: (_, time: number | null) => (time === null ? "–" : ms(time)) },
      {
        label: say(SHARE),
        stroke: colour("--accent"),
        width: 2,
        points: { show: false },
        value: (_, share: number | null) => (share === null ? "–" : `${share.toFixed(1)} %`),
        paths: uPlot.paths.stepped?.({ align: 1 }) ?? (() => null),
      },
    ],
    cursor: { drag: { x: true, y: false } },
    hooks: {
      draw: [
        (plot) => {
          line(plot, [budget, 0], [budget, 100], "--fail");
          line(plot, [0, 100 * quantile], [budget, 100 * quantile], "--none");
          if (bound !== undefined) line(plot, [bound, 0], [bound, 100 * quantile], "--open");
        },
      ],
    },
  };
}

const TITLE = { ja: "区間の時間の分布", en: "Distribution of each leg" };
const MODEL = {
  ja: "仮想時計によるモデルで、測定ではありません。",
  en: "By a virtual clock: a model, and no measurement.",
};
const MEASURED = { ja: "実測です。", en: "As measured." };
const HOW = {
  ja: "判定に使った標本そのもの（試験の番号付き）。赤い破線は予算、紫は分位の信頼上限。ドラッグで拡大、ダブルクリックで戻ります。判定は上の表のものです。",
  en: "The very samples that were judged, with the case that did. Dashed red: the budget; violet: the upper bound of the quantile. Drag to zoom, double-click to go back. Verdicts are those of the tables.",
};
const NOT_JUDGED = {
  ja: "判定していません。回線を切る試験なども含む、記録中のすべて",
  en: "not judged: all in the traces, of cases that cut a line as well",
};
const BUDGET = { ja: "予算", en: "budget" };
const SAMPLES = { ja: "標本", en: "samples" };
const BOUND = { ja: "信頼上限", en: "at most" };
const TOO_FEW = { ja: "標本が足りず、上限は言えません", en: "too few samples for a bound" };
const TIME = { ja: "時間", en: "time" };
const SHARE = { ja: "これ以下の割合", en: "share up to it" };
