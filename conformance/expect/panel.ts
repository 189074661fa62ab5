import type { TraceEvent } from "../../device/trace.ts";
import type { Screen } from "../../device/wire/face.ts";
import { type Selector, single } from "./selector.ts";

type Shown = Extract<TraceEvent, { channel: "panel"; is: "shown" }>;

/** What the patient sees on the reader's own screen. */
export const shown = (screen?: Screen): Selector<Shown> =>
  single(screen ? `screen(${screen})` : "screen", "panel", (event) =>
    event.channel === "panel" && event.is === "shown" && (screen === undefined || event.screen === screen)
      ? event
      : undefined,
  );
