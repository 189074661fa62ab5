import { expect, test } from "vitest";
import { sleep, type FrameDevice } from "../../device/ports.ts";
import { memoryLink } from "../../device/reader/memory-link.ts";
import { recorder } from "../../device/trace.ts";
import { readerHost } from "../../conformance/host.ts";
import { virtualWorld } from "../../simulator/world.ts";

/** A reader that says this to whatever it is asked. */
const saying = (...frame: number[]): FrameDevice => {
  let send: (frame: Uint8Array) => void = () => undefined;
  return {
    receive: () => send(Uint8Array.from(frame)),
    onFrame: (sender) => {
      send = sender;
      return () => undefined;
    },
  };
};

test.each([
  [
    "a message of a later version, or of the maker's own, is passed over",
    [0xff, 0x6a, 0x03, 0x80, 0x01, 0x05],
    undefined,
  ],
  ["a known message that is malformed is a fault of the line", [0xff, 0x51, 0x01, 0x00], "peer.malformed"],
  ["a host's own message with no meaning is one too", [0xff, 0x2f, 0x00], "peer.malformed"],
])("%s", async (_, frame, fault) => {
  const world = virtualWorld(1);
  const { clock, random } = world;
  const transport = memoryLink(saying(...frame), clock);
  const trace = recorder(clock, []);
  const host = readerHost({ transport, trace, random, authority: () => Promise.resolve(undefined) });
  await world.run(host.hello().then(() => sleep(clock, 10)));
  expect(host.fault()?.fault).toBe(fault);
  expect(trace.events.filter(({ is }) => is === "received")).toHaveLength(1);
});
