import type { TraceEvent } from "../../../device/trace.ts";
import { BUDGETS, type Leg } from "../../catalog/budgets.data.ts";
import type { Text } from "./language.ts";

/** One leg as it happened. Microseconds. */
export interface LegSeen {
  readonly leg: Leg;
  readonly from: number;
  readonly to: number;
  readonly budget: number;
  /** `seq` of its ends. */
  readonly ends: readonly [number, number];
}

export const LEG_NAMES: Readonly<Record<Leg, Text>> = {
  "LAT-01": { ja: "照会 → 回答", en: "question → answer" },
  "LAT-02": { ja: "薬剤情報の照会 → 回答", en: "drug question → answer" },
  "LAT-03": { ja: "カード → レセコン（人の時間を除く）", en: "card → chart, human time out" },
  "LAT-04": { ja: "カードを置く → 通知", en: "card laid down → told" },
  "LAT-05": { ja: "券面と写真の読み取り", en: "card face and photograph" },
  "LAT-06": { ja: "撮影と照合", en: "capture and match" },
  "LAT-07": { ja: "暗証番号 → 照合と署名", en: "PIN → verified, signed" },
  "LAT-08": { ja: "結果ファイル → 取り込み", en: "result file → chart" },
  "LAT-09": { ja: "カードを取る → 通知", en: "card taken → told" },
};

const FACE_TAGS = {
  cardPlaced: "ff51",
  cardRemoved: "ff52",
  prompt: "ff53",
  methodChosen: "ff54",
  matched: "ff55",
  completed: "ff5b",
} as const;

const told = (event: TraceEvent, tag: string): boolean =>
  event.channel === "host" && event.is === "received" && event.bytes.startsWith(tag);
/** A prompt ends in the number of its screen. */
const prompted = (event: TraceEvent, screen: string): boolean =>
  told(event, FACE_TAGS.prompt) && "bytes" in event && event.bytes.endsWith(`8101${screen}`);
const did = (event: TraceEvent, intent: string): boolean =>
  event.channel === "operator" && event.is === "did" && event.intent === intent;

/**
 * The legs of docs/requirements LAT in one trace, as it runs: pairs of a beginning and the next end. The suite's own verdicts come from
 * `expect/quantity.ts`, which also knows what hands hide; this is what an engineer looks at.
 */
export function legsIn(events: readonly TraceEvent[]): LegSeen[] {
  const open = new Map<string, TraceEvent>();
  const seen: LegSeen[] = [];
  let waiting: number | undefined;
  let human = 0;
  const begin = (name: string, event: TraceEvent) => void open.set(name, event);
  const end = (leg: Leg, name: string, event: TraceEvent, cut = 0) => {
    const start = open.get(name);
    if (!start) return;
    open.delete(name);
    const budget = 1000 * BUDGETS[leg].milliseconds;
    seen.push({ leg, from: start.at, to: Math.max(start.at, event.at - cut), budget, ends: [start.seq, event.seq] });
  };
  for (const event of events) {
    if (did(event, "placeCard")) {
      begin("placed", event);
      begin("whole", event);
      human = 0;
    }
    if (event.channel === "panel" && event.is === "shown")
      waiting = HUMAN_SCREENS.has(event.screen) ? event.at : undefined;
    if (event.channel === "operator" && event.is === "did" && waiting !== undefined) {
      human += Math.max(0, event.at - waiting);
      waiting = undefined;
    }
    if (did(event, "removeCard")) begin("taken", event);
    if (did(event, "enterPin")) begin("pin", event);
    if (did(event, "showFace") && open.has("looking")) begin("looking", event);
    if (told(event, FACE_TAGS.cardPlaced)) end("LAT-04", "placed", event);
    if (told(event, FACE_TAGS.cardRemoved)) end("LAT-09", "taken", event);
    if (told(event, FACE_TAGS.methodChosen)) begin("reading", event);
    if (prompted(event, "05")) {
      end("LAT-05", "reading", event);
      begin("looking", event);
    }
    if (told(event, FACE_TAGS.matched)) end("LAT-06", "looking", event);
    if (prompted(event, "08") || told(event, FACE_TAGS.completed)) end("LAT-07", "pin", event);
    if (event.channel === "folder" && event.is === "appeared") {
      if (event.folder === "req") begin(`req ${event.name}`, event);
      else begin(`file ${event.name}`, event);
      if (event.folder === "res")
        end(
          event.name.startsWith("OQSsiquc") ? "LAT-01" : "LAT-02",
          `req ${event.name.replace("res_", "req_")}`,
          event,
        );
    }
    if (event.channel === "chart" && event.is === "imported") {
      end("LAT-08", `file ${event.source}`, event);
      if (event.source.includes("_face_")) end("LAT-03", "whole", event, human);
    }
  }
  return seen;
}

const HUMAN_SCREENS = new Set([
  "chooseMethod",
  "lookAtCamera",
  "enterPin",
  "staffPassword",
  "consent",
  "choosePrescription",
]);
