import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { fromUtf8, hex, unhex, utf8 } from "../../../device/wire/bytes.ts";
import type { CardState } from "../../../simulator/card/card.ts";
import { wander } from "../../fuzz/commands.ts";
import { dice } from "../../fuzz/dice.ts";
import { expect as oracle, modelOf } from "../../fuzz/oracle.ts";
import { preyOf } from "../../fuzz/survey.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { AP, cardOfPersona, hand, triesOf, verify } from "./hand.ts";

const { card, contents } = preyOf("hanako");

/** A life of so many commands that mean something, and the state after each. */
function life(seed: number, length: number): readonly (readonly [Uint8Array, CardState, Uint8Array])[] {
  const chance = dice(seed);
  let [state, model] = [card.initial, modelOf(contents)];
  return Array.from({ length }, () => {
    const command = wander(chance, model, contents);
    const [next, response] = card.transact(state, command);
    model = oracle(contents, model, command).after(response.subarray(0, -2));
    state = next;
    return [command, next, response] as const;
  });
}

const malformed = (bytes: Uint8Array) => {
  try {
    card.load(bytes);
  } catch (error) {
    return isFault(error, "peer.malformed") ? error.message : error;
  }
  return "loaded";
};

describe("a saved card", () => {
  test("answers as if it had never been away, wherever it was saved", () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(39), (seed, cut) => {
        const lived = life(seed, 40);
        let again = cardOfPersona("hanako").load(card.save(lived[cut]?.[1] ?? card.initial));
        for (const [command, state, response] of lived.slice(cut + 1)) {
          const [next, same] = card.transact(again, command);
          expect(hex(same)).toBe(hex(response));
          expect(next).toEqual(state);
          again = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  test("is the same bytes for the same state", () => {
    const state = life(3, 30).at(-1)?.[1] ?? card.initial;
    expect(hex(card.save(card.load(card.save(state))))).toBe(hex(card.save(state)));
  });

  test("that was pulled in the middle has done the command or has not; a wrong secret always counts", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        let before = card.initial;
        for (const [, after] of life(seed, 40)) {
          const torn = card.tear(before, after);
          const ends = [card.reset(before), { ...card.reset(after), drawn: before.drawn }];
          expect(ends).toContainEqual(torn);
          for (const [at, left] of Object.entries(torn.tries)) expect(left).toBeLessThanOrEqual(after.tries[at] ?? 0);
          before = after;
        }
      }),
      { numRuns: 60 },
    );
  });

  test("keeps a changed PIN and a used-up counter", () => {
    const held = hand(card);
    for (const step of [AP.jpki, verify(0x18, "1234"), "002401980435363738"]) expect(held.sw(step)).toBe("9000");
    for (let i = 0; i < 5; i++) held.send(verify(0x1b, "WRONG1"));
    held.reset();
    const again = hand(card, card.load(card.save(held.state)));
    again.send(AP.jpki);
    expect(again.sw(verify(0x18, "5678"))).toBe("9000");
    expect(again.sw(triesOf(0x1b))).toBe("63c0");
    expect(again.sw(verify(0x1b, "ABC123"))).toBe("6984");
  });

  test.each([
    ["nothing", "", /not JSON/],
    ["another thing", `{"a":1}`, /shikakuCard/],
    ["a later version", (text: string) => text.replace(`"shikakuCard":1`, `"shikakuCard":2`), /shikakuCard/],
    ["a field too many", (text: string) => text.replace("{", `{"more":1,`), /not JSON|more/],
    ["an application it does not have", (text: string) => text.replace("cardManager", "licence"), /application/],
    ["more tries than there ever are", (text: string) => text.replace(`"jpki/0018":3`, `"jpki/0018":4`), /tries/],
    ["a counter too few", (text: string) => text.replace(`"jpki/0018":3,`, ""), /tries/],
    ["tries of what is blocked for ever", (text: string) => text.replace(`"text/0012":0`, `"text/0012":1`), /tries/],
    [
      "a secret that no one could have set",
      (text: string) => text.replace(`"changed":{}`, `"changed":{"jpki/0018":"x"}`),
      /changed/,
    ],
    ["a file that is not there", (text: string) => text.replace(`"ef":null`, `"ef":3`), /ef/],
    [
      "a certificate that was verified as a secret",
      (text: string) => text.replace(`"verified":[]`, `"verified":[10]`),
      /verified/,
    ],
  ])("is not %s", (_, change, why) => {
    const honest = fromUtf8(card.save(card.initial));
    const text = typeof change === "string" ? change : change(honest);
    expect(text).not.toBe(honest);
    expect(malformed(utf8(text))).toMatch(why);
  });

  test("is nobody else's", () => {
    expect(malformed(cardOfPersona("taro").save(cardOfPersona("taro").initial))).toMatch(/another card/);
  });

  test("is refused as malformed and in no other way, however it was hurt", () =>
    refusesOnlyAsMalformed(
      (bytes) => card.load(bytes),
      [card.save(card.initial), card.save(card.transact(card.initial, unhex(AP.jpki))[0])],
    ));
});
