import type { Lang } from "../../device/errors.ts";
import type { TraceEvent } from "../../device/trace.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { showApdu, showFace, showResponse } from "../../device/wire/show.ts";
import type { Bilingual } from "../bilingual.ts";
import type { CaseResult } from "../run.ts";
import { escape } from "./html-escape.ts";
import { type Lane, LANE_HEADS, LANES, type Way, wayOf } from "./lanes.ts";

/** How many events before the decisive one, and how many after. */
const [BEFORE, AFTER] = [8, 3];

/** The stretch of the trace around what a case failed on, decoded; with nothing to point at, its last events. */
export function traceExcerpt({ observation, checks, verdict }: CaseResult): string {
  const { events } = observation;
  if (events.length === 0) return "";
  const saw = new Set(checks.filter((check) => check.verdict === verdict).flatMap((check) => check.saw ?? []));
  const last = events.findLastIndex(({ seq }) => saw.has(seq));
  const centre = last >= 0 ? last : events.length - 1;
  const shown = events.slice(Math.max(0, centre - BEFORE), centre + AFTER + 1);
  const start = events[0]?.at ?? 0;
  const items = shown.map((event) => {
    const time = ((event.at - start) / 1_000_000).toFixed(3).padStart(8);
    const line = (lang: Lang) => `<code lang="${lang}">${escape(`${time} s  ${tell(event, lang)}`)}</code>`;
    return `<li${saw.has(event.seq) ? ' class="saw"' : ""}>${wayPicture(wayOf(event))}${line("ja")}${line("en")}</li>`;
  });
  // Wider than a page now and then: whoever has no mouse scrolls it by keys.
  return `<ol class="trace" tabindex="0" aria-label="${escape(`${EXCERPT.ja} / ${EXCERPT.en}`)}"><li>${laneNames()}</li>${items.join("")}</ol>`;
}

/** An attribute can hide neither of its languages. */
const EXCERPT: Bilingual = { ja: "やり取りの抜粋", en: "excerpt of the exchange" };

/** Pixels between two lanes, and of a line. */
const [LANE, LINE] = [50, 18] as const;
const middleOf = (lane: Lane): number => LANE * LANES.indexOf(lane) + LANE / 2;
const lanesPicture = (content: string): string =>
  `<svg viewBox="0 0 ${LANE * LANES.length} ${LINE}" aria-hidden="true">${content}</svg>`;

const laneNames = (): string =>
  lanesPicture(
    LANES.flatMap((lane) =>
      (["ja", "en"] as const).map(
        (lang) =>
          `<text lang="${lang}" x="${middleOf(lane)}" y="12" text-anchor="middle">${escape(LANE_HEADS[lane][lang])}</text>`,
      ),
    ).join(""),
  );

/** One line of the sequence: from whom to whom it went, or where it happened. */
function wayPicture([from, to]: Way): string {
  const lanes = LANES.map((lane) => `<path class="lane" d="M${middleOf(lane)} 0V${LINE}"/>`).join("");
  const [start, end] = [middleOf(from), middleOf(to)];
  if (start === end) return lanesPicture(`${lanes}<circle class="way-end" cx="${end}" cy="9" r="3"/>`);
  const back = end > start ? -6 : 6;
  return lanesPicture(
    `${lanes}<path class="way" d="M${start} 9H${end}"/><path class="way-end" d="M${end} 9l${back} -3.5v7z"/>`,
  );
}

/** One event on one line. Bytes are decoded where a declaration knows them and counted where none does. */
export function tell(event: TraceEvent, lang: Lang): string {
  const head = `${event.channel} ${event.is}`;
  switch (event.is) {
    case "sent":
    case "received":
      return `${head}: ${showFace(unhex(event.bytes), lang)}`;
    case "command":
      return `${head}: ${showApdu(unhex(event.bytes), lang)}`;
    case "response":
      return event.channel === "card"
        ? `${head}: ${showResponse(unhex(event.bytes), lang)}`
        : `${head}: ${event.path} ${event.status}`;
    case "request":
      return `${head}: ${event.method} ${event.path}`;
    case "appeared":
      return `${head}: ${event.folder}/${event.name} (${event.size} B)`;
    case "removed":
      return event.channel === "folder" ? `${head}: ${event.folder}/${event.name}` : head;
    case "shown":
      return `${head}: ${event.screen}${event.triesLeft === undefined ? "" : ` (${event.triesLeft})`}`;
    case "touched":
      return `${head}: ${event.what}`;
    case "imported":
    case "refused":
      return `${head}: ${event.source}`;
    case "asked":
    case "did":
      return `${head}: ${event.intent}`;
    case "mark":
      return `${head}: ${event.mark}`;
    case "secret":
      return `${head}: ${event.kind} of ${event.person} as ${event.form}`;
    default:
      return head;
  }
}
