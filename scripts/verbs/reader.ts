import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import { DeviceError, isFault, type Lang } from "../../device/errors.ts";
import { type Intent, type Operator } from "../../device/ports.ts";
import { CONSENT_ITEMS } from "../../device/wire/face.ts";
import { openPty } from "../../simulator/reader/carriers/pty.ts";
import { EXIT } from "../exit.ts";
import { hostReader, READER_KINDS, type ReaderKind } from "../hosted-reader.ts";
import { writeJson } from "../json-output.ts";
import type { Verb } from "../verb.ts";

export const reader: Verb = {
  name: "reader",
  does: {
    ja: "カードの載ったリーダーを仮想シリアルに出す。標準入力の1行1件の JSON が人の手になる",
    en: "host the reference reader on a virtual serial line; JSON lines on stdin are the hands of its patient",
  },
  takes: {},
  options: {
    "--pty <link>": { ja: "シリアルの端を指すリンク", en: "a link that will point to the serial line" },
    "--kind <kind>": { ja: READER_KINDS.join(" | "), en: READER_KINDS.join(" | ") },
    "--card <persona>": { ja: "最初から載せるカード", en: "whose card lies on it from the start" },
    "--json [file]": { ja: "ready の内容を JSON で出力", en: "write what the ready line says as JSON" },
  },
  async run({ options: { pty, kind = "gempc-twin", card, json }, lang }) {
    if (typeof pty !== "string")
      throw wrong(
        "--pty",
        "say which link shall point to the serial line: --pty LINK",
        "シリアルの端を指すリンクを --pty LINK で示してください",
      );
    if (!isKind(kind))
      throw wrong("--kind", `it is one of ${READER_KINDS.join(", ")}`, `${READER_KINDS.join("、")} のいずれかです`);
    const stopped = stopSignal();
    const line = await openPty(pty);
    const hosted = hostReader(kind, line);
    try {
      if (typeof card === "string") await hosted.operator.perform({ intent: "placeCard", persona: card });
      obey(hosted.operator, lang);
      const ready = { pid: process.pid, link: pty, path: line.path, kind };
      if (typeof json === "string") writeJson(json, ready);
      console.log(`ready ${JSON.stringify(ready)}`);
      await stopped;
    } finally {
      await hosted.stop();
      await line.close();
      process.stdin.destroy();
    }
    return EXIT.conforms;
  },
};

const wrong = (where: string, why: string, ja: string) => new DeviceError("config.invalid", { where, why, ja });
const isKind = (kind: unknown): kind is ReaderKind => (READER_KINDS as readonly unknown[]).includes(kind);

const stopSignal = () => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);

/** Performs intents as they come; one that cannot be read or done is said on stderr, and the next one is awaited. */
function obey(operator: Operator, lang: Lang): void {
  const perform = async (line: string) => {
    try {
      await operator.perform(readIntent(line));
    } catch (error) {
      if (!isFault(error)) throw error;
      console.error(`shikaku: ${error.say(lang)}`);
    }
  };
  createInterface({ input: process.stdin }).on("line", (line) => {
    if (line.trim() !== "") void perform(line);
  });
}

const persona = z.string();
const INTENT = z.discriminatedUnion("intent", [
  z.strictObject({ intent: z.literal("placeCard"), persona }),
  z.strictObject({ intent: z.literal("removeCard") }),
  z.strictObject({ intent: z.literal("chooseMethod"), method: z.enum(["face", "pin", "staff"]) }),
  z.strictObject({
    intent: z.literal("showFace"),
    person: persona,
    mask: z.boolean().default(false),
    lookAway: z.boolean().default(false),
  }),
  z.strictObject({ intent: z.literal("enterPin"), pin: z.string() }),
  z.strictObject({ intent: z.literal("cancel") }),
  z.strictObject({ intent: z.literal("wait"), milliseconds: z.number().nonnegative() }),
  z.strictObject({ intent: z.literal("confirmVisual"), password: z.string(), samePerson: z.boolean() }),
  z.strictObject({ intent: z.literal("consent"), items: z.union([z.literal("all"), z.array(z.enum(CONSENT_ITEMS))]) }),
  z.strictObject({ intent: z.literal("refuseConsent") }),
  z.strictObject({ intent: z.literal("choosePrescription"), choice: z.enum(["electronic", "paper"]) }),
]);

function readIntent(line: string): Intent {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw wrong("stdin", "a line is not JSON", "JSON でない行です");
  }
  const read = INTENT.safeParse(json);
  // Values are not repeated: one of them may be a PIN.
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path, code }) => `${path.join(".")} ${code}`).join("; ");
  throw wrong("stdin", places, places);
}
