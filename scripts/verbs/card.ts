import { once } from "node:events";
import { DeviceError } from "../../device/errors.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { forgetfulRecorder } from "../../device/trace.ts";
import { layOnVpcd } from "../../simulator/reader/carriers/vpcd.ts";
import { noLatency, virtualSlot } from "../../simulator/reader/slot.ts";
import { makeProducts, TODAY } from "../built-in/products.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import type { Verb } from "../verb.ts";

export const card: Verb = {
  name: "card",
  does: {
    ja: "仮想カードを vsmartcard の仮想リーダー（vpcd）に載せる",
    en: "lay a virtual card on vsmartcard's virtual reader (vpcd)",
  },
  takes: {},
  options: {
    "--vpcd <host:port>": { ja: "vpcd の待受け（例 127.0.0.1:35963）", en: "where vpcd listens, as 127.0.0.1:35963" },
    "--card <persona>": { ja: "誰のカードか（既定 hanako）", en: "whose card (default: hanako)" },
    "--today": TODAY,
    "--json [file]": { ja: "ready の内容を JSON で出力", en: "write what the ready line says as JSON" },
  },
  async run({ options: { vpcd, card: persona = "hanako", today, json } }) {
    const address = readAddress(vpcd);
    const stopped = Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
    const slot = virtualSlot({ clock: systemClock(), recorder: forgetfulRecorder, latency: noLatency });
    const products = today === true ? makeProducts(systemClock().now()) : makeProducts();
    slot.insert(await products.country.card(String(persona)));
    const laid = await layOnVpcd(slot, address);
    try {
      const ready = { pid: process.pid, vpcd: `${address.host}:${address.port}`, card: persona };
      if (typeof json === "string") writeJson(json, ready);
      console.log(`ready ${JSON.stringify(ready)}`);
      // The driver going away is told as what it is: the link is lost.
      await Promise.race([stopped, laid.ended]);
    } finally {
      await laid.close().catch(() => undefined);
    }
    return EXIT.conforms;
  },
};

function readAddress(text: string | boolean | undefined): { host: string; port: number } {
  const [, host, digits] = typeof text === "string" ? (/^([^:]+):(\d{1,5})$/.exec(text) ?? []) : [];
  const port = Number(digits);
  if (host !== undefined && port >= 1 && port <= 65_535) return { host, port };
  throw new DeviceError("call.misuse", {
    why: "say where vpcd listens: --vpcd HOST:PORT, as in --vpcd 127.0.0.1:35963",
    ja: "vpcd の待受けを --vpcd HOST:PORT の形で示してください（例 --vpcd 127.0.0.1:35963）",
  });
}
