import type { Lang } from "../../device/errors.ts";
import type { TraceEvent } from "../../device/trace.ts";
import { unhex } from "../../device/wire/bytes.ts";
import { showApdu, showFace, showResponse } from "../../device/wire/show.ts";
import type { CaseResult } from "../run.ts";
import { say } from "./html-escape.ts";

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
    const line = say({ ja: `${time} s  ${tell(event, "ja")}`, en: `${time} s  ${tell(event, "en")}` });
    return `<li${saw.has(event.seq) ? ' class="saw"' : ""}><code>${line}</code></li>`;
  });
  return `<ol class="trace">${items.join("")}</ol>`;
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
