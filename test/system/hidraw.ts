import { execFileSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { createServer, type Socket } from "node:net";
import { dirname, join, relative } from "node:path";
import type { ByteStream } from "../../device/ports.ts";

/**
 * A HID device that is not there: umockdev's preload library shows it to a program as /dev/hidraw0 and sends what the program does
 * with it here, over a socket (libumockdev 0.17, src/ioctl.vala and libumockdev-preload.c: three numbers of eight bytes a message).
 */
export interface MockHidraw {
  /** For the environment of the program that shall see the device. */
  readonly env: Readonly<Record<string, string>>;
  /** The device's own end: one report a chunk, without its number. */
  readonly reports: ByteStream;
}

/** Vendor's usage page; one report in, one out, 64 bytes each. */
const DESCRIPTOR = Buffer.from("0600ff0901a1010902150026ff007508954081020903150026ff00750895409102c0", "hex");

const HIDIOCGRDESCSIZE = 0x80044801n;
const HIDIOCGRDESC = 0x90044802n;
const EAGAIN = 11n;

const MESSAGE = { ioctl: 1n, done: 3n, real: 4n, fetch: 5n, put: 6n, read: 7n, write: 8n } as const;

export async function mockHidraw(root: string, serial: string): Promise<MockHidraw> {
  layOut(root, serial);
  const fifo = join(root, "dev", "hidraw0");
  execFileSync("mkfifo", [fifo]);
  // The sticky bit tells the library that this stands for a character device.
  chmodSync(fifo, 0o1666);
  // One byte in it for each report that waits makes poll() tell the truth.
  const waiting = openSync(fifo, constants.O_RDWR | constants.O_NONBLOCK);
  const queue: Uint8Array[] = [];
  let take: (report: Uint8Array) => void = () => undefined;
  const sockets = new Set<Socket>();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    void serve(socket);
  });
  await new Promise<void>((resolve) => server.listen(join(root, "ioctl", "dev", "hidraw0"), resolve));

  async function serve(socket: Socket): Promise<void> {
    const next = reader(socket);
    const say = (...numbers: readonly bigint[]) => {
      const bytes = Buffer.alloc(8 * numbers.length);
      numbers.forEach((number, i) => bytes.writeBigUInt64LE(BigInt.asUintN(64, number), 8 * i));
      socket.write(bytes);
    };
    const put = (at: bigint, bytes: Uint8Array) => {
      say(MESSAGE.put, at, BigInt(bytes.length));
      socket.write(bytes);
    };
    const done = (result: number, errno = 0n) => say(MESSAGE.done, BigInt(result), errno);
    for (;;) {
      const head = await next(24);
      if (!head) return;
      const [type, a, b] = [0, 8, 16].map((at) => head.readBigUInt64LE(at)) as [bigint, bigint, bigint];
      if (type === MESSAGE.ioctl && a === HIDIOCGRDESCSIZE) {
        const size = Buffer.alloc(4);
        size.writeUInt32LE(DESCRIPTOR.length);
        put(b, size);
        done(0);
      } else if (type === MESSAGE.ioctl && a === HIDIOCGRDESC) {
        const described = Buffer.alloc(4 + DESCRIPTOR.length);
        described.writeUInt32LE(DESCRIPTOR.length);
        DESCRIPTOR.copy(described, 4);
        put(b, described);
        done(0);
      } else if (type === MESSAGE.read) {
        const report = queue.shift();
        if (!report) done(-1, EAGAIN);
        else {
          readSync(waiting, Buffer.alloc(1));
          put(a, report);
          done(report.length);
        }
      } else if (type === MESSAGE.write) {
        say(MESSAGE.fetch, a, b);
        const bytes = await next(Number(b));
        if (!bytes) return;
        done(bytes.length);
        take(Uint8Array.from(bytes.subarray(1)));
      } else done(-1, 25n);
    }
  }

  return {
    env: { UMOCKDEV_DIR: root, LD_PRELOAD: "libumockdev-preload.so.0" },
    reports: {
      write(report) {
        queue.push(report.slice());
        writeSync(waiting, Buffer.of(1));
      },
      onBytes: (heard) => void (take = heard),
      onClose: () => undefined,
      async close() {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
        closeSync(waiting);
      },
    },
  };
}

/** Exactly so many bytes, when they have come; nothing once the other end has gone. */
function reader(socket: Socket): (length: number) => Promise<Buffer | undefined> {
  let held = Buffer.alloc(0);
  let over = false;
  let wake: () => void = () => undefined;
  socket.on("data", (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  socket.on("close", () => {
    over = true;
    wake();
  });
  return async (length) => {
    while (held.length < length) {
      if (over) return undefined;
      await new Promise<void>((resolve) => (wake = resolve));
    }
    const bytes = held.subarray(0, length);
    held = held.subarray(length);
    return bytes;
  };
}

/** The part of /sys that hidapi and libudev read of such a device. */
function layOut(root: string, serial: string): void {
  const usb = join(root, "sys", "devices", "pci0000:00", "usb1", "1-1");
  const face = join(usb, "1-1:1.1");
  const hid = join(face, "0003:1209:0001.0001");
  const raw = join(hid, "hidraw", "hidraw0");
  const file = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  };
  const link = (path: string, to: string) => {
    mkdirSync(dirname(path), { recursive: true });
    mkdirSync(to, { recursive: true });
    symlinkSync(relative(dirname(path), to), path);
  };
  const bus = (name: string) => join(root, "sys", "bus", name);
  file(join(usb, "uevent"), "DEVTYPE=usb_device\nPRODUCT=1209/1/100\n");
  const facts = {
    idVendor: "1209",
    idProduct: "0001",
    bcdDevice: "0100",
    manufacturer: "shikaku",
    product: "reader",
    serial,
  };
  for (const [name, value] of Object.entries(facts)) file(join(usb, name), `${value}\n`);
  link(join(usb, "subsystem"), bus("usb"));
  file(join(face, "uevent"), "DEVTYPE=usb_interface\n");
  file(join(face, "bInterfaceNumber"), "01\n");
  link(join(face, "subsystem"), bus("usb"));
  file(
    join(hid, "uevent"),
    `HID_ID=0003:00001209:00000001\nHID_NAME=shikaku reader\nHID_PHYS=usb-1/input1\nHID_UNIQ=${serial}\n`,
  );
  file(join(hid, "report_descriptor"), DESCRIPTOR);
  link(join(hid, "subsystem"), bus("hid"));
  file(join(raw, "uevent"), "MAJOR=240\nMINOR=0\nDEVNAME=hidraw0\n");
  file(join(raw, "dev"), "240:0\n");
  link(join(raw, "subsystem"), join(root, "sys", "class", "hidraw"));
  link(join(raw, "device"), hid);
  link(join(root, "sys", "class", "hidraw", "hidraw0"), raw);
  mkdirSync(join(root, "ioctl", "dev"), { recursive: true });
  mkdirSync(join(root, "dev", ".node"), { recursive: true });
  symlinkSync("240:0", join(root, "dev", ".node", "hidraw0"));
}
