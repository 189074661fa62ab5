import { expect, test } from "vitest";
import { openTcp } from "../../device/io/tcp.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { openFaceReader } from "../../device/reader/face-reader.ts";
import { escapeStream } from "../../device/reader/escape-link.ts";
import { hidTransport } from "../../device/reader/hid-link.ts";
import { streamTransport } from "../../device/reader/stream-link.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { attach, type UsbipHost } from "../simulator/reader/carriers/usb-host.ts";
import { ccidExchange, escapeOf, reportsOf } from "../simulator/reader/carriers/usb-programs.ts";
import { host } from "./hosting.ts";
import { until } from "./pcscd.ts";

const clock = systemClock();

test("reader --usbip: one device, a card by CCID, the reference protocol by HID and by Escape; taken, lost and taken again", async () => {
  const hosting = await host("reader", "--usbip", "0", "--card", "hanako");
  const { ready } = hosting;
  expect(ready).toMatchObject({ busId: "1-1", kind: "face" });
  const [address = "", port] = ready["usbip"]?.split(":") ?? [];
  expect(address).toBe("127.0.0.1");
  for (let turn = 0; turn < 2; turn++) {
    const usb = await attachOnceFree(address, Number(port));
    const ask = async (message: string) => hex(await ccidExchange(usb, unhex(message)));
    expect(await ask("65000000000001000000")).toBe("81000000000001010001");
    // A contactless card of type B.
    expect(await ask("62000000000002000000")).toMatch(/^800d00000000020000003b888001/);
    for (const link of [hidTransport(reportsOf(usb), 7), streamTransport(escapeStream(escapeOf(usb), clock))]) {
      const reader = await openFaceReader(link, clock);
      expect(reader.identity).toMatchObject({ maker: "shikaku", serial: "SHK-0001" });
    }
    await usb.close();
  }
  expect(await hosting.end()).toBe(0);
});

/** The server gives the device away again only when it has noticed the hang-up: until then it answers that it is taken. */
async function attachOnceFree(address: string, port: number): Promise<UsbipHost> {
  let usb: UsbipHost | undefined;
  const imported = async () => {
    usb = await attach(await openTcp(address, port));
    if (!usb.entry) await usb.close();
    return usb.entry !== undefined;
  };
  await until(imported, 20_000, "the device to be free");
  if (!usb) throw new Error("unreachable: imported");
  return usb;
}
