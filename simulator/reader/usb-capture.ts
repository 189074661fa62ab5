import { concat, EMPTY } from "../../device/wire/bytes.ts";
import { encode, u16le, u32le, u8 } from "../../device/wire/codec.ts";
import { DESCRIPTOR, usbSetup } from "../../device/wire/usb.ts";
import { READER_DESCRIPTORS } from "../../device/firmware/usb-descriptors.ts";
import type { UsbDevice } from "../../device/ports.ts";
import type { UsbHalf } from "./usb-tap.ts";

/**
 * A capture of USB transfers as Linux makes them (pcap with LINKTYPE_USB_LINUX_MMAPPED, 220; linux/Documentation/usb/usbmon.rst), so
 * that Wireshark reads it with its own dissectors.
 */
const LINK_TYPE = 220;
const LONGEST_PACKET = 0x40000;

export const CAPTURE_HEAD: Uint8Array = concat(
  u32le.write(0xa1b2c3d4),
  ...[2, 4].map((number) => u16le.write(number)),
  ...[0, 0, LONGEST_PACKET, LINK_TYPE].map((number) => u32le.write(number)),
);

const TRANSFER = { interrupt: 1, control: 2, bulk: 3 } as const;
const IN = 0x80;
const [BUS, DEVICE] = [1, 2];
/** bmAttributes of an endpoint descriptor; the kernel counts kinds of transfers otherwise. */
const INTERRUPT_ENDPOINT = 3;
const FLAG = { present: 0, absent: 0x2d, in: 0x3c, out: 0x3e } as const;
/** -EINPROGRESS: what the kernel writes of a transfer that has only begun. */
const IN_PROGRESS = -115;
/** Bytes before the data of a packet: of the file's record, and of usbmon. */
export const PACKET_HEAD = 16 + 64;

/** One record of the file. `at` in microseconds since 1970. */
export function capturePacket(half: UsbHalf, at: number): Uint8Array {
  const { urb, is, endpoint, setup, status, length, data } = half;
  const [seconds, microseconds] = [Math.floor(at / 1e6), Math.floor(at % 1e6)];
  const asked = is === "asked";
  const hasData = asked ? !half.in : half.in;
  const i32 = (value: number) => u32le.write(value >>> 0);
  const monitor = concat(
    u32le.write(urb),
    u32le.write(0),
    u8.write((asked ? "S" : "C").charCodeAt(0)),
    u8.write(transferOf(endpoint, half.in)),
    u8.write(endpoint | (half.in ? IN : 0)),
    u8.write(DEVICE),
    u16le.write(BUS),
    u8.write(setup ? FLAG.present : FLAG.absent),
    u8.write(hasData ? FLAG.present : half.in ? FLAG.in : FLAG.out),
    u32le.write(seconds),
    u32le.write(0),
    u32le.write(microseconds),
    i32(asked ? IN_PROGRESS : status),
    u32le.write(length),
    u32le.write(hasData ? data.length : 0),
    setup ? encode(usbSetup, setup) : new Uint8Array(8),
    new Uint8Array(16),
  );
  const packet = concat(monitor, hasData ? data : EMPTY);
  const record = [seconds, microseconds, packet.length, packet.length].map((number) => u32le.write(number));
  return concat(...record, packet);
}

/** As the device's own descriptors say. */
function transferOf(endpoint: number, inward: boolean): number {
  if (endpoint === 0) return TRANSFER.control;
  const { configuration } = READER_DESCRIPTORS;
  const address = endpoint | (inward ? IN : 0);
  for (let at = 0; at < configuration.length; at += Math.max(2, configuration[at] ?? 0))
    if (configuration[at + 1] === DESCRIPTOR.endpoint && configuration[at + 2] === address)
      return configuration[at + 3] === INTERRUPT_ENDPOINT ? TRANSFER.interrupt : TRANSFER.bulk;
  return TRANSFER.bulk;
}

/** For readers on a serial line, whose messages are shown as if they came by USB: descriptors and nothing else. */
export const describedOnly: UsbDevice = {
  descriptors: READER_DESCRIPTORS,
  control({ value, length }) {
    const asked = value >> 8 === 2 ? READER_DESCRIPTORS.configuration : READER_DESCRIPTORS.device;
    return length > 0 ? asked.slice(0, length) : EMPTY;
  },
  out: () => false,
  in: () => () => undefined,
  detached: () => undefined,
};

/** What a kernel asks at plug-in: without it nobody who reads the capture could know which endpoint is what. */
export function introduce(device: Pick<UsbDevice, "control">): void {
  const ask = (value: number, length: number) =>
    device.control({ type: 0x80, request: 6, value, index: 0, length }, EMPTY);
  ask(0x0100, 18);
  ask(0x0200, READER_DESCRIPTORS.configuration.length);
  device.control({ type: 0, request: 9, value: 1, index: 0, length: 0 }, EMPTY);
}
