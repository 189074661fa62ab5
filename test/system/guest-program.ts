import { execFileSync } from "node:child_process";
import { openHid } from "../../device/io/hid.ts";
import { openPcsc, type PcscCard } from "../../device/io/pcsc.ts";
import { pcscCode } from "../../device/io/pcsc-codes.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { openFaceReader } from "../../device/reader/face-reader.ts";
import { hidTransport } from "../../device/reader/hid-link.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import type { PinVerify } from "../../device/wire/pin-verify.ts";
import { until } from "./pcscd.ts";

/**
 * Runs in the guest: attaches the reader through the kernel and talks to it as a PC's programs do, by pcscd and by hidraw. Each thing
 * done is a line of JSON on stdout; where the other side has to act, the line says `wants`.
 */
const [attach = "", host = "", port = ""] = process.argv.slice(2);
const WITHIN_MS = 120_000;
const NAME = /^Shikaku/;
const ADDRESS = { vendor: 0x1209, product: 1 };

const ASKED: PinVerify = {
  ...{ timeOut: 80, timeOut2: 0, formatString: 0x82, pinBlockString: 0, pinLengthFormat: 0 },
  ...{ longest: 4, shortest: 4, entryValidation: 2, numberMessage: 1, languageId: 0x0411, messageIndex: 0 },
  teoPrologue: unhex("000000"),
  apdu: unhex("0020008000"),
};
const SELECT_JPKI = "00a4040c0ad392f000260100000001";
const SELECT_AUTH_PIN = "00a4020c020018";
const SELECT_CERTIFICATE = "00a4020c02000a";
const READ_256 = "00b0000000";

const say = (line: Readonly<Record<string, unknown>>) => console.log(JSON.stringify(line));

async function main(): Promise<void> {
  const plug = () => execFileSync("python3", [attach, host, port, "1-1"], { stdio: ["ignore", "ignore", "inherit"] });
  plug();
  let pcsc = await openPcsc();
  const reader = async () => (await pcsc.readers()).find((name) => NAME.test(name));
  const present = async () => {
    const name = await reader();
    return name !== undefined && (await pcsc.change([{ reader: name, state: 0 }], 0))?.[0]?.present;
  };
  const connect = async (): Promise<PcscCard> => {
    let card: PcscCard | undefined;
    const tryOnce = async () => {
      if (!(await present().catch(() => false))) return false;
      card = await pcsc.connect((await reader()) ?? "").catch(() => undefined);
      return card !== undefined;
    };
    await until(tryOnce, WITHIN_MS, "the reader and its card under pcscd", 100);
    if (!card) throw new Error("no card");
    return card;
  };

  const card = await connect();
  const send = async (command: string) => hex(await card.transmitBytes(unhex(command)));
  const answers = [await send(SELECT_JPKI), await send(SELECT_CERTIFICATE)];
  say({ did: "card", reader: await reader(), answers, read: (await send(READ_256)).length / 2 });

  const clock = systemClock();
  const hid = await openFaceReader(hidTransport(await openHid(ADDRESS), 7), clock);
  const { maker, serial } = hid.identity;
  // Both at once: the card answers while the reader for faces is open.
  await send(SELECT_AUTH_PIN);
  say({ did: "hid", maker, serial });
  say({ did: "pin", sw: (await card.verifyPin(ASKED)).toString(16) });
  await card.disconnect();
  await hid.close();

  say({ wants: "removeCard" });
  await until(async () => (await present()) === false, WITHIN_MS, "the card to be gone", 50);
  say({ wants: "placeCard" });
  await until(async () => (await present()) === true, WITHIN_MS, "the card to be back", 50);
  say({ did: "movements" });

  const pulled = await connect();
  const line = await openHid(ADDRESS);
  const lost = new Promise<void>((resolve) => line.onClose(resolve));
  // Who does not read does not learn of it.
  line.onBytes(() => undefined);
  say({ wants: "unplug" });
  await lost;
  const dead = await pulled.transmitBytes(unhex(SELECT_JPKI)).catch((error: unknown) => pcscCode(error));
  await until(async () => (await reader()) === undefined, WITHIN_MS, "the reader to be gone", 100);
  await pcsc.close();
  const absent = await openHid(ADDRESS).then(
    () => "opened",
    (error: unknown) => String(error),
  );
  say({ did: "unplugged", dead, absent: absent.includes("no such device") });

  say({ wants: "plug" });
  pcsc = await openPcsc();
  await until(() => attached(plug), WITHIN_MS, "the reader to be there again", 200);
  const again = await connect();
  const answer = hex(await again.transmitBytes(unhex(SELECT_JPKI)));
  const anew = await openFaceReader(hidTransport(await openHid(ADDRESS), 8), clock);
  say({ did: "plugged again", answer, serial: anew.identity.serial });
  await anew.close();
  await again.disconnect();
  await pcsc.close();
}

function attached(plug: () => unknown): boolean {
  try {
    plug();
    return true;
  } catch {
    return false;
  }
}

main().then(
  () => {
    say({ did: "all" });
    process.exit(0);
  },
  (error: unknown) => {
    say({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    process.exit(1);
  },
);
