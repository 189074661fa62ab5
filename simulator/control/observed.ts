import { ANSWER_LIMIT, type Observation } from "../../device/control/messages.ts";
import type { Clock } from "../../device/ports.ts";
import type { Recorder, TraceEvent } from "../../device/trace.ts";

/** One answer's worth of what was observed. */
export interface Page {
  readonly observations: readonly Observation[];
  /** How many observations there have been up to its end. */
  readonly next: number;
}

/** How much of an answer its observations may fill, in bytes of JSON, and how much one of them may. */
const ROOM = ANSWER_LIMIT - 4096;
const ROOM_FOR_ONE = ROOM / 4;

/** How many observations there have been. */
export const countOf = ({ events }: Recorder): number => (events.at(-1)?.seq ?? -1) + 1;

/** What came after the first `after` observations, as far as it is still kept and as an answer has room. */
export function pageOf({ events }: Recorder, after: number): Page {
  const oldest = events[0]?.seq ?? 0;
  const observations: Observation[] = [];
  let room = ROOM;
  for (let at = Math.max(0, after - oldest); at < events.length; at++) {
    const event = events[at];
    if (!event) break;
    const observation = fitted(event);
    room -= Buffer.byteLength(JSON.stringify(observation)) + 1;
    if (room < 0) break;
    observations.push(observation);
  }
  return { observations, next: (observations.at(-1)?.seq ?? Math.min(after, oldest + events.length) - 1) + 1 };
}

/** Bytes for which no answer has room are told up to where they fit, and how many are missing. */
function fitted(event: TraceEvent): Observation {
  if (!("bytes" in event) || event.bytes.length <= ROOM_FOR_ONE) return event;
  const bytes = event.bytes.slice(0, ROOM_FOR_ONE - (ROOM_FOR_ONE % 2));
  const cut = (event.bytes.length - bytes.length) / 2;
  const masked = event.masked?.filter(([, end]) => end <= bytes.length / 2);
  return { ...event, bytes, cut, ...(masked ? { masked } : {}) };
}

/** Resolves when there are more than `after` observations, when the time is over, or when nobody waits any more. */
export function waitForMore(
  recorder: Recorder,
  clock: Clock,
  after: number,
  within: number,
  gone?: AbortSignal,
): Promise<void> {
  if (countOf(recorder) > after || within <= 0 || gone?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      silence();
      forget();
      gone?.removeEventListener("abort", finish);
      resolve();
    };
    const silence = recorder.listen(finish);
    const forget = clock.after(within, finish);
    gone?.addEventListener("abort", finish);
  });
}
