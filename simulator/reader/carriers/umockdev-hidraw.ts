import type { Cancel, UsbDevice } from "../../../device/ports.ts";
import { concat } from "../../../device/wire/bytes.ts";
import { u16le, u32le } from "../../../device/wire/codec.ts";
import { type Call, ERRNO, type Memory, type Opened } from "./umockdev-calls.ts";
import type { Fifo } from "./fifo.ts";

/** What the kernel's usbhid and hidraw make of the HID interface, for programs that open /dev/hidraw0. */
export interface Hidraw {
  open(): Opened;
  unplug(): void;
}

export interface HidFacts {
  readonly interface: number;
  readonly endpoint: number;
  readonly vendor: number;
  readonly product: number;
  readonly name: string;
  readonly serial: string;
  readonly report: Uint8Array;
}

/** Numbers of the ioctls of type H (linux/hidraw.h). */
const HIDIOC = { descriptorSize: 1, descriptor: 2, info: 3, name: 4, setFeature: 6, getFeature: 7, serial: 8 } as const;
const TYPE = 0x48;
const BUS_USB = 3;
const REPORT = 64;
/** As many reports the kernel keeps for a program that does not read (HIDRAW_BUFFER_SIZE). */
const KEPT = 64;
const FEATURE = 3;

/** `fifo` stands for the device in the program's poll(): one byte for each report that waits. */
export function hidraw(device: UsbDevice, facts: HidFacts, fifo: Fifo): Hidraw {
  const queues = new Set<Uint8Array[]>();
  let gone = false;
  let withdraw: Cancel = () => undefined;

  /** The kernel asks the device for reports as long as anybody has it open. */
  const listen = () => {
    withdraw = device.in(facts.endpoint, REPORT, (report) => {
      if (!report) return;
      for (const queue of queues) {
        if (queue.length >= KEPT) continue;
        queue.push(report);
        fifo.put(1);
      }
      if (queues.size > 0) queueMicrotask(listen);
    });
  };

  const request = (type: number, number: number, id: number, length: number, data = new Uint8Array(0)) =>
    device.control({ type, request: number, value: (FEATURE << 8) | id, index: facts.interface, length }, data);

  async function ioctl(request_: number, arg: bigint, memory: Memory): Promise<number> {
    if (((request_ >> 8) & 0xff) !== TYPE) return -ERRNO.ENOTTY;
    const size = (request_ >>> 16) & 0x3fff;
    const text = (value: string) => {
      const bytes = concat(new TextEncoder().encode(value), Uint8Array.of(0)).subarray(0, size);
      memory.put(arg, bytes);
      return bytes.length;
    };
    switch (request_ & 0xff) {
      case HIDIOC.descriptorSize:
        memory.put(arg, u32le.write(facts.report.length));
        return 0;
      case HIDIOC.descriptor:
        memory.put(arg, concat(u32le.write(facts.report.length), facts.report));
        return 0;
      case HIDIOC.info:
        memory.put(arg, concat(u32le.write(BUS_USB), u16le.write(facts.vendor), u16le.write(facts.product)));
        return 0;
      case HIDIOC.name:
        return text(facts.name);
      case HIDIOC.serial:
        return text(facts.serial);
      case HIDIOC.getFeature: {
        const [id = 0] = await memory.fetch(arg, 1);
        const said = request(0xa1, 0x01, id, size - 1);
        if (!said) return -ERRNO.EPIPE;
        memory.put(arg, concat(Uint8Array.of(id), said));
        return 1 + said.length;
      }
      case HIDIOC.setFeature: {
        const [id = 0, ...data] = await memory.fetch(arg, size);
        return request(0x21, 0x09, id, data.length, Uint8Array.from(data)) ? size : -ERRNO.EPIPE;
      }
      default:
        return -ERRNO.ENOTTY;
    }
  }

  async function answer(call: Call, memory: Memory, queue: Uint8Array[]): Promise<number> {
    if (gone) return -ERRNO.ENODEV;
    if (call.is === "ioctl") return ioctl(call.request, call.arg, memory);
    if (call.is === "read") {
      const report = queue.shift()?.subarray(0, call.length);
      if (!report) return -ERRNO.EAGAIN;
      fifo.take(1);
      memory.put(call.at, report);
      return report.length;
    }
    // The first byte is the number of the report, 0 where there is only one.
    const bytes = await memory.fetch(call.at, call.length);
    return device.out(facts.endpoint, bytes.slice(1)) ? bytes.length : -ERRNO.EPIPE;
  }

  return {
    open() {
      const queue: Uint8Array[] = [];
      queues.add(queue);
      if (queues.size === 1 && !gone) listen();
      return {
        call: (call, memory) => answer(call, memory, queue),
        closed() {
          queues.delete(queue);
          fifo.take(queue.length);
          if (queues.size === 0) withdraw();
        },
      };
    },
    unplug() {
      gone = true;
      withdraw();
      // A byte for each of them ends its poll(); the read that follows says that the device is gone.
      fifo.put(1);
    },
  };
}
