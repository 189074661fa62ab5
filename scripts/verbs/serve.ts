import { randomBytes } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DeviceError, isFault } from "../../device/errors.ts";
import type { Clock } from "../../device/ports.ts";
import { consolePages } from "../../simulator/console/console-pages.ts";
import type { Person } from "../../simulator/people.ts";
import { personas } from "../../simulator/personas.ts";
import type { Manner } from "../../simulator/terminal/manner.ts";
import { mannerOf, SET_UP_FILES } from "../../simulator/terminal/set-up.ts";
import { offeredRuns } from "../built-in/offered-runs.ts";
import { openControl } from "../built-in/open-control.ts";
import { type NetworkOrder, serveCounter } from "../built-in/served-counter.ts";
import { linesOf } from "../built-in/served-network.ts";
import { bundleOf } from "../pages/bundles.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import { readPeople } from "../people-file.ts";
import { realTime } from "../real-time.ts";
import { welcome } from "../serve-welcome.ts";
import { readSmallFile } from "../small-file.ts";
import { pcscField } from "../targets/pcsc-field.ts";
import { closing, portOf, stopSignal } from "../until-stopped.ts";
import type { Call, Verb } from "../verb.ts";

export const serve: Verb = {
  name: "serve",
  does: {
    ja: "窓口一式（リーダー、端末、レセコン、中央システム）を実時間で動かし、制御 API（docs/control.yaml）で操作させる",
    en: "run a whole counter in real time (reader, terminal, receipt computer, central system), handled by the control API",
  },
  takes: {},
  options: {
    "--port <port>": {
      ja: "画面と制御 API のポート（既定 0 は空き）",
      en: "port of console and control API (default 0: any)",
    },
    "--host <address>": {
      ja: "待ち受けるアドレス（既定は 127.0.0.1。ほかを指定すると URL にトークンが付く）",
      en: "address to listen on (default 127.0.0.1; with another one the URL carries a token)",
    },
    "--central-port <port>": {
      ja: "中央システム（相互 TLS）のポート（既定 0 は空き）",
      en: "port of the central system, mutual TLS (default 0: any)",
    },
    "--mobile-port <port>": {
      ja: "モバイル端末の窓口（TLS）のポート（既定 0 は空き）",
      en: "port of the door for mobile devices, TLS (default 0: any)",
    },
    "--reception-port <port>": {
      ja: "マイナ在宅受付Webのポート（既定 0 は空き）",
      en: "port of the home-reception web (default 0: any)",
    },
    "--network-port <port>": {
      ja: "閉域網のゲートウェイ（TLS の CONNECT）のポート（既定 0 は空き。docs/network.md）",
      en: "port of the closed network's gateway, CONNECT over TLS (default 0: any; docs/network.md)",
    },
    "--line <lines>": {
      ja: "認める回線 番地=医療機関コード をコンマで（既定は 127.0.0.1 がこの医療機関。ほかの計算機なら --host も）",
      en: "lines let in, ADDRESS=CODE with commas (default: 127.0.0.1 is this clinic's; for other machines --host, too)",
    },
    "--phone-reader <reader>": {
      ja: "患者と職員の端末が使う実際のカードリーダー（pcsc:名前。既定は仮想のカード）",
      en: "a real card reader that the phones of patients and staff read with, pcsc:NAME (default: virtual cards)",
    },
    "--oqs <dir>": {
      ja: "連携フォルダー req、res、face を置く場所（既定は一時的な場所）",
      en: "where the exchange folders req, res, face are (default: a temporary directory)",
    },
    "--data <dir>": {
      ja: "中央システムの記録（同意など）を残す場所（既定は一時的な場所）",
      en: "where the central system keeps what it was told, such as consents (default: a temporary directory)",
    },
    "--terminal <dir>": {
      ja: "端末の設定ファイルの場所（UserDefinition.property、encrypt.conf など。docs/terminal.md）",
      en: "where the terminal's set-up files are: UserDefinition.property, encrypt.conf, … (docs/terminal.md)",
    },
    "--people <file>": {
      ja: "自分の患者の YAML ファイル（docs/people.md）",
      en: "patients of your own, a YAML file (docs/people.md)",
    },
    "--json [file]": { ja: "ready の内容を JSON で出力", en: "write what the ready line says as JSON" },
  },
  async run({ options, lang }) {
    const port = portOf("--port", options["port"] ?? "0");
    const centralPort = portOf("--central-port", options["centralPort"] ?? "0");
    const remote = {
      mobile: portOf("--mobile-port", options["mobilePort"] ?? "0"),
      reception: portOf("--reception-port", options["receptionPort"] ?? "0"),
    };
    const network = networkOf(options);
    const { oqs, data, json, terminal, phoneReader: readerNamed } = options;
    const manner = typeof terminal === "string" ? await readSetUp(terminal) : undefined;
    const people = await peopleOf(options["people"]);
    const onError = (error: unknown) => {
      const says = isFault(error) ? error.say(lang) : error instanceof Error ? error.message : "an error that is none";
      console.error(`shikaku: ${says}`);
    };
    const stopped = stopSignal();
    const ends = closing();
    try {
      const time = realTime();
      ends.later(() => time.stop());
      const phoneReader =
        typeof readerNamed === "string" ? await phonesReader(readerNamed, time.world.clock) : undefined;
      if (phoneReader) ends.later(() => phoneReader.close());
      const { controlled, ready: where } = await serveCounter({
        ...{ world: time.world, closing: ends, centralPort, remote, network, onError, people },
        ...(phoneReader ? { phoneReader } : {}),
        ...(manner ? { manner } : {}),
        ...(typeof oqs === "string" ? { oqs } : {}),
        ...(typeof data === "string" ? { data } : {}),
      });
      const place = placeOf(options["host"]);
      const runs = offeredRuns(lang);
      ends.later(() => runs.end());
      const control = await openControl({ ...controlled, runs }, port, {
        ...place,
        pages: await pages(),
      });
      ends.later(() => control.close());
      const page = `${control.url}/${place.token === undefined ? "" : `?token=${place.token}`}`;
      const ready = { pid: process.pid, console: page, control: control.url, openapi: control.openapi, ...where };
      if (typeof json === "string") writeJson(json, ready);
      console.error(welcome(ready, [...personas, ...people], lang));
      console.log(`ready ${JSON.stringify(ready)}`);
      await stopped;
    } finally {
      await ends.all();
    }
    return EXIT.conforms;
  },
};

function networkOf({ networkPort = "0", line, host }: Call["options"]): NetworkOrder {
  const port = portOf("--network-port", networkPort);
  const place = typeof host === "string" ? { port, host } : { port };
  if (typeof line !== "string") return place;
  const lines = linesOf("--line", line);
  const far = lines.find((one) => !/^(127\.|::1$)/.test(one.line));
  if (far && typeof host !== "string")
    throw new DeviceError("config.invalid", {
      where: "--line",
      why: `nobody reaches this machine from ${far.line} unless it listens there: add --host ADDRESS`,
      ja: `${far.line} からはこの計算機に届きません。--host で待ち受けるアドレスを指定してください`,
    });
  return { ...place, lines };
}

const phonesReader = (text: string, clock: Clock) => pcscField("--phone-reader", text, clock);

/** Whoever can reach this machine over a network could type a PIN here; only the printed address lets in. */
function placeOf(host: Call["options"][string]): { readonly host?: string; readonly token?: string } {
  if (typeof host !== "string" || /^(127\.0\.0\.1|localhost)$/.test(host)) return {};
  return { host, token: randomBytes(24).toString("base64url") };
}

const pages = async () =>
  consolePages({ view: await bundleOf("view"), console: await bundleOf("console"), stream: await bundleOf("stream") });

/** A directory with none of the files is a mistake in its name. */
async function readSetUp(folder: string): Promise<Manner> {
  const there: readonly string[] = await readdir(folder).catch(() => []);
  const files = SET_UP_FILES.filter((name) => there.includes(name));
  if (files.length === 0) {
    const names = SET_UP_FILES.join(", ");
    throw new DeviceError("config.invalid", {
      where: "--terminal",
      why: `${folder} has none of ${names}`,
      ja: `${folder} に ${names} のどれもありません`,
    });
  }
  const read = await Promise.all(files.map(async (name) => [name, await readSmallFile(join(folder, name))] as const));
  return mannerOf(Object.fromEntries(read));
}

async function peopleOf(file: Call["options"][string]): Promise<readonly Person[]> {
  return typeof file === "string" ? readPeople(await readSmallFile(file), file) : [];
}
