import type { TraceEvent } from "../../device/trace.ts";
import type { Bilingual } from "../bilingual.ts";

/** Who takes part in a reception, from the patient to the receipt computer. */
export const LANES = ["patient", "reader", "card", "terminal", "central", "receipt"] as const;
export type Lane = (typeof LANES)[number];

export const LANE_NAMES: Readonly<Record<Lane, Bilingual>> = {
  patient: { ja: "患者", en: "patient" },
  reader: { ja: "リーダー", en: "reader" },
  card: { ja: "カード", en: "card" },
  terminal: { ja: "端末", en: "terminal" },
  central: { ja: "中央", en: "central" },
  receipt: { ja: "レセコン", en: "receipt computer" },
};

/** Over a narrow column. */
export const LANE_HEADS: Readonly<Record<Lane, Bilingual>> = {
  ...LANE_NAMES,
  receipt: { ja: "レセコン", en: "receipt" },
};

/** Where a secret was seen that nobody should have seen. */
const HOMES: Readonly<Record<TraceEvent["channel"], Lane>> = {
  host: "terminal",
  card: "card",
  panel: "reader",
  camera: "reader",
  folder: "receipt",
  central: "central",
  chart: "receipt",
  operator: "patient",
  clock: "terminal",
};

/** From whom to whom something went; the same lane twice is something that happened there. */
export type Way = readonly [from: Lane, to: Lane];

export function wayOf(event: TraceEvent): Way {
  if (event.is === "secret") return [HOMES[event.channel], HOMES[event.channel]];
  switch (event.channel) {
    case "host":
      if (event.is === "sent") return ["terminal", "reader"];
      return event.is === "received" ? ["reader", "terminal"] : ["terminal", "terminal"];
    case "card":
      if (event.is === "command") return ["reader", "card"];
      return event.is === "response" || event.is === "reset" ? ["card", "reader"] : ["card", "card"];
    case "panel":
      return event.is === "touched" ? ["patient", "reader"] : ["reader", "patient"];
    case "camera":
      return ["patient", "reader"];
    case "folder":
      return wayOfFile(event);
    case "central":
      return event.is === "response" ? ["central", "terminal"] : ["terminal", "central"];
    case "chart":
      return ["receipt", "receipt"];
    case "operator":
      return "intent" in event && /^(askEligibility|registerReference)/.test(event.intent)
        ? ["receipt", "receipt"]
        : ["patient", "patient"];
    case "clock":
      return ["terminal", "terminal"];
  }
}

function wayOfFile(event: Extract<TraceEvent, { channel: "folder" }>): Way {
  const isQuestion = event.folder === "req";
  if (event.is === "appeared") return isQuestion ? ["receipt", "terminal"] : ["terminal", "receipt"];
  return isQuestion ? ["terminal", "terminal"] : ["receipt", "receipt"];
}
