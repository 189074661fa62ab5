import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { openSerial } from "../../device/io/serial.ts";
import { openTcp } from "../../device/io/tcp.ts";
import { hex, unhex } from "../../device/wire/bytes.ts";
import { encodeSerial, serialFramer } from "../../device/wire/serial-frame.ts";
import { encode } from "../../device/wire/codec.ts";
import { t1Block } from "../../device/wire/t1.ts";
import { attach } from "../simulator/reader/carriers/usb-host.ts";
import { ccidExchange } from "../simulator/reader/carriers/usb-programs.ts";
import { host } from "./hosting.ts";
import { needs } from "./needs.ts";

const folder = mkdtempSync(join(tmpdir(), "shikaku-capture-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const run = promisify(execFile);

/** What Wireshark's own dissectors make of it. */
async function tshark(file: string, filter: string, ...fields: readonly string[]): Promise<string[]> {
  const words = ["-r", file, "-Y", filter, "-T", "fields", ...fields.flatMap((field) => ["-e", field])];
  const { stdout } = await run("tshark", words, { env: { ...process.env, HOME: folder } });
  return stdout.split("\n").filter((line) => line !== "");
}

const POLL = "65000000000001000000";
const POWER_ON = "62000000000002000000";
const SELECTS = ["00a4040c0ad392f000260100000001", "00a4020c020018"];
const VERIFY = "002000800431323334";

/** Through T=1, as a driver at TPDU level does it; what the reader answers is of no matter here. */
const blocks = (apdus: readonly string[]) =>
  apdus.map((apdu, i) => {
    const block = encode(t1Block, { is: "I", nad: 0, seq: i % 2 === 0 ? 0 : 1, more: false, data: unhex(apdu) });
    const length = block.length.toString(16).padStart(2, "0");
    return `6f${length}00000000${(3 + i).toString(16).padStart(2, "0")}000000${hex(block)}`;
  });

describe("reader --pcap", () => {
  const session = async (raw: boolean) => {
    const file = join(folder, raw ? "raw.pcap" : "masked.pcap");
    const more = raw ? ["--raw"] : [];
    const hosting = await host("reader", "--usbip", "0", "--card", "hanako", "--pcap", file, ...more);
    const [address = "", port] = hosting.ready["usbip"]?.split(":") ?? [];
    const usb = await attach(await openTcp(address, Number(port)));
    for (const message of [POLL, POWER_ON, ...blocks([...SELECTS, VERIFY])]) await ccidExchange(usb, unhex(message));
    await usb.close();
    expect(await hosting.end()).toBe(0);
    return file;
  };

  test("tshark's own USB-CCID dissector reads it, nothing is malformed, and a PIN that the PC has typed reads *", async (context) => {
    needs(context, "tshark");
    const file = await session(false);
    expect(await tshark(file, "_ws.malformed || _ws.expert.severity >= 6291456", "frame.number")).toEqual([]);
    const messages = await tshark(file, "usbccid", "usbccid.bMessageType");
    // Each command and its answer.
    expect(messages.map(Number)).toEqual([0x65, 0x81, 0x62, 0x80, ...[0, 1, 2].flatMap(() => [0x6f, 0x80])]);
    const [descriptor] = await tshark(file, "usbccid.dwFeatures", "usbccid.hf_ccid_bPINSupport", "usbccid.dwFeatures");
    expect(descriptor).toBe("0x03\t0x00010230");
    const bytes = readFileSync(file).toString("latin1");
    expect(bytes).not.toContain("1234");
    expect(bytes).toContain("\x00\x20\x00\x80\x04****");
  });

  test("with --raw the PIN stands there", async (context) => {
    needs(context, "tshark");
    expect(readFileSync(await session(true)).toString("latin1")).toContain("\x00\x20\x00\x80\x041234");
  });

  test("a GemPC reader's messages on a serial line are shown as if they had come by USB", async (context) => {
    needs(context, "tshark");
    const [file, link] = [join(folder, "serial.pcap"), join(folder, "tty")];
    const hosting = await host("reader", "--pty", link, "--kind", "gempc-twin", "--card", "hanako", "--pcap", file);
    const line = await openSerial(link);
    const framer = serialFramer();
    let answers = 0;
    let wake: () => void = () => undefined;
    line.onBytes((chunk) => {
      answers += framer.feed(chunk).filter((item) => item.is === "frame" && (item.message[0] ?? 0) >= 0x80).length;
      wake();
    });
    const messages = [POLL, POWER_ON, ...blocks(SELECTS)];
    for (const [i, message] of messages.entries()) {
      line.write(encodeSerial({ is: "frame", message: unhex(message) }));
      while (answers <= i) await new Promise<void>((resolve) => (wake = resolve));
    }
    await line.close();
    expect(await hosting.end()).toBe(0);
    expect(await tshark(file, "_ws.malformed", "frame.number")).toEqual([]);
    const types = await tshark(file, "usbccid", "usbccid.bMessageType");
    expect(types.map(Number)).toEqual([0x65, 0x81, 0x62, 0x80, 0x6f, 0x80, 0x6f, 0x80]);
  });
});
