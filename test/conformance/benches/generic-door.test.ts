import { describe, expect, test } from "vitest";
import { type CardReader, genericDoor, type HeldCard, PATIENCE } from "../../../conformance/benches/generic-door.ts";
import { DeviceError } from "../../../device/errors.ts";
import { recorder } from "../../../device/trace.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { virtualWorld } from "../../../simulator/world.ts";

const ATR = unhex("3b00");
const OK = unhex("9000");
const SELECT = unhex("00a4040000");

/** A reader that is a few functions, each of which a test may put otherwise. */
function door(card: Partial<HeldCard> = {}, reader: Partial<CardReader> = {}) {
  const world = virtualWorld(1);
  const trace = recorder(world.clock);
  const held: HeldCard = {
    atr: ATR,
    transmitBytes: () => Promise.resolve(OK),
    reset: () => Promise.resolve(ATR),
    disconnect: () => Promise.resolve(),
    ...card,
  };
  const own = genericDoor({
    clock: world.clock,
    trace,
    reader: {
      name: "a reader",
      connect: () => Promise.resolve(held),
      watch: () => () => undefined,
      close: () => Promise.resolve(),
      ...reader,
    },
  });
  const seen = () =>
    trace.events.flatMap((event) =>
      event.channel === "card" ? [`${event.is}${"bytes" in event ? ` ${event.bytes}` : ""}`] : [],
    );
  return { ...world, door: own, seen, run: <T>(work: Promise<T>) => world.run(work) };
}

const notReady = () => new DeviceError("slot.notReady", { reader: "a reader" });
const never = () => new Promise<never>(() => undefined);

describe("what passes is recorded", () => {
  test("ATR, command, response, reset", async () => {
    const { door: own, seen, run } = door();
    const connection = await run(own.connect());
    expect(hex(await run(connection.transmitBytes(SELECT)))).toBe("9000");
    await run(connection.reset());
    expect(seen()).toEqual(["reset 3b00", "command 00a4040000", "response 9000", "reset 3b00"]);
  });
  test("cards that come and go, as the reader noticed them", () => {
    let tell: (present: boolean) => void = () => undefined;
    const watch: CardReader["watch"] = (changed) => {
      tell = changed;
      return () => undefined;
    };
    const { seen } = door({}, { watch });
    tell(true);
    tell(false);
    expect(seen()).toEqual(["inserted", "removed"]);
  });
});

describe("a card that another program resets", () => {
  const resetting = (...answers: (Uint8Array | "reset")[]) =>
    door({ transmitBytes: () => Promise.resolve(answers.shift() ?? OK) });
  test("before anything was said to it: the command is sent again", async () => {
    const { door: own, seen, run } = resetting("reset", OK);
    const connection = await run(own.connect());
    await run(connection.transmitBytes(SELECT));
    expect(seen()).toEqual([
      ...["reset 3b00", "command 00a4040000", "reset 3b00"],
      ...["command 00a4040000", "response 9000"],
    ]);
  });
  test.each<[string, (Uint8Array | "reset")[]]>([
    ["in the midst of a session: what was selected and verified is gone, and the session with it", [OK, "reset"]],
    ["again and again: once is enough", ["reset", "reset"]],
  ])("%s", async (_, answers) => {
    const { door: own, run } = resetting(...answers);
    const connection = await run(own.connect());
    const both = async () => {
      await connection.transmitBytes(SELECT);
      await connection.transmitBytes(SELECT);
    };
    await expect(run(both())).rejects.toMatchObject({ fault: "link.lost" });
  });
});

describe("no wait is without end", () => {
  test("a card that comes late is taken; one that never comes is asked for", async () => {
    let tries = 0;
    const late = door({}, { connect: () => (++tries < 4 ? Promise.reject(notReady()) : never()) });
    await expect(late.run(late.door.connect())).rejects.toMatchObject({ fault: "link.silent" });
    expect(tries).toBe(4);
    const none = door({}, { connect: () => Promise.reject(notReady()) });
    await expect(none.run(none.door.connect())).rejects.toMatchObject({ fault: "slot.notReady" });
  });
  test("a card that does not answer is silent, and the fault names the command without its data", async () => {
    const { door: own, run, clock } = door({ transmitBytes: never });
    const connection = await run(own.connect());
    const from = clock.now();
    const asked = run(connection.transmitBytes(unhex("0020008004313233349000")));
    await expect(asked).rejects.toMatchObject({ fault: "link.silent", message: /00200080 within 30 s/ });
    expect(clock.now() - from).toBe(PATIENCE.answer * 1000);
  });
  test("a reader that is gone ends what runs on the bench", async () => {
    const gone = new DeviceError("link.lost", { link: "a reader" });
    const { door: own } = door({}, { watch: (_, lost) => (lost(gone), () => undefined) });
    await expect(own.failed).rejects.toBe(gone);
  });
  test("closing takes a session's end that fails for an end, and leaves the reader to others", async () => {
    let closed = 0;
    const { door: own, run } = door(
      { disconnect: () => Promise.reject(notReady()) },
      { close: () => Promise.resolve(closed++).then(() => undefined) },
    );
    await run(own.connect());
    await run(own.close());
    expect(closed).toBe(1);
  });
});
