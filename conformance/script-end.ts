import type { Fault } from "../device/errors.ts";
import { FAULTS } from "../device/errors.ts";
import type { TraceEvent } from "../device/trace.ts";
import { single } from "./expect/selector.ts";

/**
 * How the steps of a case ended. It is a mark in the trace, so that a stored trace tells as much as a live one, and it is the
 * observed end without which nothing can be said to have never happened.
 */
export type ScriptEnd =
  | { readonly is: "done" }
  /** A step waited for something that did not come: the product's affair, and the checks say which clause it breaks. */
  | { readonly is: "inVain"; readonly for: string }
  | { readonly is: "fault"; readonly fault: Fault; readonly says: string; readonly ja?: string }
  /** The suite's own steps threw something that is no DeviceError. */
  | { readonly is: "crash"; readonly says: string };

const PREFIX = "script ";
/** Between the English and the Japanese of a fault: the unit separator, which no sentence has. */
const LANGUAGES = "\u001f";

export function writeEnd(end: ScriptEnd): string {
  switch (end.is) {
    case "done":
      return `${PREFIX}done`;
    case "inVain":
      return `${PREFIX}inVain ${end.for}`;
    case "fault":
      return `${PREFIX}fault ${end.fault} ${end.says}${end.ja === undefined ? "" : `${LANGUAGES}${end.ja}`}`;
    case "crash":
      return `${PREFIX}crash ${end.says}`;
  }
}

export function readEnd(event: TraceEvent): ScriptEnd | undefined {
  if (event.channel !== "clock" || event.is !== "mark" || !event.mark.startsWith(PREFIX)) return undefined;
  const [is, ...words] = event.mark.slice(PREFIX.length).split(" ");
  if (is === "done") return { is };
  if (is === "inVain") return { is, for: words.join(" ") };
  const [fault = ""] = words;
  if (is === "fault" && isFaultName(fault)) {
    const [says = "", ja] = words.slice(1).join(" ").split(LANGUAGES);
    return { is, fault, says, ...(ja === undefined ? {} : { ja }) };
  }
  return { is: "crash", says: words.join(" ") };
}

const isFaultName = (name: string): name is Fault => Object.hasOwn(FAULTS, name);

/** The end of the steps, however they ended. */
export const scriptEnd = single("end of the steps", "clock", readEnd);

/** The end of steps that ran through. */
export const allDone = single(
  "end of the steps",
  "clock",
  (event) => (readEnd(event)?.is === "done" ? event : undefined),
  { see: "end" },
);
