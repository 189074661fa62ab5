import { fc } from "../draws.ts";
import { describe, expect, test } from "vitest";
import { channel, chained, correctLe, fetchRemaining, observed } from "../../device/channel.ts";
import { isFault } from "../../device/errors.ts";
import type { Transmit } from "../../device/ports.ts";
import { decodeResponse, encodeCommand } from "../../device/wire/apdu.ts";
import { concat, hex, unhex } from "../../device/wire/bytes.ts";

const READ = { cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 256 };

/** A card that gives these answers one after the other, and what it was sent. */
function script(...answers: string[]) {
  const sent: string[] = [];
  const wire: Transmit = (command) => {
    sent.push(hex(encodeCommand(command)));
    return Promise.resolve(decodeResponse(unhex(answers[sent.length - 1] ?? "6f00")));
  };
  return { wire, sent };
}

describe("a channel of layers", () => {
  test("61xx: the rest waits behind GET RESPONSE, and comes as one answer", async () => {
    const { wire, sent } = script("01026103", "0304056100", "069000");
    const answer = await channel(wire, fetchRemaining)(READ);
    expect(answer).toEqual({ data: unhex("010203040506"), sw: 0x9000 });
    expect(sent).toEqual(["00b0000000", "00c0000003", "00c0000000"]);
  });

  test("61xx for ever is the card's fault, whether it gives bytes or none", async () => {
    const long = `${"00".repeat(256)}6100`;
    for (const wire of [
      () => Promise.resolve(decodeResponse(unhex("6110"))),
      () => Promise.resolve(decodeResponse(unhex(long))),
    ]) {
      const error: unknown = await channel(
        wire,
        fetchRemaining,
      )(READ).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(isFault(error, "peer.unexpected")).toBe(true);
    }
  });

  test("6Cxx: asks once more with the length that the card named, and no third time", async () => {
    const once = script("6c10", "9000");
    expect(await channel(once.wire, correctLe)(READ)).toMatchObject({ sw: 0x9000 });
    expect(once.sent).toEqual(["00b0000000", "00b0000010"]);
    const stubborn = script("6c00", "6c10", "9000");
    expect(await channel(stubborn.wire, correctLe)({ ...READ, le: 4 })).toMatchObject({ sw: 0x6c10 });
    expect(stubborn.sent).toEqual(["00b0000004", "00b0000000"]);
  });

  test("long data go in a chain, all but the last saying that more follow", async () => {
    const { wire, sent } = script("9000", "9000", "aa9000");
    const data = Uint8Array.from({ length: 600 }, (_, i) => i & 0xff);
    const answer = await channel(wire, chained(255))({ cla: 0x80, ins: 0x2a, p1: 0, p2: 0x80, data, le: 256 });
    expect(answer.data).toEqual(unhex("aa"));
    expect(sent.map((apdu) => apdu.slice(0, 10))).toEqual(["902a0080ff", "902a0080ff", "802a00805a"]);
    expect(concat(...sent.map((apdu) => unhex(apdu).slice(5))).length).toBe(601);
    expect(sent.at(-1)).toMatch(/00$/);
  });

  test("a chain is the data, whatever their length", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 900 }),
        fc.integer({ min: 1, max: 255 }),
        async (data, most) => {
          const parts: Uint8Array[] = [];
          const wire: Transmit = ({ cla, data: part }) => {
            parts.push(part ?? new Uint8Array());
            expect(cla).toBe(parts.reduce((sum, { length }) => sum + length, 0) < data.length ? 0x10 : 0x00);
            return Promise.resolve({ data: new Uint8Array(), sw: 0x9000 });
          };
          await channel(wire, chained(most))({ cla: 0, ins: 1, p1: 0, p2: 0, data });
          expect(concat(...parts)).toEqual(data);
          expect(parts.every(({ length }) => length <= most)).toBe(true);
        },
      ),
    );
  });

  test("a chain stops at the first link that is refused; extended lengths are not chained", async () => {
    const data = new Uint8Array(300);
    const refused = script("6884", "9000");
    expect(await channel(refused.wire, chained(255))({ cla: 0, ins: 1, p1: 0, p2: 0, data })).toMatchObject({
      sw: 0x6884,
    });
    expect(refused.sent).toHaveLength(1);
    const extended = script("9000");
    await channel(extended.wire, chained(255))({ cla: 0, ins: 1, p1: 0, p2: 0, data, extended: true });
    expect(extended.sent[0]).toMatch(/^0001000000012c/);
  });

  test("the innermost observer sees what the card sees", async () => {
    const { wire } = script("6c02", "01026101", "039000");
    const seen: string[] = [];
    const card = channel(
      wire,
      fetchRemaining,
      correctLe,
      observed((is, bytes) => seen.push(`${is} ${hex(bytes)}`)),
    );
    expect(await card(READ)).toEqual({ data: unhex("010203"), sw: 0x9000 });
    expect(seen).toEqual([
      "command 00b0000000",
      "response 6c02",
      "command 00b0000002",
      "response 01026101",
      "command 00c0000001",
      "response 039000",
    ]);
  });
});
