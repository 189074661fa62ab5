import { describe, expect, test } from "vitest";
import { startUsbReader } from "../../../device/firmware/usb-reader.ts";
import { HID_REPORT, READER_DESCRIPTORS } from "../../../device/firmware/usb-descriptors.ts";
import { sleep } from "../../../device/ports.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { decode, u16 } from "../../../device/wire/codec.ts";
import { PROTOCOL_VERSION } from "../../../device/wire/face.ts";
import { usbSetup } from "../../../device/wire/usb.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { scriptedSlot } from "../../memory-line.ts";
import { echo } from "../reader/transport-contract.ts";
import { ATR, POLL, POWER_ON } from "./serial-scene.ts";

const world = virtualWorld(1);
/** The version of the protocol, and 4,096 bytes for its longest message. */
const ABOUT = `${hex(u16.write(PROTOCOL_VERSION))}100000000000`;
const pinPad = { ask: () => Promise.resolve({ is: "cancelled" as const }) };

function plugged() {
  const slot = scriptedSlot({ atr: ATR });
  const reader = startUsbReader({ slot, pinPad, clock: world.clock, serial: "SHK-1" });
  reader.serve(echo());
  const { device } = reader;
  const control = (setup: string, data = "") => {
    const answer = device.control(decode(usbSetup, unhex(setup), "setup"), unhex(data));
    return answer && hex(answer);
  };
  const next = (endpoint: number, longest = 512) => {
    let said: string | undefined;
    const cancel = device.in(endpoint, longest, (data) => (said = data ? hex(data) : "stall"));
    cancel();
    return said;
  };
  return { device, slot, control, next };
}

/** What Linux 6.1, libccid 1.5.2 and hidapi 0.15 were seen to take: here at TPDU level, T=1 alone, and with a PIN pad. */
const CONFIGURATION = [
  "0902 7d00 02 01 00 80 32",
  "0904 00 00 03 0b0000 04",
  "3621 1001 00 07 02000000 a00f0000 a00f0000 00 002a0000 16400500 00 fe000000 00000000 00000000 30020100 0f010000",
  "ff ff 0000 03 01",
  "0705 01 02 4000 00  0705 81 02 4000 00  0705 82 03 0800 10",
  "0904 01 00 02 030000 05",
  "0921 1101 00 01 22 2100",
  "0705 83 03 4000 01  0705 03 03 4000 01",
]
  .join("")
  .replaceAll(" ", "");

describe("the composite reader on endpoint 0", () => {
  test("its descriptors are those that the kernel and the drivers take", () => {
    expect(hex(READER_DESCRIPTORS.device)).toBe("120100020000004009120100000101020301");
    expect(hex(READER_DESCRIPTORS.configuration)).toBe(CONFIGURATION);
    expect(CONFIGURATION).toHaveLength(2 * 0x7d);
    expect(HID_REPORT).toHaveLength(33);
  });

  // As the kernel's log has them at plug-in.
  test.each([
    ["device, as much as it dares to ask for first", "8006000100004000", hex(READER_DESCRIPTORS.device)],
    ["the head of the configuration", "8006000200000900", hex(READER_DESCRIPTORS.configuration.slice(0, 9))],
    ["languages", "800600030000ff00", "04030904"],
    ["serial number", "800603030904ff00", "0c03" + "530048004b002d003100"],
    ["report descriptor", "8106002201002100", hex(HID_REPORT)],
    ["SET_CONFIGURATION", "0009010000000000", ""],
    ["SET_IDLE", "210a000001000000", ""],
    ["feature report", "a101000301000800", ABOUT],
    ["CLEAR_FEATURE(HALT)", "0201000081000000", ""],
    ["CCID ABORT", "2101000000000000", ""],
  ])("answers %s", (_, setup, answer) => expect(plugged().control(setup)).toBe(answer));

  test.each([
    ["device qualifier: it is full speed", "8006000600000a00"],
    ["a text it does not have", "800609030904ff00"],
    ["a second configuration", "0009020000000000"],
    ["an alternate setting", "010b010000000000"],
    ["GET_DATA_RATES, of which it has none to tell", "a103000000000400"],
    ["a vendor's request", "c001000000000800"],
  ])("stalls %s", (_, setup) => expect(plugged().control(setup)).toBeUndefined());

  test("remembers its configuration until it is unplugged", () => {
    const { control, device } = plugged();
    control("0009010000000000");
    expect(control("8008000000000100")).toBe("01");
    device.detached();
    expect(control("8008000000000100")).toBe("00");
  });

  test("takes an output report by SET_REPORT as by the endpoint", () => {
    const { control, device, next } = plugged();
    const report = "00000007810001ab".padEnd(128, "0");
    expect(control("2109000201004000", report)).toBe("");
    device.out(3, unhex(report));
    expect([next(3), next(3), next(3), next(3), next(3)]).toEqual([report, report, report, report, undefined]);
  });
});

describe("the composite reader's endpoints", () => {
  test("a message that comes in full packets is put together; a short packet ends one that is cut short", () => {
    const { device, next } = plugged();
    const long = unhex(`6b36000000000700 0000fa${"00".repeat(53)}`.replaceAll(" ", ""));
    device.out(1, long.subarray(0, 64));
    expect(next(1)).toMatch(/^83/);
    device.out(1, unhex(`6b76000000000700 0000${"00".repeat(54)}`.replaceAll(" ", "")));
    expect(next(1)).toBeUndefined();
    device.out(1, new Uint8Array(64));
    expect(next(1)).toMatch(/^83000000000007410000/);
    device.out(1, unhex("6b760000000007000000"));
    // Refused at its length.
    expect(next(1)).toMatch(/^8[13]00000000000741/);
    device.out(1, unhex(POLL));
    expect(next(1)).toBe("81000000000001010001");
  });

  test("an answer longer than the host asks for comes in pieces", () => {
    const { device, next } = plugged();
    device.out(1, unhex(POLL));
    expect([next(1, 4), next(1, 4), next(1, 4), next(1, 4)]).toEqual(["81000000", "00000101", "0001", undefined]);
  });

  test("a movement nobody asks about is told again, and only the newest of them", async () => {
    const { device, slot, next } = plugged();
    slot.place(false);
    expect([next(2), next(2)]).toEqual(["5002", undefined]);
    await world.run(sleep(world.clock, 1100));
    expect(next(2)).toBe("5002");
    device.out(1, unhex(POLL));
    await world.run(sleep(world.clock, 2000));
    expect(next(2)).toBeUndefined();
    slot.place(true);
    expect(next(2)).toBe("5003");
  });

  test("a movement reaches a host that waits for it, each time", async () => {
    const { device, slot } = plugged();
    const told: string[] = [];
    const wait = () => device.in(2, 8, (data) => void told.push(data ? hex(data) : "stall"));
    for (const present of [false, true, false, true]) {
      wait();
      slot.place(present);
      device.out(1, unhex(POLL));
      // An absence is shown for a while before the card can be back.
      await world.run(sleep(world.clock, 1000));
      device.out(1, unhex(POLL));
    }
    expect(told).toEqual(["5002", "5003", "5002", "5003"]);
  });

  test("what its host has left behind is gone for the next one, and the card has lost its power", async () => {
    const { device, slot, next } = plugged();
    device.out(1, unhex(POWER_ON));
    await world.run(sleep(world.clock, 10));
    device.out(1, unhex(POLL));
    device.detached();
    expect([next(1), next(2), next(3), slot.asked.at(-1)]).toEqual([undefined, undefined, undefined, "off"]);
    device.out(1, unhex(POLL));
    expect(next(1)).toBe("81000000000001010001");
  });

  test("a host that never asks costs no memory, and finds the newest when it does", () => {
    const { device, next } = plugged();
    for (let i = 0; i < 5000; i++) device.out(1, unhex(POLL));
    let waiting = 0;
    while (next(1) !== undefined) waiting++;
    expect(waiting).toBe(16);
  });

  test("an endpoint that is not there stalls", () => {
    const { device, next } = plugged();
    expect([device.out(7, new Uint8Array(1)), next(7)]).toEqual([false, "stall"]);
  });
});
