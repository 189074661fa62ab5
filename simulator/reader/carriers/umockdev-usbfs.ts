import type { Cancel, UsbDevice } from "../../../device/ports.ts";
import { EMPTY } from "../../../device/wire/bytes.ts";
import { decode, u32le } from "../../../device/wire/codec.ts";
import { usbSetup } from "../../../device/wire/usb.ts";
import type { Fifo } from "./fifo.ts";
import { type Call, ERRNO, type Memory, type Opened } from "./umockdev-calls.ts";

/** What the kernel's usbfs makes of a device, for programs (libusb) that open /dev/bus/usb/BBB/DDD. */
export interface Usbfs {
  open(): Opened;
  unplug(): void;
}

/** Numbers of the ioctls of type U (linux/usbdevice_fs.h). */
const USBDEVFS = {
  setInterface: 4,
  setConfiguration: 5,
  getDriver: 8,
  submit: 10,
  discard: 11,
  reap: 12,
  reapNow: 13,
  claim: 15,
  release: 16,
  reset: 20,
  clearHalt: 21,
  capabilities: 26,
  disconnectClaim: 27,
} as const;
const REAPING: readonly number[] = [USBDEVFS.reap, USBDEVFS.reapNow];
const TYPE = 0x55;
/** Zero packets, transfers of any length in one request, scattered buffers. */
const CAPABILITIES = 0x0d;
const URB = { length: 56, status: 4, buffer: 16, size: 24, actual: 28 } as const;
const CONTROL = 2;
const SETUP = 8;
const STATUS = { ok: 0, stall: -ERRNO.EPIPE, discarded: -ERRNO.ENOENT, shutDown: -ERRNO.ESHUTDOWN } as const;

interface Completed {
  readonly urb: bigint;
  readonly status: number;
  readonly actual: number;
  readonly into: bigint;
  readonly data: Uint8Array;
}

/**
 * A finished request shows in the program's poll() as room to write: `fifo` is full but for one page for each of them. Interfaces
 * belong to one program at a time. Requests under way when it is unplugged end, and can be fetched, before every call is refused: a
 * program waits for what it has asked for, however long.
 */
export function usbfs(device: UsbDevice, fifo: Fifo): Usbfs {
  const claims = new Map<number, object>();
  const programs = new Set<() => void>();
  let gone = false;
  fifo.put(CAPACITY);

  function open(): Opened {
    const own = {};
    const pending = new Map<bigint, Cancel>();
    const completed: Completed[] = [];

    const complete = (done: Completed) => {
      pending.delete(done.urb);
      completed.push(done);
      fifo.take(PAGE);
    };

    async function submit(urb: bigint, memory: Memory): Promise<number> {
      const bytes = Buffer.from(await memory.fetch(urb, URB.length));
      if (gone) return -ERRNO.ENODEV;
      const [type = 0, address = 0] = bytes;
      const [buffer, size] = [bytes.readBigUInt64LE(URB.buffer), bytes.readInt32LE(URB.size)];
      const endpoint = address & 0x0f;
      if (type === CONTROL) {
        const sent = await memory.fetch(buffer, size);
        const said = device.control(decode(usbSetup, sent.subarray(0, SETUP), "setup"), sent.subarray(SETUP));
        const inward = ((sent[0] ?? 0) & 0x80) !== 0;
        const actual = inward ? (said?.length ?? 0) : size - SETUP;
        const status = said ? STATUS.ok : STATUS.stall;
        complete({ urb, status, actual, into: buffer + BigInt(SETUP), data: inward && said ? said : EMPTY });
      } else if (address & 0x80) {
        pending.set(urb, () => undefined);
        const withdraw = device.in(endpoint, size, (data) => {
          const status = data ? STATUS.ok : STATUS.stall;
          complete({ urb, status, actual: data?.length ?? 0, into: buffer, data: data ?? EMPTY });
        });
        if (pending.has(urb)) pending.set(urb, withdraw);
      } else {
        const taken = device.out(endpoint, await memory.fetch(buffer, size));
        const status = taken ? STATUS.ok : STATUS.stall;
        complete({ urb, status, actual: taken ? size : 0, into: buffer, data: EMPTY });
      }
      return 0;
    }

    function reap(arg: bigint, memory: Memory): number {
      const done = completed.shift();
      if (!done) return -ERRNO.EAGAIN;
      fifo.put(PAGE);
      if (done.data.length > 0) memory.put(done.into, done.data);
      memory.put(done.urb + BigInt(URB.status), u32le.write(done.status >>> 0));
      memory.put(done.urb + BigInt(URB.actual), u32le.write(done.actual));
      const pointer = Buffer.alloc(8);
      pointer.writeBigUInt64LE(done.urb);
      memory.put(arg, pointer);
      return 0;
    }

    const end = (urb: bigint, status: number) => {
      pending.get(urb)?.();
      complete({ urb, status, actual: 0, into: urb, data: EMPTY });
    };

    function discard(urb: bigint): number {
      if (!pending.has(urb)) return -ERRNO.EINVAL;
      end(urb, STATUS.discarded);
      return 0;
    }

    const shutDown = () => {
      for (const urb of [...pending.keys()]) end(urb, STATUS.shutDown);
    };
    programs.add(shutDown);

    const interfaceAt = async (arg: bigint, memory: Memory) => u32leOf(await memory.fetch(arg, 4));

    async function ioctl(request: number, arg: bigint, memory: Memory): Promise<number> {
      if (((request >> 8) & 0xff) !== TYPE) return -ERRNO.ENOTTY;
      switch (request & 0xff) {
        case USBDEVFS.submit:
          return submit(arg, memory);
        case USBDEVFS.discard:
          return discard(arg);
        case USBDEVFS.reap:
        case USBDEVFS.reapNow:
          return reap(arg, memory);
        case USBDEVFS.capabilities:
          memory.put(arg, u32le.write(CAPABILITIES));
          return 0;
        case USBDEVFS.getDriver:
          return -ERRNO.ENODATA;
        case USBDEVFS.claim:
        case USBDEVFS.disconnectClaim: {
          const number = await interfaceAt(arg, memory);
          const owner = claims.get(number) ?? own;
          if (owner === own) claims.set(number, own);
          return owner === own ? 0 : -ERRNO.EBUSY;
        }
        case USBDEVFS.release: {
          const number = await interfaceAt(arg, memory);
          if (claims.get(number) === own) claims.delete(number);
          return 0;
        }
        case USBDEVFS.setInterface:
        case USBDEVFS.setConfiguration:
        case USBDEVFS.reset:
        case USBDEVFS.clearHalt:
          return 0;
        default:
          return -ERRNO.ENOTTY;
      }
    }

    return {
      call(call: Call, memory) {
        const reaps = call.is === "ioctl" && REAPING.includes(call.request & 0xff);
        if (gone && !(reaps && completed.length > 0)) return -ERRNO.ENODEV;
        return call.is === "ioctl" ? ioctl(call.request, call.arg, memory) : -ERRNO.EINVAL;
      },
      closed() {
        programs.delete(shutDown);
        for (const withdraw of pending.values()) withdraw();
        for (const [number, owner] of [...claims]) if (owner === own) claims.delete(number);
        fifo.put(PAGE * completed.length);
      },
    };
  }

  return {
    open,
    unplug() {
      for (const shutDown of programs) shutDown();
      gone = true;
      fifo.take(PAGE);
    },
  };
}

const PAGE = 4096;
/** What a pipe holds on Linux. */
const CAPACITY = 16 * PAGE;

const u32leOf = (bytes: Uint8Array) => decode(u32le, bytes, "interface");
