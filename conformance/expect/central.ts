import type { TraceEvent } from "../../device/trace.ts";
import { type Selector, single } from "./selector.ts";

type Answer = Extract<TraceEvent, { channel: "central"; is: "response" }>;

/** What the central system answered to a call. */
export const centralAnswer = (path: string): Selector<Answer> =>
  single(
    `answer to ${path}`,
    "central",
    (event) => (event.channel === "central" && event.is === "response" && event.path === path ? event : undefined),
    { see: "central", path },
  );
