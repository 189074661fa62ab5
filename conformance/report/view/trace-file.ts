import { CHANNELS, type TraceEvent } from "../../../device/trace.ts";
import type { Text } from "./language.ts";

/** A trace as one file: what `save` writes and anybody can open again, with or without a server. */
export const traceFile = (events: readonly TraceEvent[]): string =>
  `{"shikaku":"trace","version":1,"events":[\n${events.map((event) => JSON.stringify(event)).join(",\n")}\n]}\n`;

export const TRACE_LIMIT = 256 * 1024 * 1024;

export class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly says: Text;

  constructor(says: Text) {
    super(says.en);
    this.says = says;
  }
}

/** The events of a value that may be anything. */
export function readEvents(value: unknown): readonly TraceEvent[] {
  const events: unknown = Array.isArray(value) ? value : isRecord(value) ? value["events"] : undefined;
  if (!Array.isArray(events)) throw new Unreadable(NO_EVENTS);
  const bad = events.findIndex((event) => !isEvent(event));
  if (bad >= 0)
    throw new Unreadable({
      ja: `${bad + 1} 番目の記録が読めません。shikaku で保存した記録かどうか確かめてください。`,
      en: `Event ${bad + 1} cannot be read. See whether shikaku saved this trace.`,
    });
  return events as readonly TraceEvent[];
}

const NO_EVENTS: Text = {
  ja: "このファイルに記録（events）がありません。「保存」で書いた記録を開いてください。",
  en: "This file holds no events. Open a trace that was saved here.",
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;

/** What the rest of the view relies on: nothing that cannot be drawn gets in. */
function isEvent(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { seq, at, channel, is, bytes } = value;
  if (!Number.isSafeInteger(seq) || typeof at !== "number" || !(at >= 0 && at <= Number.MAX_SAFE_INTEGER)) return false;
  if (!(CHANNELS as readonly unknown[]).includes(channel) || typeof is !== "string") return false;
  const wants = TEXTS[`${String(channel)} ${is}`] ?? (is === "secret" ? ["kind", "person", "form"] : undefined);
  if (!wants) return false;
  return (
    wants.every((name) => typeof value[name] === "string") &&
    (bytes === undefined || isHex(bytes)) &&
    isPatient(value) &&
    (channel !== "clock" || is !== "source" || value["source"] === "virtual" || value["source"] === "system") &&
    Object.entries(value).every(([name, each]) => name === "patient" || isFlat(each))
  );
}

/** A word, a number or nothing, or lists of them: what can be written on a line. */
const isFlat = (value: unknown): boolean =>
  typeof value === "object" && value !== null ? Array.isArray(value) && value.every(isFlat) : true;

const isHex = (bytes: unknown): boolean =>
  typeof bytes === "string" && bytes.length % 2 === 0 && !/[^0-9a-f]/.test(bytes);

const isPatient = ({ is, patient }: Record<string, unknown>): boolean =>
  (is !== "imported" && is !== "registered") ||
  (isRecord(patient) && Object.values(patient).every((text) => typeof text === "string"));

/** What each kind of event carries as text. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "host sent": ["bytes"],
  "host received": ["bytes"],
  "host opened": [],
  "host closed": [],
  "host lost": [],
  "card inserted": [],
  "card removed": [],
  "card reset": ["bytes"],
  "card command": ["bytes"],
  "card response": ["bytes"],
  "panel shown": ["screen"],
  "panel touched": ["what"],
  "camera captured": ["of"],
  "camera nothing": ["of"],
  "folder appeared": ["folder", "name", "bytes"],
  "folder removed": ["folder", "name"],
  "central request": ["method", "path", "client", "bytes"],
  "central response": ["path", "bytes"],
  "chart imported": ["source"],
  "chart registered": ["source"],
  "chart refused": ["source", "reason"],
  "operator asked": ["intent"],
  "operator did": ["intent"],
  "clock source": ["source"],
  "clock mark": ["mark"],
};
