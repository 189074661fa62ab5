import { describe, expect, test } from "vitest";
import { caseLine, FLOOD, type LineMemory, SETTLING } from "../../../conformance/benches/case-line.ts";
import { DeviceError, isFault } from "../../../device/errors.ts";
import type { Transport } from "../../../device/ports.ts";
import { frameQueue } from "../../../device/reader/frame-queue.ts";
import { recorder } from "../../../device/trace.ts";
import { decodeFace, encodeFace, type FaceMessage } from "../../../device/wire/face.ts";
import { virtualWorld } from "../../../simulator/world.ts";

/** A line whose far end is in the test's hand. */
function bench(memory: Partial<LineMemory> = {}, hear: (message: FaceMessage, say: Say) => void = () => undefined) {
  const world = virtualWorld(1);
  const { clock } = world;
  const frames = frameQueue<Uint8Array>();
  const sent: string[] = [];
  let closed = 0;
  const say: Say = (message, after = 0) =>
    void clock.after(after, () => frames.push(message instanceof Uint8Array ? message : encodeFace(message)));
  const transport: Transport = {
    frames,
    send(frame) {
      const message = decodeFace(frame);
      sent.push(message.is);
      hear(message, say);
      return Promise.resolve();
    },
    close() {
      closed++;
      frames.end();
      return Promise.resolve();
    },
  };
  const trace = recorder(clock);
  const remembered: LineMemory = { earlier: [5, 8], open: undefined, cardThere: false, ...memory };
  const line = caseLine({ transport, memory: remembered, clock, trace, name: "line" });
  const got: string[] = [];
  let fault: unknown;
  const reading = (async () => {
    for await (const frame of line.frames) got.push(decodeFace(frame).is);
  })().catch((error: unknown) => void (fault = error));
  return {
    world,
    line,
    say,
    sent,
    trace,
    got,
    memory: remembered,
    reading,
    frames,
    closed: () => closed,
    fault: () => fault,
  };
}
type Say = (message: FaceMessage | Uint8Array, after?: number) => void;

const ENDED: FaceMessage = { is: "ended", reception: 7, reason: "cancelledByHost" };
const LEFT: FaceMessage = { is: "cardLeft", reception: 7 };
const marks = (events: readonly { channel: string; is: string; mark?: string }[]) =>
  events.flatMap(({ channel, mark }) => (channel === "clock" && mark ? [mark] : []));

test("a reception that was left open is cancelled, and what comes of it reaches nobody", async () => {
  const { world, line, sent, say, got, memory } = bench({ open: 7 }, (message, answer) => {
    if (message.is === "cancel") answer(ENDED, 400);
  });
  say({ is: "prompt", reception: 7, screen: "enterPin" }, 100);
  await world.run(line.settle(() => Promise.resolve()));
  expect(sent).toEqual(["cancel"]);
  expect(got).toEqual([]);
  expect(memory.open).toBeUndefined();
});

test("a card that was left is asked away, and only then", async () => {
  const { world, line, say, got } = bench({ cardThere: true });
  let asked = 0;
  const remove = () => {
    asked++;
    say({ is: "cardRemoved" }, 2000);
    return Promise.resolve();
  };
  await world.run(line.settle(remove));
  expect({ asked, got }).toEqual({ asked: 1, got: [] });

  const another = bench();
  await another.world.run(another.line.settle(() => Promise.reject(new Error("there is none"))));
});

test("hands that cannot take it away stop the case before it begins", async () => {
  const { world, line } = bench({ cardThere: true });
  const nobody = () => Promise.reject(new DeviceError("operator.notOffered", { intent: "removeCard", by: "nobody" }));
  await expect(world.run(line.settle(nobody))).rejects.toThrow(/removeCard/);
});

test("a line that never falls silent is not waited for longer than it says", async () => {
  const { world, line, say, got } = bench();
  for (let at = 0; at < 2 * SETTLING.quietWithin; at += 100) say({ is: "cardPlaced" }, at);
  const begun = world.clock.now();
  await world.run(line.settle(() => Promise.resolve()));
  expect(world.clock.now() - begun).toBe(SETTLING.quietWithin * 1000);
  expect(got).toEqual([]);
});

test("a frame of an earlier case is told of and not judged; one of a reception that nobody began is judged", async () => {
  const { world, line, say, got, trace } = bench();
  await world.run(line.settle(() => Promise.resolve()));
  say(LEFT);
  say({ ...LEFT, reception: 4 });
  say({ ...LEFT, reception: 8 });
  await world.run(new Promise<void>((resolve) => void world.clock.after(10, resolve)));
  expect(got).toEqual(["cardLeft", "cardLeft"]);
  expect(marks(trace.events)).toEqual([expect.stringContaining("frame of an earlier case ff5d")]);
});

test("a case that ends in the middle of a reception cancels it, unheard", async () => {
  const { world, line, sent, got } = bench({}, (message, answer) => {
    if (message.is === "cancel") answer({ ...ENDED, reception: 9 }, 50);
  });
  await world.run(line.settle(() => Promise.resolve()));
  await line.send(encodeFace({ ...BEGIN, reception: 9 }));
  await world.run(line.close());
  await line.close();
  expect(sent).toEqual(["begin", "cancel"]);
  expect(got).toEqual([]);
});

describe("a flood ends the line in a fault of the vendor's", () => {
  test("of frames", async () => {
    const { world, line, say, fault, reading, closed } = bench();
    await world.run(line.settle(() => Promise.resolve()));
    for (let i = 0; i <= 2 * FLOOD.framesASecond; i++) say({ is: "cardPlaced" });
    await world.run(reading);
    expect(isFault(fault(), "peer.unexpected")).toBe(true);
    expect(closed()).toBe(1);
    await expect(line.send(encodeFace({ is: "hello", version: 1 }))).rejects.toThrow(/frames in one second/);
  });

  test("of garbage, piece by piece", async () => {
    const { world, line, fault, reading } = bench();
    await world.run(line.settle(() => Promise.resolve()));
    for (let i = 0; i <= FLOOD.garbage; i += 1024) line.garbage(new Uint8Array(1024));
    await world.run(reading);
    expect(isFault(fault(), "peer.unexpected")).toBe(true);
  });
});

test("a line that is lost says so to the case", async () => {
  const { world, line, frames, fault, reading } = bench();
  await world.run(line.settle(() => Promise.resolve()));
  frames.fail(new DeviceError("link.lost", { link: "line" }));
  await world.run(reading);
  expect(isFault(fault(), "link.lost")).toBe(true);
});

const BEGIN: FaceMessage & { is: "begin" } = {
  is: "begin",
  reception: 1,
  nonce: new Uint8Array(32),
  challenge: new Uint8Array(32),
  methods: ["pin"],
  consents: [],
  language: "ja",
  askPrescription: "no",
};
