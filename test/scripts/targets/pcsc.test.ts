import { describe, expect, test } from "vitest";
import type { Pcsc, PcscCard, ReaderState } from "../../../device/io/pcsc.ts";
import { checkPcsc } from "../../../device/io/pcsc-codes.ts";
import { EMPTY, unhex } from "../../../device/wire/bytes.ts";
import { pcscReader, readerNamed } from "../../../scripts/targets/pcsc.ts";
import { virtualWorld } from "../../../simulator/world.ts";

describe("a reader by name", () => {
  const READERS = ["ACS ACR39U ICC Reader 00 00", "ACS ACR39U ICC Reader 01 00", "Gemalto PC Twin Reader 02 00"];
  test("is the one of that name, or the only one that has it in its own, in whatever case", () => {
    expect(readerNamed("ACS ACR39U ICC Reader 00 00", READERS)).toBe(READERS[0]);
    expect(readerNamed("gemalto", READERS)).toBe(READERS[2]);
    expect(readerNamed("Reader 01", READERS)).toBe(READERS[1]);
  });
  test.each<[string, string, readonly string[], string, RegExp]>([
    ["several", "ACR39U", READERS, "config.invalid", /2 readers are called so.*00 00”.*01 00”/],
    ["none", "Sony", READERS, "config.invalid", /no reader is called so; there are: “ACS/],
    ["a slip", "Gemalto PC Tvin Reader 02 00", READERS, "config.invalid", /the nearest is “Gemalto PC Twin/],
    ["no reader at all", "Sony", [], "link.refused", /no reader/],
  ])("%s", (_, wanted, readers, fault, why) => {
    expect(() => readerNamed(wanted, readers)).toThrow(why);
    expect(() => readerNamed(wanted, readers)).toThrow(expect.objectContaining({ fault }) as Error);
  });
});

const RESET_CARD = 0x80100068;
const refuse = (code: number) => {
  checkPcsc(code, "SCardTransmit", "R");
  return EMPTY;
};

/** A service with one reader, and what was called of it. */
function service({
  answers = [] as (() => Uint8Array)[],
  states = [] as ReaderState[],
  begin = () => Promise.resolve(),
}) {
  const calls: string[] = [];
  let wake: (() => void) | undefined;
  const card: Partial<PcscCard> = {
    transmitBytes: () => Promise.resolve().then(() => (answers.shift() ?? (() => unhex("9000")))()),
    begin: () => (calls.push("begin"), begin()),
    end: () => Promise.resolve(void calls.push("end")),
    reconnect: (how) => Promise.resolve(void calls.push(`reconnect ${how}`)),
    disconnect: (how) => Promise.resolve(void calls.push(`disconnect ${how ?? ""}`)),
  };
  const pcsc: Pcsc = {
    readers: () => Promise.resolve(["R"]),
    async change(known, milliseconds) {
      if (milliseconds === 0) return [{ reader: "R", state: 0x22, present: true, atr: unhex("3b00") }];
      const next = states.shift();
      if (next) return [next];
      await new Promise<void>((resolve) => (wake = resolve));
      return known.length === 0 ? [] : undefined;
    },
    cancel: () => wake?.(),
    connect: () => Promise.resolve(card as PcscCard),
    close: () => Promise.resolve(void calls.push("close")),
  };
  const world = virtualWorld(1);
  const run = <T>(work: Promise<T>) => world.run(work);
  return { calls, clock: world.clock, run, open: () => Promise.resolve(pcsc) };
}

const state = (count: number, present: boolean): ReaderState => ({
  reader: "R",
  state: (count << 16) | (present ? 0x20 : 0x10),
  present,
});

test("a session has its turn from connecting to letting go, and leaves the card reset", async () => {
  const { calls, clock, open, run } = service({});
  const reader = await pcscReader("R", clock, { open });
  const held = await run(reader.connect());
  expect(await held.transmitBytes(unhex("00a40000"))).toEqual(unhex("9000"));
  await run(held.reset());
  await held.disconnect();
  await reader.close();
  expect(calls).toEqual(["begin", "end", "reconnect reset", "begin", "end", "disconnect reset", "close", "close"]);
});

test("a card that another program has reset is taken again, and the command is not sent by itself", async () => {
  const { calls, clock, open, run } = service({ answers: [() => refuse(RESET_CARD)] });
  const held = await run((await pcscReader("R", clock, { open })).connect());
  expect(await run(held.transmitBytes(unhex("00a40000")))).toBe("reset");
  expect(calls).toEqual(["begin", "reconnect leave", "begin"]);
});

test("another program that keeps the card to itself is told as one, in time", async () => {
  const { clock, open, run } = service({ begin: () => new Promise<never>(() => undefined) });
  const reader = await pcscReader("R", clock, { open });
  await expect(run(reader.connect())).rejects.toMatchObject({
    fault: "link.refused",
    message: /another program holds the card/,
  });
});

test("cards that come and go are told, also those that went between two looks", async () => {
  const states = [state(1, true), state(3, true), state(4, false), { ...state(4, false), state: 0x08 }];
  const { clock, open } = service({ states });
  const reader = await pcscReader("R", clock, { open });
  const seen: boolean[] = [];
  const lost = await new Promise<unknown>((resolve) => void reader.watch((present) => seen.push(present), resolve));
  expect(seen).toEqual([true, false, true, false]);
  expect(lost).toMatchObject({ fault: "link.lost" });
  await reader.close();
});
