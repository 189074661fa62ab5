import { batch } from "@preact/signals";
import type { TraceEvent } from "../../../device/trace.ts";
import { type Answers, ask, refusal, Refused } from "./api.ts";
import { NOTHING_SEEN, seen } from "./counter-state.ts";
import { observe } from "./observations.ts";
import { about, connection, counter, events, lives, people, reached, restarted, revision } from "./store.ts";

/** So many events are kept in the browser; older ones are forgotten a tenth at a time. */
const KEPT = 100_000;
/** Milliseconds. */
const AGAIN = 1000;

/**
 * Follows the counter for as long as the page is open. A counter that was started anew knows nobody of before, so nothing of before is
 * shown any more.
 */
export async function follow(): Promise<never> {
  for (;;) {
    try {
      await connect();
    } catch (error) {
      // Who answers and refuses is there, and has said why.
      if (error instanceof Refused) refusal.value = error.answer;
      else connection.value = "lost";
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

/** Resolves when the line broke. */
async function connect(): Promise<void> {
  const told = await ask<Answers["about"]>("about");
  const before = about.value;
  const isAnew = before !== undefined && before.began !== told.began;
  const everybody = before === undefined || isAnew ? (await ask<Answers["people"]>("people")).people : undefined;
  batch(() => {
    if (everybody) {
      people.value = everybody;
      counter.value = NOTHING_SEEN;
      events.list = [];
      revision.value++;
    }
    if (isAnew) {
      restarted.value = true;
      lives.value++;
    }
    about.value = told;
    connection.value = "live";
    reached.value++;
    if (refusal.value?.fault === "unreachable") refusal.value = undefined;
  });
  await stream(told.next);
}

/** Everything that was heard since the page was drawn last is drawn at once. */
async function stream(coming: number): Promise<void> {
  let waiting: TraceEvent[] = [];
  let drawing = 0;
  const take = () => {
    drawing = 0;
    const taken = waiting;
    waiting = [];
    accept(taken);
  };
  const hear = (event: TraceEvent) => {
    waiting.push(event);
    // A page in the background draws nothing, and must not lose anything either.
    drawing ||= document.hidden ? setTimeout(take, 200) : requestAnimationFrame(take);
  };
  await observe({ from: (events.list.at(-1)?.seq ?? -1) + 1, coming, hear });
  take();
}

function accept(taken: readonly TraceEvent[]): void {
  if (taken.length === 0) return;
  for (const event of taken) events.list.push(event);
  if (events.list.length > KEPT) events.list = events.list.slice(-(KEPT * 9) / 10);
  batch(() => {
    counter.value = taken.reduce(seen, counter.value);
    revision.value++;
  });
}
