import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPcsc, type Pcsc } from "../../device/io/pcsc.ts";
import { pcscCode } from "../../device/io/pcsc-codes.ts";
import type { Intent } from "../../device/ports.ts";
import { secretFinder } from "../../device/secrets.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { JPKI_EF } from "../../device/wire/card-files.ts";
import { u16 } from "../../device/wire/codec.ts";
import { PROTOCOL_VERSION } from "../../device/wire/face.ts";
import { FEATURES, type PinModify, type PinVerify } from "../../device/wire/pin-verify.ts";
import { AP, cardOfPersona, ef, hand, persona, readWhole } from "../simulator/card/hand.ts";
import { available, needs } from "./needs.ts";
import { until } from "./pcscd.ts";
import { secretsOf } from "./reader-under-pcscd.ts";
import { USB_PCSCD, type UsbReaderUnderPcscd, usbReaderUnderPcscd } from "./usb-reader-under-pcscd.ts";

const PERSON = "hanako";
const PIN = persona(PERSON).pins.auth ?? "";
const WITHIN_MS = 30_000;

const ASKED: PinVerify = {
  ...{ timeOut: 30, timeOut2: 0, formatString: 0x82, pinBlockString: 0, pinLengthFormat: 0 },
  ...{ longest: 4, shortest: 4, entryValidation: 2, numberMessage: 1, languageId: 0x0411, messageIndex: 0 },
  teoPrologue: unhex("000000"),
  apdu: unhex("0020008000"),
};

const CHANGED: PinModify = {
  ...{
    timeOut: 30,
    timeOut2: 0,
    formatString: 0x82,
    pinBlockString: 0,
    pinLengthFormat: 0,
    offsetOld: 0,
    offsetNew: 0,
  },
  ...{ longest: 4, shortest: 4, confirm: 1, entryValidation: 2, numberMessage: 1, languageId: 0x0411 },
  ...{ messages: unhex("000102"), teoPrologue: unhex("000000"), apdu: unhex("0024018000") },
};

async function runHidClient(env: Readonly<Record<string, string>>, driver: string): Promise<unknown> {
  const program = fileURLToPath(new URL("hid-client.ts", import.meta.url));
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--import", "tsx", program, driver], {
    env: { ...process.env, ...env },
    timeout: 60_000,
  });
  return JSON.parse(stdout);
}

/** Debian's pcscd, libccid and libusb, on a USB reader that no kernel has seen. */
describe("the reference reader as a USB device under pcscd", () => {
  let reader: UsbReaderUnderPcscd | undefined;
  let pcsc: Pcsc | undefined;
  const here = () => {
    if (!reader || !pcsc) throw new Error("no reader was started");
    return { ...reader, pcsc };
  };
  beforeAll(async () => {
    if (!available(...USB_PCSCD)) return;
    reader = await usbReaderUnderPcscd({ person: PERSON });
    pcsc = await openPcsc();
    const { name } = reader;
    const seen = async () => (await pcsc?.change([{ reader: name, state: 0 }], 0))?.[0]?.present === true;
    await until(() => seen().catch(() => false), WITHIN_MS, "the reader with its card", 50);
  });
  afterAll(async () => {
    await pcsc?.close();
    await reader?.stop();
  });
  beforeEach((context) => needs(context, ...USB_PCSCD));

  test("is the one reader there; a whole file crosses in one extended APDU", async () => {
    const { pcsc, name } = here();
    expect(await pcsc.readers()).toEqual([name]);
    const card = await pcsc.connect(name);
    expect(hex(await card.transmitBytes(unhex(AP.jpki)))).toBe("9000");
    const whole = hex(await card.transmitBytes(unhex(readWhole(JPKI_EF.authCertificate))));
    const own = hand(cardOfPersona(PERSON));
    own.send(AP.jpki);
    expect(whole).toBe(own.send(readWhole(JPKI_EF.authCertificate)));
    await card.disconnect();
  });

  test("PIN entry on its screen: 9000, 63C2, 6401, 6400, and what was typed is in no byte that the PC has seen", async () => {
    const { pcsc, name, reader, transfers, trace } = here();
    const card = await pcsc.connect(name);
    const available = await card.features();
    expect([FEATURES.verifyPinDirect, FEATURES.modifyPinDirect].map((feature) => available.has(feature))).toEqual([
      true,
      true,
    ]);
    const verify = async (act?: Intent, timeOut = 30) => {
      const acted = async () => {
        if (!act) return;
        await reader.panel.until("enterPin");
        await reader.operator.perform(act);
      };
      for (const command of [AP.jpki, ef(JPKI_EF.authPin)])
        expect(hex(await card.transmitBytes(unhex(command)))).toBe("9000");
      const [sw] = await Promise.all([card.verifyPin({ ...ASKED, timeOut }), acted()]);
      return sw.toString(16);
    };
    expect(await verify({ intent: "enterPin", pin: PIN })).toBe("9000");
    expect(await verify({ intent: "enterPin", pin: "9713" })).toBe("63c2");
    expect(await verify({ intent: "enterPin", pin: PIN })).toBe("9000");
    expect(await verify({ intent: "cancel" })).toBe("6401");
    expect(await verify(undefined, 1)).toBe("6400");
    expect(hex(await card.transmitBytes(unhex("00200080")))).toBe("63c3");
    await card.disconnect();
    const finder = secretFinder([...secretsOf(PERSON), { kind: "pin", person: PERSON, value: "9713" }]);
    expect(transfers.length).toBeGreaterThan(100);
    expect(transfers.flatMap(({ data, endpoint }, seq) => finder.search(`${endpoint}`, seq, data))).toEqual([]);
    // The search itself would have found them: the card did get both.
    expect(trace.events.filter(({ is }) => is === "secret").length).toBe(2);
  });

  test("a PIN changed on its screen: the new one counts, what differs the second time is 6402, and no byte that the PC has seen has it", async () => {
    const { pcsc, name, reader, transfers } = here();
    const card = await pcsc.connect(name);
    const type = async (...pins: readonly string[]) => {
      for (const pin of pins) {
        await reader.panel.until("enterPin");
        await reader.operator.perform({ intent: "enterPin", pin });
      }
    };
    const verify = async (pin: string) => {
      for (const command of [AP.jpki, ef(JPKI_EF.authPin)])
        expect(hex(await card.transmitBytes(unhex(command)))).toBe("9000");
      const [sw] = await Promise.all([card.verifyPin(ASKED), type(pin)]);
      return sw.toString(16);
    };
    const change = async (...pins: readonly string[]) => {
      const [sw] = await Promise.all([card.modifyPin(CHANGED), type(...pins)]);
      return sw.toString(16);
    };
    expect(await verify(PIN)).toBe("9000");
    expect(await change("8642", "8643")).toBe("6402");
    expect(await change("8642", "8642")).toBe("9000");
    expect(await verify(PIN)).toBe("63c2");
    expect(await verify("8642")).toBe("9000");
    expect(await change(PIN, PIN)).toBe("9000");
    expect(await verify(PIN)).toBe("9000");
    await card.disconnect();
    const finder = secretFinder(["8642", "8643"].map((value) => ({ kind: "pin", person: PERSON, value })));
    expect(transfers.flatMap(({ data, endpoint }, seq) => finder.search(`${endpoint}`, seq, data))).toEqual([]);
  });

  test("Escape is refused as long as the administrator has not allowed it", async () => {
    const { pcsc, name } = here();
    const card = await pcsc.connect(name);
    expect((await card.features()).has(FEATURES.ccidEscape)).toBe(false);
    const refused = await card.control(0x42000001, Uint8Array.of(0xfa)).catch((error: unknown) => error);
    expect(pcscCode(refused)).toBe("SCARD_E_NOT_TRANSACTED");
    await card.disconnect();
  });

  test.each(["hidraw", "libusb"])(
    "its HID interface is found by node-hid over %s while pcscd has its card",
    async (driver) => {
      const { pcsc, name, mocked } = here();
      const card = await pcsc.connect(name);
      const said = await runHidClient(mocked.env, driver);
      expect(said).toMatchObject({
        found: { vendorId: 0x1209, productId: 1, manufacturer: "shikaku", serialNumber: "SHK-0001", interface: 1 },
        // Report 0: the version of the protocol, messages of 4,096 bytes.
        feature: `00${hex(u16.write(PROTOCOL_VERSION))}100000000000`,
        identity: { maker: "shikaku", model: "reference", serial: "SHK-0001" },
      });
      expect(hex(await card.transmitBytes(unhex(AP.jpki)))).toBe("9000");
      await card.disconnect();
    },
  );

  test("a card taken away and put back is told at once, and the old connection is dead", async () => {
    const { pcsc, name, reader } = here();
    const card = await pcsc.connect(name);
    const seen = (present: boolean) =>
      until(
        async () => (await pcsc.change([{ reader: name, state: 0 }], 0))?.[0]?.present === present,
        WITHIN_MS,
        present ? "the card to be reported" : "its absence to be reported",
      );
    await reader.operator.perform({ intent: "removeCard" });
    await seen(false);
    expect(pcscCode(await pcsc.connect(name).catch((error: unknown) => error))).toBe("SCARD_E_NO_SMARTCARD");
    await reader.operator.perform({ intent: "placeCard", persona: "taro" });
    await seen(true);
    const dead = await card.transmitBytes(unhex(AP.jpki)).catch((error: unknown) => error);
    expect(pcscCode(dead)).toBe("SCARD_W_REMOVED_CARD");
    await card.disconnect();
    const again = await pcsc.connect(name);
    expect(hex(await again.transmitBytes(unhex(AP.jpki)))).toBe("9000");
    await again.disconnect();
  });

  test("answers for its antenna: the card's number in the field, which no card is asked for", async () => {
    const { pcsc, name, trace } = here();
    const card = await pcsc.connect(name);
    const before = trace.events.length;
    expect(hex(await card.transmitBytes(unhex("ffca000000")))).toMatch(/^[0-9a-f]{8}9000$/);
    expect(trace.events.slice(before).filter(({ is }) => is === "command")).toEqual([]);
    await card.disconnect();
  });

  test("pulled out under programs that have it open, it is lost to both of them", async () => {
    const { pcsc, name, mocked } = here();
    const card = await pcsc.connect(name);
    const program = fileURLToPath(new URL("hid-client.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", program, "hidraw", "stay"], {
      env: { ...process.env, ...mocked.env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(child, "exit");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect((await lines.next()).value).toContain("SHK-0001");
    mocked.unplug();
    expect((await lines.next()).value).toBe("gone");
    await ended;
    const lost = await card.transmitBytes(unhex(AP.jpki)).catch((error: unknown) => error);
    expect(lost).toMatchObject({ fault: expect.stringMatching(/^(link\.lost|slot\.notReady)$/) as string });
    await card.disconnect().catch(() => undefined);
  });
});
