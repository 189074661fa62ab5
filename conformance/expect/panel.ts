import type { TraceEvent } from "../../device/trace.ts";
import type { Screen } from "../../device/wire/face.ts";
import { is } from "./predicate.ts";
import { type Selector, single, where } from "./selector.ts";

type Shown = Extract<TraceEvent, { channel: "panel"; is: "shown" }>;

/** What the patient sees on the reader's own screen. */
export const shown = (screen?: Screen): Selector<Shown> =>
  screen ? where(anyScreen, screen, is("screen", screen)) : anyScreen;

const anyScreen: Selector<Shown> = single(
  "screen",
  "panel",
  (event) => (event.channel === "panel" && event.is === "shown" ? event : undefined),
  { see: "shown" },
);
