import { connect } from "node:net";
import { join } from "node:path";
import { concat, EMPTY } from "../../../../device/wire/bytes.ts";
import { encode } from "../../../../device/wire/codec.ts";
import { usbSetup } from "../../../../device/wire/usb.ts";
import type { UsbHost } from "./usb-host.ts";

/**
 * A program's calls on /dev/bus/usb/001/002 as umockdev's preload library hands them on, without a program: numbers and layouts are those of
 * linux/usbdevice_fs.h and of umockdev 0.17, not of our carrier. The real ones are in test/system.
 */
export interface UsbfsHost extends UsbHost {
  /** The result of a bare call, an error below zero. */
  readonly ioctl: (request: number, arg: bigint) => Promise<number>;
  readonly close: () => void;
}

const SUBMIT = 0x8038550a;
const DISCARD = 0x550b;
const REAP_NOW = 0x4008550d;
const [INTERRUPT, CONTROL, BULK] = [1, 2, 3];

export async function openUsbfs(root: string): Promise<UsbfsHost> {
  const socket = connect(join(root, "ioctl", "dev", "bus", "usb", "001", "002"));
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  let held = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  socket.on("data", (chunk) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  socket.on("error", () => undefined);
  const take = async (length: number) => {
    while (held.length < length) await new Promise<void>((resolve) => (wake = resolve));
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };

  const memory = new Map<bigint, Buffer>();
  let top = 0x1000n;
  const allocate = (bytes: Uint8Array | number) => {
    const at = top;
    const buffer = typeof bytes === "number" ? Buffer.alloc(bytes) : Buffer.from(bytes);
    memory.set(at, buffer);
    top += BigInt(buffer.length + 64);
    return { at, buffer };
  };
  const place = (at: bigint): [Buffer, number] => {
    for (const [base, buffer] of memory)
      if (at >= base && at < base + BigInt(Math.max(1, buffer.length))) return [buffer, Number(at - base)];
    throw new Error(`no memory at ${at}`);
  };

  let last: Promise<unknown> = Promise.resolve();
  const call = (request: number, arg: bigint): Promise<number> => {
    const mine = last.then(async () => {
      const head = Buffer.alloc(24);
      [1n, BigInt(request), arg].forEach((number, i) => head.writeBigUInt64LE(number, 8 * i));
      socket.write(head);
      for (;;) {
        const kind = (await take(8)).readBigUInt64LE();
        const a = (await take(8)).readBigInt64LE();
        const b = Number((await take(8)).readBigUInt64LE());
        if (kind === 3n) return a < 0n ? -b : Number(a);
        const [buffer, at] = place(a);
        if (kind === 5n) socket.write(buffer.subarray(at, at + b));
        else (await take(b)).copy(buffer, at);
      }
    });
    last = mine;
    return mine;
  };

  const open = new Map<bigint, () => void>();
  let reaping: Promise<void> | undefined;
  /** Asks until everything that is open has come; a program would poll() instead. */
  const reap = () => {
    reaping ??= (async () => {
      const pointer = allocate(8);
      while (open.size > 0 && !socket.destroyed) {
        if ((await call(REAP_NOW, pointer.at)) === 0) open.get(pointer.buffer.readBigUInt64LE())?.();
        else await new Promise((resolve) => setImmediate(resolve));
      }
      reaping = undefined;
    })();
  };
  const submit = (type: number, endpoint: number, bytes: Uint8Array) => {
    const buffer = allocate(bytes);
    const urb = allocate(56);
    urb.buffer.writeUInt8(type, 0);
    urb.buffer.writeUInt8(endpoint, 1);
    urb.buffer.writeBigUInt64LE(buffer.at, 16);
    urb.buffer.writeInt32LE(bytes.length, 24);
    const done = new Promise<{ status: number; data: Uint8Array }>((resolve) =>
      open.set(urb.at, () => {
        open.delete(urb.at);
        const from = type === CONTROL ? 8 : 0;
        const actual = urb.buffer.readInt32LE(28);
        const data = Uint8Array.from(buffer.buffer.subarray(from, from + actual));
        resolve({ status: urb.buffer.readInt32LE(4), data });
      }),
    );
    void call(SUBMIT, urb.at).then(reap);
    return { urb: urb.at, done };
  };
  const kindOf = (endpoint: number) => (endpoint === 1 ? BULK : INTERRUPT);

  return {
    ioctl: call,
    close: () => void socket.destroy(),
    async control(setup, data = EMPTY) {
      const room = setup.type & 0x80 ? new Uint8Array(setup.length) : data;
      const { status, data: said } = await submit(CONTROL, 0, concat(encode(usbSetup, setup), room)).done;
      if (status !== 0) return undefined;
      return setup.type & 0x80 ? said : EMPTY;
    },
    out: async (endpoint, data) => (await submit(kindOf(endpoint), endpoint, data).done).status === 0,
    in(endpoint, length) {
      const { urb, done } = submit(kindOf(endpoint), 0x80 | endpoint, new Uint8Array(length));
      return {
        data: done.then(({ status, data }) => (status === 0 ? data : undefined)),
        cancel: async () => !socket.destroyed && (await call(DISCARD, urb)) === 0 && (await done).status === -2,
      };
    },
  };
}
