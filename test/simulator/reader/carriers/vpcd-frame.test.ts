import { fc } from "../../../draws.ts";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../../../../device/wire/bytes.ts";
import { vpcdAnswer, vpcdReader } from "../../../../simulator/reader/carriers/vpcd-frame.ts";

const readAll = (...chunks: readonly Uint8Array[]) => {
  const seen: string[] = [];
  const take = vpcdReader((message) => seen.push(message.is === "apdu" ? hex(message.bytes) : message.is));
  for (const chunk of chunks) take(chunk);
  return seen;
};

// As vsmartcard's vpcd.c sends them: power on, ATR, an APDU, reset, power off.
const SESSION = unhex("000101000104000500a404000000010200010000017f");

describe("what vpcd says", () => {
  test("orders and APDUs, in order", () => {
    expect(readAll(SESSION)).toEqual(["powerOn", "atr", "00a4040000", "reset", "powerOff", "unknown"]);
  });

  test("is the same however the stream is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: SESSION.length }), { maxLength: 8 }), (cuts) => {
        const edges = [0, ...[...cuts].sort((a, b) => a - b), SESSION.length];
        const chunks = edges.slice(1).map((end, i) => SESSION.subarray(edges[i], end));
        expect(readAll(...chunks)).toEqual(readAll(SESSION));
      }),
    );
  });

  test("a message of no bytes is no order", () => {
    expect(readAll(unhex("0000"))).toEqual(["unknown"]);
  });
});

test("an answer carries its length, and nothing is longer than the length can say", () => {
  expect(hex(vpcdAnswer(unhex("9000")))).toBe("00029000");
  expect(hex(vpcdAnswer(new Uint8Array()))).toBe("0000");
  expect(() => vpcdAnswer(new Uint8Array(65_536))).toThrow(RangeError);
});
