import { concat, EMPTY } from "../../../device/wire/bytes.ts";
import { bytes, type Codec, encode, layout, type Of, Reader, u16, u32 } from "../../../device/wire/codec.ts";
import { usbSetup } from "../../../device/wire/usb.ts";

/**
 * USB/IP as the Linux kernel speaks it (Documentation/usb/usbip_protocol.rst, version 1.1.1): first one operation, then URBs on the
 * same connection. High byte first, but for the setup packet.
 */
export const VERSION = 0x0111;
export const OPERATION = {
  listRequest: 0x8005,
  listReply: 0x0005,
  importRequest: 0x8003,
  importReply: 0x0003,
} as const;
export const operation = layout({ version: u16, code: u16, status: u32 });
export const OPERATION_LENGTH = 8;
export const BUS_ID_LENGTH = 32;

const URB_COMMAND = { submit: 1, unlink: 2, submitted: 3, unlinked: 4 } as const;
export const URB_HEAD = 48;
export const URB_STATUS = { ok: 0, stall: -32, unlinked: -104 } as const;
const FULL_SPEED = 2;

const text = (length: number): Codec<string> => ({
  write(value) {
    const written = new TextEncoder().encode(value);
    return concat(written, new Uint8Array(length - written.length));
  },
  read: (from) => new TextDecoder().decode(from.take(length)).replace(/\0.*$/s, ""),
});

const device = layout({
  path: text(256),
  busId: text(BUS_ID_LENGTH),
  bus: u32,
  number: u32,
  speed: u32,
  vendor: u16,
  product: u16,
  release: u16,
  class: bytes(3),
  configuration: bytes(3),
});
export const DEVICE_LENGTH = 312;

/** What stands in a list, and in the answer to an import: taken from the device's own descriptors. */
export function deviceEntry(busId: string, descriptors: { device: Uint8Array; configuration: Uint8Array }): Uint8Array {
  const { device: own, configuration } = descriptors;
  const le = (at: number) => (own[at] ?? 0) + 256 * (own[at + 1] ?? 0);
  return encode(device, {
    ...{ path: `/sys/devices/virtual/usb/${busId}`, busId, bus: 1, number: 2, speed: FULL_SPEED },
    ...{ vendor: le(8), product: le(10), release: le(12), class: own.slice(4, 7) },
    configuration: Uint8Array.of(configuration[5] ?? 1, own[17] ?? 1, configuration[4] ?? 0),
  });
}

/** Class, subclass and protocol of each interface, which follow an entry in a list. */
export function interfaceEntries(configuration: Uint8Array): Uint8Array {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < configuration.length; at += Math.max(2, configuration[at] ?? 0))
    if (configuration[at + 1] === 4) entries.push(concat(configuration.slice(at + 5, at + 8), Uint8Array.of(0)));
  return concat(...entries);
}

const urbHead = layout({ command: u32, seq: u32, device: u32, direction: u32, endpoint: u32, rest: bytes(28) });
const submit = layout({ flags: u32, length: u32, startFrame: u32, packets: u32, interval: u32, setup: usbSetup });

export type UrbRequest =
  | ({ readonly is: "submit"; readonly seq: number; readonly in: boolean; readonly endpoint: number } & Of<
      typeof submit
    >)
  | { readonly is: "unlink"; readonly seq: number; readonly victim: number };

/** The 48 bytes that begin a request; data of `length` bytes follow where a submit goes out. */
export function readUrb(head: Uint8Array): UrbRequest {
  const from = new Reader(head, "USB/IP request");
  const { command, seq, direction, endpoint, rest } = urbHead.read(from);
  const more = new Reader(rest, "USB/IP request", 20);
  if (command === URB_COMMAND.unlink) return { is: "unlink", seq, victim: u32.read(more) };
  if (command !== URB_COMMAND.submit) return from.fail(`unknown command ${command}`, 0);
  return { is: "submit", seq, in: direction === 1, endpoint, ...submit.read(more) };
}

const i32 = (value: number) => u32.write(value >>> 0);

export const submitted = (seq: number, status: number, length: number, data: Uint8Array = EMPTY): Uint8Array =>
  concat(reply(URB_COMMAND.submitted, seq, i32(status), i32(length)), data);

export const unlinked = (seq: number, status: number): Uint8Array => reply(URB_COMMAND.unlinked, seq, i32(status));

const reply = (command: number, seq: number, ...own: readonly Uint8Array[]) => {
  const start = concat(u32.write(command), u32.write(seq), new Uint8Array(12), ...own);
  return concat(start, new Uint8Array(URB_HEAD - start.length));
};
