import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openPcsc, type Pcsc } from "../../device/io/pcsc.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { escapeStream } from "../../device/reader/escape-link.ts";
import { openFaceReader } from "../../device/reader/face-reader.ts";
import { streamTransport } from "../../device/reader/stream-link.ts";
import { FEATURES } from "../../device/wire/pin-verify.ts";
import { available, needs } from "./needs.ts";
import { until } from "./pcscd.ts";
import { ASKED } from "../device/firmware/reader-bench.ts";
import { USB_PCSCD, type UsbReaderUnderPcscd, usbReaderUnderPcscd } from "./usb-reader-under-pcscd.ts";

/** The administrator has set bit 0 of ifdDriverOptions. */
describe("the reference protocol in Escape commands, through pcscd and libccid", () => {
  let reader: UsbReaderUnderPcscd | undefined;
  let pcsc: Pcsc | undefined;
  beforeAll(async () => {
    if (!available(...USB_PCSCD)) return;
    reader = await usbReaderUnderPcscd({ escape: true });
    pcsc = await openPcsc();
  });
  afterAll(async () => {
    await pcsc?.close();
    await reader?.stop();
  });
  beforeEach((context) => needs(context, ...USB_PCSCD));

  test("a patient is received by PIN; the PC's card channel sees an empty slot meanwhile", async () => {
    if (!reader || !pcsc) throw new Error("no reader was started");
    const { name, reader: hosted } = reader;
    const { operator } = hosted;
    const own = await openPcsc();
    // Nobody is at the card: the connection is to the reader alone.
    const direct = await own.connect(name, "direct");
    const code = (await direct.features()).get(FEATURES.ccidEscape) ?? 0;
    expect(code).toBe(0x42000001);
    const stream = escapeStream((data) => direct.control(code, data), systemClock());
    const face = await openFaceReader(streamTransport(stream, { name: "CCID Escape" }), systemClock());
    expect(face.identity).toMatchObject({ maker: "shikaku", serial: "SHK-0001" });
    const present = async () => (await pcsc?.change([{ reader: name, state: 0 }], 0))?.[0]?.present;

    const reception = face.receive({ ...ASKED, methods: ["pin"] }, () => Promise.resolve(undefined));
    await hosted.panel.until("enterPin");
    await until(async () => (await present()) === false, 15_000, "the slot to read empty", 20);
    await operator.perform({ intent: "enterPin", pin: "1234" });
    await operator.perform({ intent: "consent", items: "all" });
    expect(await reception.result).toMatchObject({ is: "completed", method: "pin" });
    await until(async () => (await present()) === true, 15_000, "the card to come back", 20);
    await face.close();
    await direct.disconnect();
    await own.close();
  });
});
