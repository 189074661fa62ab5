import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import type { CardState } from "../../../simulator/card/card.ts";
import { AP, cardOfPersona, ef, persona, readWhole, signDigest, triesOf, verify } from "./hand.ts";

const card = cardOfPersona("hanako");
const hanako = persona("hanako");

/** Every status word this card has, 63Cx as 63c0; a word outside the list is a mistake of the simulation. */
const WORDS = new Set([
  ...["9000", "63c0", "6300", "66f1", "6700", "6881", "6882", "6981", "6982", "6984", "6985", "6986", "69fc"],
  ...["6a82", "6a83", "6a86", "6a88", "6b00", "6d00", "6e00"],
]);
const wordOf = (response: Uint8Array) => hex(response.slice(-2)).replace(/^63c.$/, "63c0");

const command = fc.constantFrom(
  ...Object.values(AP),
  ...[0x01, 0x06, 0x0a, 0x16, 0x17, 0x18, 0x1b].map(ef),
  ...[0x01, 0x02, 0x05, 0x0a].map(readWhole),
  ...[0x11, 0x12, 0x18, 0x1b].map(triesOf),
  verify(0x18, "1234"),
  verify(0x18, "9999"),
  verify(0x12, hanako.numberB),
  verify(0x12, hanako.numberA),
  signDigest(0x17, "00".repeat(32)),
  "802a049720" + "11".repeat(32) + "00",
  "0084000010",
  "00a4020c020016",
  "002401980434333231",
  "00b0000000",
);

const anything = fc.oneof(
  { weight: 6, arbitrary: command.map(unhex) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 300 }) },
  // Known commands with one byte hurt come further in than random bytes.
  {
    weight: 2,
    arbitrary: fc.tuple(command, fc.nat(), fc.nat(255)).map(([known, at, to]) => {
      const bytes = unhex(known);
      bytes[at % bytes.length] = to;
      return bytes;
    }),
  },
);

describe("whatever bytes come, the card", () => {
  test("answers with a status word it has, and is still a card", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 30 }), (commands) => {
        let state = card.initial;
        for (const bytes of commands) {
          const [next, response] = card.transact(state, bytes);
          state = next;
          expect(WORDS, hex(bytes)).toContain(wordOf(response));
          if (wordOf(response) !== "9000") expect(response.length).toBe(2);
        }
        expect(Object.values(state.tries).every((left) => left >= 0 && left <= 10)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  /** Not an assertion for each: there are a million of them. */
  const strangers = (state: CardState, heads: Iterable<readonly number[]>, tails: readonly string[]) => {
    const found: string[] = [];
    const ends = tails.map(unhex);
    for (const head of heads)
      for (const end of ends) {
        const bytes = Uint8Array.of(...head, ...end);
        if (!WORDS.has(wordOf(card.transact(state, bytes)[1]))) found.push(hex(bytes));
      }
    return found;
  };
  const pairs = function* (make: (high: number, low: number) => readonly number[]) {
    for (let pair = 0; pair <= 0xffff; pair++) yield make(pair >> 8, pair & 0xff);
  };

  test("knows an answer to every class and instruction", () => {
    const heads = pairs((cla, ins) => [cla, ins, 0, 0]);
    expect(strangers(card.initial, heads, ["", "00", "0411223344", "0211220000"])).toEqual([]);
  });

  test.each([
    ["00a4", "020016"],
    ["00b0", "10"],
    ["00b2", "10"],
    ["0020", "0431323334"],
    ["0020", ""],
    ["0024", "0434333231"],
    ["0084", "10"],
    ["0088", "01aa00"],
    ["00ca", "00"],
    ["0082", "01aa"],
    ["80a2", "01aa"],
    ["80ae", "01aa"],
  ])("knows an answer to every P1 and P2 of %s with %j", (instruction, tail) => {
    let inside = card.initial;
    for (const step of [AP.jpki, verify(0x18, "1234"), ef(0x0a)]) inside = card.transact(inside, unhex(step))[0];
    const heads = pairs((p1, p2) => [...unhex(instruction), p1, p2]);
    expect(strangers(inside, heads, [tail])).toEqual([]);
  });

  test("is the same card after being written down and read back between any two commands", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), (commands) => {
        const twin = cardOfPersona("hanako");
        let live = card.initial;
        let stored = JSON.stringify(twin.initial);
        for (const bytes of commands) {
          const [next, response] = card.transact(live, bytes);
          const [other, same] = twin.transact(JSON.parse(stored) as CardState, bytes);
          live = next;
          stored = JSON.stringify(other);
          expect(hex(same)).toBe(hex(response));
        }
        expect(JSON.parse(stored)).toEqual(live);
      }),
      { numRuns: 60 },
    );
  });

  test("never gives a protected file to someone who verified nothing", () => {
    const secrets = /^(0020|0024|0082)/;
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), (commands) => {
        let state = card.initial;
        for (const bytes of commands.filter((bytes) => !secrets.test(hex(bytes)))) {
          const [next, response] = card.transact(state, bytes);
          state = next;
          const text = hex(response);
          for (const secret of [hanako.numberA, hanako.numberB, "資格　花子"])
            expect(text).not.toContain(Buffer.from(secret).toString("hex"));
        }
        expect(state.verified).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
