import { describe, expect, test } from "vitest";
import { type LineProgram, shim } from "../../../conformance/benches/shim.ts";
import { DeviceError, isFault } from "../../../device/errors.ts";
import { recorder } from "../../../device/trace.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { virtualWorld } from "../../../simulator/world.ts";
import { PERSON } from "../fake-bench.ts";
import { echo, type OpenedLink, take, transportContract } from "../../device/reader/transport-contract.ts";

type Line = Readonly<Record<string, unknown>>;

/** A shim whose other end is a function, started as often as it is asked for. */
function bench(hear: (line: Line, say: (line: unknown) => void) => void, folders?: string) {
  const world = virtualWorld(1);
  const heard: Line[] = [];
  let starts = 0;
  let lines: (text: string) => void = () => undefined;
  let die: (fault: DeviceError) => void = () => undefined;
  const say = (line: unknown) => lines(typeof line === "string" ? line : JSON.stringify(line));
  const start = (): Promise<LineProgram> => {
    starts++;
    return Promise.resolve({
      send(text) {
        const line = JSON.parse(text) as Line;
        heard.push(line);
        queueMicrotask(() => hear(line, say));
      },
      onLine: (take) => void (lines = take),
      onEnd: (end) => void (die = end),
      close: () => Promise.resolve(),
    });
  };
  const own = shim({ name: "shim.py", start, clock: world.clock, ...(folders === undefined ? {} : { folders }) });
  const unplug = () => die(new DeviceError("link.lost", { link: "shim.py (ended with status 1)" }));
  return { ...own, world, heard, say, unplug, starts: () => starts };
}

const REQUEST = { role: "reader", caseId: "RDR-TST-0001", seed: 7, parts: ["patient"] } as const;
const answerAll = (how: string) => (line: Line, say: (line: unknown) => void) => {
  if ("id" in line) say(how === "failed" ? { failed: line["id"], why: "the arm is stuck" } : { [how]: line["id"] });
};

transportContract("a shim", async (): Promise<OpenedLink> => {
  const device = echo();
  const own = bench((line) => {
    if (typeof line["frame"] === "string") device.receive(unhex(line["frame"]));
  });
  device.onFrame((frame) => own.say({ frame: hex(frame) }));
  const open = () => own.line.connect(() => undefined);
  return { link: await open(), unplug: own.unplug, reopen: open };
});

test("a case begins with a line that names it, its people and the folders; one program serves all cases", async () => {
  const { hands, line, heard, starts } = bench(answerAll("done"), "/tmp/oqs");
  await line.connect(() => undefined);
  await hands.begin(REQUEST, { patient: PERSON });
  await line.connect(() => undefined);
  await hands.operator.perform({ intent: "placeCard", persona: "someone" });
  expect(heard).toEqual([
    { case: { caseId: "RDR-TST-0001", seed: 7, cast: { patient: "someone" } }, folders: "/tmp/oqs", id: 1 },
    { intent: "placeCard", persona: "someone", id: 2 },
  ]);
  expect(starts()).toBe(1);
});

test.each([
  ["notOffered", "operator.notOffered"],
  ["failed", "operator.gaveUp"],
])("an act that is answered by %s ends in %s, which is no word against the product", async (how, fault) => {
  const { hands, line } = bench(answerAll(how));
  await line.connect(() => undefined);
  await expect(hands.operator.perform({ intent: "removeCard" })).rejects.toSatisfy(
    (error) => isFault(error) && error.fault === fault,
  );
});

test("what it observes stands in the trace, at our time, and secrets are looked for in it", async () => {
  const { hands, line, say, world } = bench(() => undefined);
  const trace = recorder(world.clock, [{ kind: "pin", person: "hanako", value: "4321" }]);
  await line.connect(() => undefined);
  say({ about: { channels: ["panel", "card"] } });
  expect(await hands.channels()).toEqual(["panel", "card"]);
  const following = await hands.follow(trace);
  say({ observation: { channel: "panel", is: "shown", screen: "enterPin", at: 5, seq: 99 } });
  say({ observation: { channel: "panel", is: "touched", what: "pin 4321" } });
  say({ observation: { channel: "card", is: "command", bytes: "00200080043433323100" } });
  await following.stop();
  say({ observation: { channel: "panel", is: "shown", screen: "idle" } });
  expect(trace.events.slice(1).map(({ channel, is }) => `${channel} ${is}`)).toEqual([
    "panel shown",
    "panel touched",
    "panel secret",
    "card command",
    "card secret",
  ]);
  expect(trace.events[1]).toMatchObject({ seq: 1, at: world.clock.now() });
  expect(JSON.stringify(trace.events)).not.toMatch(/4321|34333231/);
});

describe("a program that misbehaves ends in a fault, and is started anew by the next case", () => {
  test.each([
    ["what is meant for people", "reader found on COM3", "peer.malformed"],
    ["nothing that is known", { hello: 1 }, "peer.malformed"],
    ["half a byte", { frame: "abc" }, "peer.malformed"],
    ["a frame longer than any", { frame: "00".repeat(4097) }, "peer.malformed"],
    ["an observation of nothing", { observation: { channel: "panel", is: "burnt" } }, "peer.malformed"],
    ["an answer to nothing", { done: 12 }, "peer.unexpected"],
  ])("%s", async (_, line, fault) => {
    const own = bench(() => undefined);
    const link = await own.line.connect(() => undefined);
    await own.hands.follow(recorder(own.world.clock));
    const act = own.hands.operator.perform({ intent: "removeCard" });
    const isIt = (error: unknown) => isFault(error) && error.fault === fault;
    const reading = take(link, 1);
    own.say(line);
    await expect(reading).rejects.toSatisfy(isIt);
    await expect(act).rejects.toSatisfy(isIt);
    await own.line.connect(() => undefined);
    expect(own.starts()).toBe(2);
  });

  test("more lines than anybody has", async () => {
    const own = bench(() => undefined);
    await own.line.connect(() => undefined);
    const { failed } = await own.hands.follow(recorder(own.world.clock));
    for (let i = 0; i <= 2_000; i++) own.say({ about: { channels: [] } });
    await expect(failed).rejects.toSatisfy((error) => isFault(error, "peer.unexpected"));
  });

  test("an answer never repeats what stood in the line", async () => {
    const own = bench(() => undefined);
    const link = await own.line.connect(() => undefined);
    own.say("PIN 4321");
    await expect(link.send(Uint8Array.of(1))).rejects.not.toThrow(/4321/);
  });
});
