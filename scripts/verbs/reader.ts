import { DeviceError } from "../../device/errors.ts";
import type { Intent, Operator } from "../../device/ports.ts";
import { forgetfulRecorder, type Recorder } from "../../device/trace.ts";
import { type Daily, dailyRecorder } from "../built-in/daily-recorder.ts";
import type { HostedReader } from "../built-in/hosted-reader.ts";
import { openControl } from "../built-in/open-control.ts";
import { makeProducts, TODAY } from "../built-in/products.ts";
import { captureFile } from "../capture-file.ts";
import { EXIT } from "../exit.ts";
import { hostReader, type Line, READER_KINDS, type ReaderKind } from "../hosted-reader.ts";
import { obey, perform, readScript } from "../intent-lines.ts";
import { writeJson } from "../json-output.ts";
import { listReaders, nameOf } from "../named-readers.ts";
import { realTime } from "../real-time.ts";
import { closing, portOf, stopSignal } from "../until-stopped.ts";
import type { Call, Verb } from "../verb.ts";

export const reader: Verb = {
  name: "reader",
  does: {
    ja: "カードの載ったリーダーを仮想シリアル、TCP、USB に出す。人の手は標準入力（1行1件の JSON）、--script、--control",
    en: "host the reference reader on a virtual serial line, TCP or USB; its hands: JSON lines on stdin, --script, --control",
  },
  takes: {},
  options: {
    "--pty <link>": { ja: "シリアルの端を指すリンク", en: "a link that will point to the serial line" },
    "--tcp <port>": {
      ja: "TCP で待つポート（0 は空き）。種類は face",
      en: "a TCP port to listen on (0: any), kind face",
    },
    "--usbip <port>": {
      ja: "USB/IP で待つポート（0 は空き）。CCID と HID の複合デバイス。Linux では usbip attach -r 127.0.0.1 -b 1-1",
      en: "a port for USB/IP (0: any): one device with CCID and HID; on Linux, usbip attach -r 127.0.0.1 -b 1-1",
    },
    "--umockdev <folder>": {
      ja: "umockdev の下で動くプログラムに見せるフォルダー（空）。ready の UMOCKDEV_DIR と LD_PRELOAD を環境に",
      en: "an empty folder, for programs run with UMOCKDEV_DIR and LD_PRELOAD of the ready line: USB without a kernel",
    },
    "--kind <kind>": { ja: READER_KINDS.join(" | "), en: READER_KINDS.join(" | ") },
    "--as [name]": {
      ja: "名前のある仮想リーダー（遅い、壊れた、偽りの）になる。名前を省くと一覧（docs/virtual-readers.md）",
      en: "be one of the virtual readers with a name: slow, broken, lying; without a name, list them (docs/virtual-readers.md)",
    },
    "--card <persona>": { ja: "最初から載せるカード", en: "whose card lies on it from the start" },
    "--today": TODAY,
    "--control <port>": {
      ja: "制御 API（docs/control.yaml）を出すポート（0 は空き）",
      en: "a port for the control API (docs/control.yaml; 0: any)",
    },
    "--script <file>": {
      ja: "順に行う操作のファイル（1行1件の JSON、wait も可）",
      en: "a file of acts done in order: one JSON object a line, wait included",
    },
    "--pcap <file>": {
      ja: "PC とリーダーの間のすべてを USB キャプチャーとして保存（Wireshark、tshark で開く）。秘密は * で隠す",
      en: "keep everything between PC and reader as a USB capture for Wireshark and tshark; secrets read *",
    },
    "--raw": {
      ja: "--pcap で秘密も隠さない（試験用の人物だけに）",
      en: "mask nothing in --pcap (invented persons only)",
    },
    "--json [file]": { ja: "ready の内容を JSON で出力", en: "write what the ready line says as JSON" },
  },
  async run({ options, lang }) {
    if (options["as"] === true) return listReaders(options, lang);
    const as = nameOf(options["as"]);
    const { kind, line } = placeOf(options);
    const controlPort = options["control"] === undefined ? undefined : portOf("--control", options["control"]);
    const script: readonly Intent[] = typeof options["script"] === "string" ? await readScript(options["script"]) : [];
    const stopped = stopSignal();
    const ends = closing();
    try {
      const time = realTime();
      ends.later(() => time.stop());
      const { world } = time;
      const products = options["today"] === true ? makeProducts(world.clock.now()) : makeProducts();
      const capture =
        typeof options["pcap"] === "string"
          ? captureFile(options["pcap"], world.clock, { raw: options["raw"] === true })
          : undefined;
      if (capture) ends.later(() => capture.close());
      // Without the control API or a capture nobody can look, and nothing is kept.
      const watched = controlPort !== undefined || capture !== undefined;
      const daily = watched
        ? dailyRecorder(world.clock, products.country, (secrets) => capture?.know(secrets))
        : undefined;
      const recorder: Recorder = daily?.recorder ?? forgetfulRecorder;
      const hosted = await hostReader(kind, line, {
        ...{ ...products, world, recorder, closing: ends },
        ...(capture ? { capture } : {}),
        ...(as === undefined ? {} : { as }),
      });
      const operator = daily?.watched(hosted.reader.operator) ?? hosted.reader.operator;
      const control =
        daily && controlPort !== undefined
          ? await openControl(controlled(kind, hosted.reader, operator, daily, world.clock), controlPort)
          : undefined;
      if (control) ends.later(() => control.close());
      if (typeof options["card"] === "string")
        await operator.perform({ intent: "placeCard", persona: options["card"] });
      ends.later(() => void process.stdin.destroy());
      obey(operator, lang);
      const addresses = control ? { control: control.url, openapi: control.openapi } : {};
      const ready = { pid: process.pid, ...hosted.address, kind, ...(as === undefined ? {} : { as }), ...addresses };
      if (typeof options["json"] === "string") writeJson(options["json"], ready);
      console.log(`ready ${JSON.stringify(ready)}`);
      void perform(script, operator, lang);
      await stopped;
    } finally {
      await ends.all();
    }
    return EXIT.conforms;
  },
};

const controlled = (
  kind: ReaderKind,
  reader: HostedReader,
  operator: Operator,
  daily: Daily,
  clock: Parameters<typeof openControl>[0]["clock"],
): Parameters<typeof openControl>[0] => ({
  ...{ model: `reference reader (${kind})`, intents: reader.intents, channels: reader.channels },
  ...(reader.role === undefined ? {} : { role: reader.role }),
  ...{ operator, recorder: daily.recorder, clock },
  async begin(start) {
    await daily.expect(Object.values(start.cast));
    await reader.begin(start);
  },
});

function placeOf({ kind, ...options }: Call["options"]): { kind: ReaderKind; line: Line } {
  const lines = LINES.flatMap(([option, line]) => (options[option] === undefined ? [] : [line(options[option])]));
  const [line, another] = lines;
  if (!line || another) {
    const all = Object.keys(reader.options).filter((flag) => LINES.some(([option]) => flag.startsWith(`--${option} `)));
    throw wrong(
      "reader",
      `say where, by one of ${all.join(", ")}`,
      `${all.join("、")} のいずれか1つで、出す場所を示してください`,
    );
  }
  const asked = kind ?? (line.is === "pty" ? "gempc-twin" : "face");
  if (!isKind(asked))
    throw wrong("--kind", `it is one of ${READER_KINDS.join(", ")}`, `${READER_KINDS.join("、")} のいずれかです`);
  return { kind: asked, line };
}

const LINES: readonly (readonly [string, (value: string | boolean) => Line])[] = [
  ["pty", (link) => ({ is: "pty", link: String(link) })],
  ["tcp", (port) => ({ is: "tcp", port: portOf("--tcp", port) })],
  ["usbip", (port) => ({ is: "usbip", port: portOf("--usbip", port) })],
  ["umockdev", (folder) => ({ is: "umockdev", folder: String(folder) })],
];

const wrong = (where: string, why: string, ja: string) => new DeviceError("config.invalid", { where, why, ja });
const isKind = (kind: unknown): kind is ReaderKind => (READER_KINDS as readonly unknown[]).includes(kind);
