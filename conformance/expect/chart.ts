import type { TraceEvent } from "../../device/trace.ts";
import { type Selector, single } from "./selector.ts";

/** Something the receipt computer took into a patient's chart. */
export interface Import {
  /** The file it came from. */
  readonly source: string;
  readonly patient: Readonly<Record<string, string>>;
}

export const imported: Selector<Import> = single("import", "chart", (event) =>
  event.channel === "chart" && event.is === "imported" ? event : undefined,
);

type Refused = Extract<TraceEvent, { channel: "chart"; is: "refused" }>;

export const refused: Selector<Refused> = single("refusal", "chart", (event) =>
  event.channel === "chart" && event.is === "refused" ? event : undefined,
);
