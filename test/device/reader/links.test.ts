import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import type { FrameDevice, Transport } from "../../../device/ports.ts";
import { memoryLink } from "../../../device/reader/memory-link.ts";
import { serveStream, streamTransport } from "../../../device/reader/stream-link.ts";
import { tracedTransport } from "../../../device/reader/traced-transport.ts";
import { recorder } from "../../../device/trace.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { frame } from "../../../device/wire/face-frame.ts";
import { virtualWorld, type World } from "../../../simulator/world.ts";
import { streamPair } from "./stream-pair.ts";

/** Says everything twice. */
function echo(): FrameDevice {
  const listeners = new Set<(frame: Uint8Array) => void>();
  return {
    receive: (frame) => [frame, frame].forEach((copy) => listeners.forEach((listener) => listener(copy))),
    onFrame(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

type Open = (world: World) => { link: Transport; unplug: () => void };

const overStream =
  (piece?: number): Open =>
  () => {
    const { near, far, cut } = streamPair(piece);
    serveStream(echo(), far);
    return { link: streamTransport(near), unplug: cut };
  };

const KINDS: [string, Open][] = [
  [
    "memory",
    ({ clock }) => {
      const link = memoryLink(echo(), clock);
      return { link, unplug: () => link.unplug() };
    },
  ],
  [
    "memory behind a slow cable",
    ({ clock }) => {
      const link = memoryLink(echo(), clock, 20);
      return { link, unplug: () => link.unplug() };
    },
  ],
  ["a stream", overStream()],
  ["a stream byte by byte", overStream(1)],
  [
    "a traced stream",
    (world) => {
      const { link, unplug } = overStream()(world);
      return { link: tracedTransport(link, recorder(world.clock)), unplug };
    },
  ],
];

describe.each(KINDS)("the transport over %s", (_, open) => {
  const one = unhex("ff510101");
  const two = new Uint8Array(300).fill(0xfa);

  async function take(link: Transport, count: number): Promise<string[]> {
    const frames: string[] = [];
    for await (const received of link.frames) if (frames.push(hex(received)) === count) break;
    return frames;
  }
  const faultOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error: unknown) => (isFault(error) ? error.fault : "another error"),
    );

  test("carries whole frames in order, both ways", async () => {
    const world = virtualWorld(1);
    const { link } = open(world);
    await link.send(one);
    await link.send(two);
    expect(await world.run(take(link, 4))).toEqual([hex(one), hex(one), hex(two), hex(two)]);
  });

  test("may change its frame after it was sent", async () => {
    const world = virtualWorld(1);
    const { link } = open(world);
    const frame = one.slice();
    const sent = link.send(frame);
    frame.fill(0);
    await sent;
    expect(await world.run(take(link, 1))).toEqual([hex(one)]);
  });

  test("ends after close, which may be called twice", async () => {
    const world = virtualWorld(1);
    const { link } = open(world);
    await link.close();
    await link.close();
    expect(await world.run(take(link, 1))).toEqual([]);
    expect(await faultOf(link.send(one))).toBe("link.lost");
  });

  test("says that it was lost when it is unplugged, to whoever reads and to whoever sends", async () => {
    const world = virtualWorld(1);
    const { link, unplug } = open(world);
    const reading = faultOf(take(link, 1));
    unplug();
    expect(await world.run(reading)).toBe("link.lost");
    expect(await faultOf(link.send(one))).toBe("link.lost");
  });
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
