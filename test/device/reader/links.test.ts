import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openSerial } from "../../../device/io/serial.ts";
import { openPty } from "../../../simulator/reader/carriers/pty.ts";
import { openTcp, serveTcp } from "../../../device/io/tcp.ts";
import { openHid } from "../../../device/io/hid.ts";
import type { ByteStream } from "../../../device/ports.ts";
import { hidTransport, serveHid } from "../../../device/reader/hid-link.ts";
import { memoryLink } from "../../../device/reader/memory-link.ts";
import { memoryWire } from "../../../device/reader/memory-wire.ts";
import { serveStream, streamTransport } from "../../../device/reader/stream-link.ts";
import { tracedTransport } from "../../../device/reader/traced-transport.ts";
import { recorder } from "../../../device/trace.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { frame } from "../../../device/wire/face-frame.ts";
import { hidReports } from "../../../device/wire/hid-frame.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { fakeHid } from "../io/fake-hid.ts";
import { streamPair } from "./stream-pair.ts";
import { byteWire, echo, type OpenedLink, take, transportContract } from "./transport-contract.ts";

const overMemory = (latency?: number) => (): Promise<OpenedLink> => {
  const world = virtualWorld(1);
  const link = memoryLink(echo(), world.clock, latency);
  return Promise.resolve({ link, unplug: () => link.unplug(), run: (work) => world.run(work) });
};
transportContract("memory", overMemory());
transportContract("memory behind a slow cable", overMemory(20));

const overStream = (piece?: number) => (): Promise<OpenedLink> => {
  const { near, far, cut } = streamPair(piece);
  const told: Uint8Array[] = [];
  serveStream(echo(), far);
  const link = streamTransport(near, { onGarbage: (skipped) => told.push(skipped) });
  return Promise.resolve({ link, unplug: cut, wire: byteWire((bytes) => far.write(bytes), frame, told) });
};
transportContract("a stream", overStream());
transportContract("a stream byte by byte", overStream(1));
transportContract("a traced stream", async () => {
  const opened = await overStream()();
  return { ...opened, link: tracedTransport(opened.link, recorder(virtualWorld(1).clock)) };
});

transportContract("TCP", async () => {
  const told: Uint8Array[] = [];
  let far: ByteStream | undefined;
  const server = await serveTcp(0, (stream) => {
    far = stream;
    serveStream(echo(), stream);
  });
  const open = async () =>
    streamTransport(await openTcp("127.0.0.1", server.port), { onGarbage: (skipped) => told.push(skipped) });
  const link = await open();
  // The server has it once something has come back.
  await link.send(Uint8Array.of(1));
  await take(link, 2);
  return {
    link,
    unplug: async () => far?.close(),
    wire: byteWire((bytes) => far?.write(bytes), frame, told),
    reopen: open,
    end: () => server.close(),
  };
});

if (process.platform !== "win32")
  transportContract("a serial port", async () => {
    const told: Uint8Array[] = [];
    const folder = mkdtempSync(join(tmpdir(), "shikaku-tty-"));
    const path = join(folder, "tty");
    const plugIn = async () => {
      const pty = await openPty(path);
      serveStream(echo(), pty);
      return pty;
    };
    let pty = await plugIn();
    const open = async () => streamTransport(await openSerial(path), { onGarbage: (skipped) => told.push(skipped) });
    return {
      link: await open(),
      unplug: () => pty.close(),
      wire: byteWire((bytes) => pty.write(bytes), frame, told),
      async reopen() {
        pty = await plugIn();
        return open();
      },
      async end() {
        await pty.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  });

transportContract("HID", async () => {
  const told: Uint8Array[] = [];
  const usb = fakeHid({ vendorId: 0x1209, productId: 1, path: "a", serialNumber: "1" });
  serveHid(echo(), usb.far);
  const channel = 0x01020304;
  const open = async () =>
    hidTransport(await openHid({ vendor: 0x1209, product: 1 }, usb.load), channel, {
      onGarbage: (skipped) => told.push(skipped),
    });
  const link = await open();
  const reports = (payload: Uint8Array) => hidReports(channel, payload);
  const [first = new Uint8Array(), second = first] = reports(new Uint8Array(300));
  return {
    link,
    unplug: () => usb.unplug(),
    wire: {
      write: (report) => usb.far.write(report),
      pieces: reports,
      // A later report that nothing began, one that is cut short, one of another program.
      garbage: [second, first.slice(0, 20), ...hidReports(7, new Uint8Array(300))],
      lie: first,
      told,
    },
    reopen: open,
  };
});

test("noise between two frames on a stream is told and skipped", async () => {
  const { near, far } = streamPair(3);
  const noise: string[] = [];
  const link = streamTransport(near, { onGarbage: (skipped) => noise.push(hex(skipped)) });
  far.write(frame(unhex("01")));
  far.write(unhex("00fa00"));
  far.write(frame(unhex("02")));
  const frames: string[] = [];
  for await (const received of link.frames) if (frames.push(hex(received)) === 2) break;
  expect(frames).toEqual(["01", "02"]);
  expect(noise.join("")).toBe("00fa00");
});

test("a trace has every frame once, and how the link ended", async () => {
  const world = virtualWorld(1);
  const trace = recorder(world.clock);
  const { near, far, cut } = streamPair();
  serveStream(echo(), far);
  const link = tracedTransport(streamTransport(near), trace);
  const reading = (async () => {
    for await (const received of link.frames) if (received.length === 2) cut();
  })();
  await link.send(unhex("0102"));
  await expect(reading).rejects.toThrow(/disconnected/);
  await link.close();
  const said = trace.events.flatMap((event) => (event.channel === "host" ? [event.is] : []));
  expect(said).toEqual(["opened", "sent", "received", "received", "lost"]);
});

test("a host that was killed in the middle of a frame keeps the next one on that line waiting for no more than a second", async () => {
  const world = virtualWorld(1);
  const [near, far] = memoryWire(world.clock);
  serveStream(echo(), far, { clock: world.clock });
  near.write(frame(new Uint8Array(4000)).subarray(0, 100));
  const link = streamTransport(near, { clock: world.clock });
  await link.send(Uint8Array.of(1, 2, 3));
  const began = world.clock.now();
  const heard = await world.run(
    (async () => {
      for await (const said of link.frames) return hex(said);
      return "nothing";
    })(),
  );
  expect(heard).toBe("010203");
  expect(world.clock.now() - began).toBeLessThan(1_500_000);
});
