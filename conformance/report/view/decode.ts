import { isFault } from "../../../device/errors.ts";
import type { TraceEvent } from "../../../device/trace.ts";
import { ASKING_CHANGED, FAULTS_CHANGED, PHONES_CHANGED, troubleOf } from "../../../device/control/marks.ts";
import { ACTS } from "../../../device/control/operations.data.ts";
import { decodeCommand } from "../../../device/wire/apdu.ts";
import { fromUtf8, unhex } from "../../../device/wire/bytes.ts";
import { CARD_COMMANDS } from "../../../device/wire/card.ts";
import { decodeFace, FACE_DECLARATIONS } from "../../../device/wire/face.ts";
import { FACE_TITLES } from "../../../device/wire/face-titles.ts";
import { showApdu, showFace, showResponse } from "../../../device/wire/show.ts";
import type { Decoded, Field } from "./decoded.ts";
import { fileFields } from "./decode-file.ts";
import { lang, plain, say, type Text } from "./language.ts";
import { SCREEN_NAMES } from "./screen-names.data.ts";

/** One event on one line. Nothing of it can hold a secret: bytes were masked before they were recorded, and `show` prints none. */
export function titleOf(event: TraceEvent): string {
  if ("bytes" in event && event.bytes.length > LONGEST) return `${event.channel} ${event.is}`;
  try {
    return titleSurely(event);
  } catch {
    // A product may send whatever it likes: its line says at least where that was.
    return `${event.channel} ${event.is}`;
  }
}

/** Characters of hex. What is longer is shown as bytes alone: no message of ours is. */
const LONGEST = 8_000_000;

function titleSurely(event: TraceEvent): string {
  const language = lang.value;
  switch (event.is) {
    case "sent":
    case "received":
      return showFace(unhex(event.bytes), language);
    case "command":
      return showApdu(unhex(event.bytes), language);
    case "response":
      return event.channel === "card"
        ? showResponse(unhex(event.bytes), language)
        : `${plain(event.path, 60)} → ${event.status}`;
    case "request":
      return `${plain(event.method, 8)} ${plain(event.path, 60)}`;
    case "reset":
      return "ATR";
    case "appeared":
      return `${plain(event.folder, 8)}/${plain(event.name, 80)}`;
    case "removed":
      return event.channel === "folder"
        ? `${WORDS.removed[language]} ${plain(event.name, 80)}`
        : WORDS.cardGone[language];
    case "inserted":
      return WORDS.cardThere[language];
    case "shown":
      return `${WORDS.screen[language]} ${screenOf(event.screen)}${event.triesLeft === undefined ? "" : ` (${event.triesLeft})`}${event.code === undefined ? "" : ` ${plain(event.code, 8)}`}`;
    case "touched":
      return `${WORDS.touched[language]} ${plain(event.what, 30)}`;
    case "captured":
    case "nothing":
      return `${WORDS.camera[language]} ${say(event.is === "captured" ? WORDS.captured : WORDS.nothing)} (${plain(event.of, 20)})`;
    case "opened":
    case "closed":
    case "lost":
      return `${WORDS.line[language]} ${WORDS[event.is][language]}`;
    case "source":
      return `${WORDS.clock[language]} ${WORDS[event.source][language]}`;
    case "imported":
    case "registered":
      return `${WORDS[event.is][language]} ${plain(event.patient["name"] ?? event.source, 40)}`;
    case "refused":
      return `${WORDS.refused[language]} ${plain(event.reason, 40)}`;
    case "asked":
    case "did":
      return `${event.is === "asked" ? WORDS.act[language] : WORDS.done[language]} ${actOf(event.intent)}${"persona" in event ? ` (${plain(event.persona, 30)})` : ""}`;
    case "mark":
      return markOf(event.mark);
    case "secret":
      return `${WORDS.secret[language]} ${plain(event.kind)} (${plain(event.form, 20)})`;
  }
}

/** What a served counter notes of itself, in words; any other mark is as it stands. */
function markOf(mark: string): string {
  const trouble = troubleOf(mark);
  if (trouble) return `${say(WORDS.trouble)} ${plain(say(trouble), 200)}`;
  return Object.hasOwn(MARKS, mark) ? say(MARKS[mark as keyof typeof MARKS]) : plain(mark, 80);
}

const MARKS = {
  [ASKING_CHANGED]: { ja: "患者に尋ねることが変わった", en: "what is asked of patients has changed" },
  [FAULTS_CHANGED]: { ja: "わざと起こす不具合か次の回答が変わった", en: "what is made to go wrong has changed" },
  [PHONES_CHANGED]: { ja: "窓口の外の端末が変わった", en: "the phones away from the counter have changed" },
} as const satisfies Record<string, Text>;

const actOf = (intent: string): string =>
  Object.hasOwn(ACTS, intent) ? ACTS[intent as keyof typeof ACTS][lang.value] : plain(intent, 30);
const screenOf = (screen: string): string =>
  (Object.hasOwn(SCREEN_NAMES, screen) && SCREEN_NAMES[screen]?.[lang.value]) || plain(screen, 30);

const WORDS = {
  removed: { ja: "削除", en: "removed" },
  cardGone: { ja: "カードが取られた", en: "card taken away" },
  cardThere: { ja: "カードが置かれた", en: "card laid down" },
  screen: { ja: "画面", en: "screen" },
  touched: { ja: "操作", en: "touched" },
  camera: { ja: "カメラ", en: "camera" },
  captured: { ja: "撮影した", en: "captured" },
  nothing: { ja: "何も写らない", en: "sees nothing" },
  line: { ja: "リーダーとの回線:", en: "line to the reader:" },
  opened: { ja: "開いた", en: "opened" },
  closed: { ja: "閉じた", en: "closed" },
  lost: { ja: "切れた", en: "lost" },
  clock: { ja: "時計:", en: "clock:" },
  virtual: { ja: "仮想（時間はモデル）", en: "virtual (times are a model)" },
  system: { ja: "実時間（時間は実測）", en: "of the system (times are measured)" },
  imported: { ja: "取り込み", en: "taken in:" },
  registered: { ja: "照会番号を登録", en: "reference number registered:" },
  refused: { ja: "取り込まず", en: "not taken in:" },
  act: { ja: "人:", en: "person:" },
  done: { ja: "済み", en: "done:" },
  trouble: { ja: "受付が成り立たず:", en: "the reception came to nothing:" },
  secret: { ja: "秘密が流れた:", en: "a secret went by:" },
} as const satisfies Record<string, Text>;

const TOO_LONG: Text = {
  ja: "長すぎるため、中身は読み解かず、はじめのバイトだけを示します。記録を保存し、別のプログラムで開いてください。",
  en: "Too long to be decoded; its first bytes are shown. Save the trace and open it in another program.",
};

/** Everything that a declaration knows of an event, with where it is written. */
export function decode(event: TraceEvent): Decoded {
  if ("bytes" in event && event.bytes.length > LONGEST) return { fields: [], complaint: say(TOO_LONG) };
  try {
    return decodeSurely(event);
  } catch (error) {
    if (isFault(error)) return { fields: [], complaint: error.say(lang.value) };
    return { fields: [], complaint: error instanceof Error ? error.message : "?" };
  }
}

function decodeSurely(event: TraceEvent): Decoded {
  switch (event.is) {
    case "sent":
    case "received": {
      const { is, ...fields } = decodeFace(unhex(event.bytes));
      const tag = FACE_DECLARATIONS[is].tag.toString(16).toUpperCase();
      return {
        fields: plainFields(fields),
        clause: `docs/reader-protocol.md — ${is} (${tag}) ${FACE_TITLES[is][lang.value]}`,
      };
    }
    case "command":
      return decodeApdu(unhex(event.bytes));
    case "response":
    case "request":
      if (event.channel === "card") return { fields: [], clause: "ISO/IEC 7816-4 §5.6 (SW1 SW2)" };
      return { fields: jsonFields(event.bytes), clause: "ASM-CENTRAL-PROTOCOL" };
    case "appeared":
      return fileFields(event.name, unhex(event.bytes));
    case "imported":
    case "registered":
      return { fields: plainFields(event.patient) };
    default: {
      const { seq: _, at: __, scope: ___, channel: ____, is: _____, ...rest } = event;
      return { fields: plainFields(rest) };
    }
  }
}

function decodeApdu(bytes: Uint8Array): Decoded {
  const apdu = decodeCommand(bytes);
  const head = [apdu.cla, apdu.ins, apdu.p1, apdu.p2].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
  const lengths = [
    ...(apdu.data ? [{ name: "Lc", value: String(apdu.data.length) }] : []),
    ...(apdu.le === undefined ? [] : [{ name: "Le", value: String(apdu.le) }]),
  ];
  const fields = [...["CLA", "INS", "P1", "P2"].map((name, at) => ({ name, value: head[at] ?? "" })), ...lengths];
  const command = Object.values(CARD_COMMANDS).find(({ request }) => request.decode(apdu));
  return { fields, ...(command ? { clause: `${command.name} — ${command.source}` } : {}) };
}

/** Bytes only by their number: a value may be long, and the dump stands below. */
function plainFields(values: object, depth = 0): Field[] {
  return Object.entries(values).flatMap(([name, value]: [string, unknown]): Field[] => {
    if (value instanceof Uint8Array) return [{ name, value: `${value.length} B`, depth }];
    // What stands in a list and has parts of its own follows, each under its number.
    if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null))
      return [
        { name: plain(name, 60), value: "", depth },
        ...plainFields(Object.fromEntries(value.map((item: unknown, at) => [`[${at + 1}]`, item])), depth + 1),
      ];
    if (Array.isArray(value))
      return [{ name, value: value.length > 0 ? value.map((item) => plain(item, 40)).join(", ") : "–", depth }];
    if (typeof value === "object" && value !== null)
      return [{ name, value: "", depth }, ...plainFields(value, depth + 1)];
    return [{ name: plain(name, 60), value: plain(value), depth }];
  });
}

function jsonFields(bytes: string): Field[] {
  try {
    const json: unknown = JSON.parse(fromUtf8(unhex(bytes)));
    return typeof json === "object" && json !== null ? plainFields(json).slice(0, 400) : [];
  } catch {
    return [];
  }
}
