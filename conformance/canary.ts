import type { TraceEvent } from "../device/trace.ts";
import type { Bench } from "./bench.ts";
import { type Selector, single } from "./expect/selector.ts";

/**
 * A secret spoken on purpose, where it harms nobody, to learn whether the bench's recorder looks for secrets at all: one that does
 * masks it and reports it on the clock's channel, where no product speaks. It says nothing of the product and is never a leak.
 */
export function plantCanary({ trace, staffPassword }: Pick<Bench, "trace" | "staffPassword">): void {
  if (staffPassword !== "") trace.record({ channel: "clock", is: "mark", mark: `${PREFIX}${staffPassword}` });
}

/** The recorder's report of it. */
export const canarySeen: Selector<TraceEvent> = single("canary", "clock", (event) =>
  event.is === "secret" && event.kind === "password" ? event : undefined,
);

/** A recorder that does not look has kept the canary as it was spoken; what is judged and reported does not. */
export const withoutCanary = (events: readonly TraceEvent[]): TraceEvent[] =>
  events.map((event) =>
    event.channel === "clock" && event.is === "mark" && event.mark.startsWith(PREFIX)
      ? { ...event, mark: `${PREFIX}*` }
      : event,
  );

const PREFIX = "canary ";
