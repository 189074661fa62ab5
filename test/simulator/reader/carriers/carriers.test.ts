import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startCcidReader } from "../../../../device/firmware/ccid-reader.ts";
import { startUsbReader } from "../../../../device/firmware/usb-reader.ts";
import { openSerial } from "../../../../device/io/serial.ts";
import { systemClock } from "../../../../device/io/system-clock.ts";
import { openTcp, serveTcp } from "../../../../device/io/tcp.ts";
import type { ByteStream, FrameDevice, UsbDevice } from "../../../../device/ports.ts";
import { escapeStream } from "../../../../device/reader/escape-link.ts";
import { hidTransport } from "../../../../device/reader/hid-link.ts";
import { streamTransport } from "../../../../device/reader/stream-link.ts";
import { hex, unhex } from "../../../../device/wire/bytes.ts";
import { encodeSerial, serialFramer } from "../../../../device/wire/serial-frame.ts";
import { openPty } from "../../../../simulator/reader/carriers/pty.ts";
import { openUmockdev } from "../../../../simulator/reader/carriers/umockdev.ts";
import { usbip } from "../../../../simulator/reader/carriers/usbip.ts";
import { streamPair } from "../../../device/reader/stream-pair.ts";
import { echo, type OpenedLink, transportContract } from "../../../device/reader/transport-contract.ts";
import { cardContract, type OpenedReader, pad, scripted } from "./card-contract.ts";
import { attach, directHost, type UsbHost } from "./usb-host.ts";
import { openUsbfs } from "./umockdev-host.ts";
import { ccidExchange, escapeOf, reportsOf } from "./usb-programs.ts";

const clock = systemClock();

/** The one device that stands behind every carrier here. */
function composite(frames: FrameDevice = echo()) {
  const [slot, pinPad] = [scripted(), pad()];
  const reader = startUsbReader({ slot, pinPad, clock, serial: "SHK-1" });
  reader.serve(frames);
  return { reader, slot, pinPad };
}

interface Plugged {
  readonly host: UsbHost;
  readonly unplug: () => void | Promise<void>;
  readonly plugAgain?: () => Promise<UsbHost>;
  readonly end: () => Promise<void>;
}
type Plug = (device: UsbDevice) => Promise<Plugged>;

const inMemory: Plug = (device) =>
  Promise.resolve({
    host: directHost(device),
    unplug: () => device.detached(),
    end: () => Promise.resolve(),
  });

const overPieces =
  (piece?: number): Plug =>
  async (device) => {
    const { near, far, cut } = streamPair(piece);
    const server = usbip(device);
    server.connect(far);
    const host = await attach(near);
    return { host, unplug: cut, end: () => host.close() };
  };

const overTcp: Plug = async (device) => {
  const carrier = usbip(device);
  const server = await serveTcp(0, (stream) => carrier.connect(stream));
  const plug = async () => attach(await openTcp("127.0.0.1", server.port));
  const host = await plug();
  return {
    host,
    async unplug() {
      carrier.unplug();
      await host.lost;
    },
    plugAgain() {
      carrier.plug();
      return plug();
    },
    end: () => server.close(),
  };
};

/** The usbfs of umockdev; its real preload library, libusb and pcscd are in test/system. */
const overUsbfs: Plug = async (device) => {
  const folder = mkdtempSync(join(tmpdir(), "shikaku-usbfs-"));
  const mocked = await openUmockdev(join(folder, "usb"), device);
  const host = await openUsbfs(mocked.env["UMOCKDEV_DIR"] ?? "");
  return {
    host,
    unplug: () => host.close(),
    plugAgain: () => openUsbfs(mocked.env["UMOCKDEV_DIR"] ?? ""),
    async end() {
      host.close();
      await mocked.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const CARRIERS: readonly (readonly [string, Plug])[] = [
  ["USB in memory", inMemory],
  ["USB/IP", overPieces()],
  ["USB/IP byte by byte", overPieces(1)],
  ["USB/IP on TCP", overTcp],
  ...(process.platform === "win32" ? [] : ([["umockdev's usbfs", overUsbfs]] as const)),
];

for (const [name, plug] of CARRIERS) {
  cardContract(name, async (): Promise<OpenedReader> => {
    const { reader, slot, pinPad } = composite();
    const { host, end } = await plug(reader.device);
    return {
      ...{ slot, pad: pinPad, interrupts: true },
      ask: async (message) => hex(await ccidExchange(host, unhex(message))),
      async movement() {
        const said = hex((await host.in(2, 8).data) ?? new Uint8Array());
        return said === "5003" ? "in" : "out";
      },
      async end() {
        await reader.stop();
        await end();
      },
    };
  });

  transportContract(`HID by ${name}`, async (): Promise<OpenedLink> => {
    const { reader } = composite();
    const plugged = await plug(reader.device);
    const reports = reportsOf(plugged.host);
    const end = async () => {
      await reader.stop();
      await plugged.end();
    };
    const { plugAgain } = plugged;
    return {
      link: hidTransport(reports, 7),
      async unplug() {
        await plugged.unplug();
        reports.cut();
      },
      ...(plugAgain ? { reopen: async () => hidTransport(reportsOf(await plugAgain()), 8) } : {}),
      end,
    };
  });

  transportContract(`CCID Escape by ${name}`, async (): Promise<OpenedLink> => {
    const { reader } = composite();
    const plugged = await plug(reader.device);
    const stream = escapeStream(escapeOf(plugged.host), clock);
    return {
      link: streamTransport(stream),
      async unplug() {
        await plugged.unplug();
        await stream.close();
      },
      async end() {
        await reader.stop();
        await plugged.end();
      },
    };
  });
}

/** The same reader as a GemPC PinPad. */
function onSerialLine(far: ByteStream, near: ByteStream): OpenedReader {
  const [slot, pinPad] = [scripted(), pad()];
  const reader = startCcidReader({ slot, pinPad, clock, kind: "gempc-pinpad", stream: far });
  const framer = serialFramer();
  const answers: string[] = [];
  const movements: ("in" | "out")[] = [];
  let wake: () => void = () => undefined;
  near.onBytes((chunk) => {
    for (const item of framer.feed(chunk)) {
      if (item.is === "frame") answers.push(hex(item.message));
      if (item.is === "moved") movements.push(item.present ? "in" : "out");
    }
    wake();
  });
  const next = async <T>(from: T[]): Promise<T> => {
    for (;;) {
      const item = from.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => {
        const before = wake;
        wake = () => {
          before();
          resolve();
        };
      });
    }
  };
  return {
    ...{ slot, pad: pinPad, interrupts: false },
    async ask(message) {
      near.write(encodeSerial({ is: "frame", message: unhex(message) }));
      expect(await next(answers)).toBe(message);
      return next(answers);
    },
    movement: () => next(movements),
    async end() {
      await reader.stop();
      await near.close();
    },
  };
}

cardContract("a serial line in memory", () => {
  const { near, far } = streamPair();
  return Promise.resolve(onSerialLine(far, near));
});
cardContract("a serial line byte by byte", () => {
  const { near, far } = streamPair(1);
  return Promise.resolve(onSerialLine(far, near));
});
if (process.platform !== "win32")
  cardContract("a pty", async () => {
    const pty = await openPty();
    return onSerialLine(pty, await openSerial(pty.path));
  });

const needsFifo = test.skipIf(process.platform === "win32");

needsFifo("two programs on usbfs: an interface is one's at a time, and the next one's when he has gone", async () => {
  const { reader } = composite();
  const plugged = await overUsbfs(reader.device);
  const first = plugged.host as Awaited<ReturnType<typeof openUsbfs>>;
  const second = (await plugged.plugAgain?.()) as typeof first;
  const CLAIM = 0x8004550f;
  // Any program may have the number of the interface in its memory; a control transfer leaves zeros at the first place.
  await first.control({ type: 0, request: 9, value: 0, index: 0, length: 0 });
  await second.control({ type: 0, request: 9, value: 0, index: 0, length: 0 });
  const ZERO = 0x1000n + 4n;
  expect([await first.ioctl(CLAIM, ZERO), await second.ioctl(CLAIM, ZERO)]).toEqual([0, -16]);
  expect(await first.ioctl(CLAIM, ZERO)).toBe(0);
  expect(await first.ioctl(0x1234, 0n)).toBe(-25);
  first.close();
  let again = -16;
  while (again === -16) again = await second.ioctl(CLAIM, ZERO);
  expect(again).toBe(0);
  second.close();
  await reader.stop();
  await plugged.end();
});

needsFifo(
  "what waits at usbfs when the plug is pulled ends and can be fetched, and every other call is refused",
  async () => {
    const { reader } = composite();
    const folder = mkdtempSync(join(tmpdir(), "shikaku-usbfs-"));
    const mocked = await openUmockdev(join(folder, "usb"), reader.device);
    const host = await openUsbfs(mocked.env["UMOCKDEV_DIR"] ?? "");
    const waiting = host.in(3, 64);
    await host.control({ type: 0, request: 9, value: 1, index: 0, length: 0 });
    mocked.unplug();
    expect(await waiting.data).toBeUndefined();
    const [REAP_NOW, RESET] = [0x4008550d, 0x5514];
    expect([await host.ioctl(REAP_NOW, 0x1000n), await host.ioctl(RESET, 0n)]).toEqual([-19, -19]);
    host.close();
    await reader.stop();
    await mocked.close();
    rmSync(folder, { recursive: true, force: true });
  },
);

needsFifo("umockdev's folder is made, refused when something is in it, and taken away", async () => {
  const { reader } = composite();
  const folder = mkdtempSync(join(tmpdir(), "shikaku-usbfs-"));
  const mocked = await openUmockdev(join(folder, "usb"), reader.device);
  await expect(openUmockdev(folder, reader.device)).rejects.toMatchObject({ fault: "file.refused" });
  await mocked.close();
  const again = await openUmockdev(folder, reader.device);
  await again.close();
  expect(existsSync(folder)).toBe(false);
  await reader.stop();
});

test("a USB/IP host finds the reader in the list, and a second one is told that it is taken", async () => {
  const { reader } = composite();
  const carrier = usbip(reader.device);
  const server = await serveTcp(0, (stream) => carrier.connect(stream));
  const list = async () => {
    const stream = await openTcp("127.0.0.1", server.port);
    const reply = new Promise<string>((resolve) => stream.onBytes((chunk) => resolve(hex(chunk))));
    stream.write(unhex("0111800500000000"));
    const said = await reply;
    await stream.close();
    return said;
  };
  const free = await list();
  expect(free.slice(0, 24)).toBe("011100050000000000000001");
  // Vendor and product; then class, subclass and protocol of both interfaces.
  expect(free).toContain("12090001");
  expect(free.slice(-16)).toBe("0b00000003000000");
  const first = await attach(await openTcp("127.0.0.1", server.port));
  const second = await attach(await openTcp("127.0.0.1", server.port));
  expect([first.entry?.length, second.entry]).toEqual([312, undefined]);
  expect(await list()).toBe("011100050000000000000000");
  expect((await attach(await openTcp("127.0.0.1", server.port), "9-9")).entry).toBeUndefined();
  await reader.stop();
  await server.close();
});

test("a USB/IP host that speaks something else is hung up on, and the next one is served", async () => {
  const { reader } = composite();
  const carrier = usbip(reader.device);
  const server = await serveTcp(0, (stream) => carrier.connect(stream));
  for (const nonsense of ["0111999900000000", "474554202f20485454502f312e310d0a"]) {
    const stream = await openTcp("127.0.0.1", server.port);
    const closed = new Promise<void>((resolve) => stream.onClose(resolve));
    stream.write(unhex(nonsense));
    await closed;
  }
  const taken = await attach(await openTcp("127.0.0.1", server.port));
  expect(taken.entry).toHaveLength(312);
  await reader.stop();
  await server.close();
});
