import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import {
  bytes,
  type Codec,
  constant,
  decode,
  encode,
  layout,
  named,
  rest,
  sized,
  text,
  u16,
  u16le,
  u32,
  u32le,
  u8,
} from "../../../device/wire/codec.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const CODECS: Record<string, Codec<never>> = {
  u8,
  u16,
  u16le,
  u32,
  u32le,
  text,
  sized: sized(u16, rest),
  layout: layout({ first: u8, second: u16, third: u32le }),
} as Record<string, Codec<unknown>> as Record<string, Codec<never>>;

const codecOf = (name: string) => {
  const codec = CODECS[name];
  if (!codec) throw new Error(`no codec ${name}`);
  return codec;
};

describe("codec", () => {
  const golden = vectors<never, { codec: string }>("codec");

  test.each(golden)("$name: writes and reads the golden bytes", ({ codec, bytes, value }) => {
    expect(hex(encode(codecOf(codec), value))).toBe(hex(bytes));
    expect(decode(codecOf(codec), bytes, "it")).toEqual(value);
  });

  test.each([
    [u8, 1],
    [u16, 2],
    [u16le, 2],
    [u32, 4],
    [u32le, 4],
  ] as const)("an integer of its size reads back, others are refused", (codec, size) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** (8 * size) - 1 }), (value) => {
        expect(decode(codec, encode(codec, value), "it")).toBe(value);
      }),
    );
    for (const wrong of [-1, 0.5, 2 ** (8 * size), NaN]) expect(() => encode(codec, wrong)).toThrow(RangeError);
  });

  test("every layout reads back what it wrote", () => {
    const letter = layout({
      kind: named(u8, { question: 1, answer: 2 }),
      mark: constant(unhex("face")),
      id: bytes(3),
      title: sized(u8, text),
      tail: rest,
    });
    const letters = fc.record(
      {
        kind: fc.constantFrom("question" as const, "answer" as const),
        mark: fc.constant(undefined),
        id: fc.uint8Array({ minLength: 3, maxLength: 3 }),
        title: fc.string({ unit: "grapheme", maxLength: 10 }),
        tail: fc.uint8Array(),
      },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(letters, (value) => {
        expect(decode(letter, encode(letter, value), "letter")).toEqual(value);
      }),
    );
    refusesOnlyAsMalformed(
      (from) => decode(letter, from, "letter"),
      [encode(letter, { kind: "answer", mark: undefined, id: unhex("010203"), title: "題", tail: unhex("ff") })],
    );
  });

  test.each([
    ["a field cut short", layout({ first: u8, second: u16 }), "0102", "2 bytes wanted, 1 left", 1],
    ["bytes behind the last field", layout({ first: u8 }), "0102", "1 bytes too many", 1],
    [
      "a sized field with too much in it",
      layout({ pad: u8, body: sized(u8, u8) }),
      "00020102",
      "1 bytes too many in a sized field",
      3,
    ],
    [
      "a sized field that ends early",
      layout({ pad: u16, body: sized(u8, u16) }),
      "00000101",
      "2 bytes wanted, 1 left",
      3,
    ],
    ["a number without a name", layout({ pad: u8, kind: named(u8, { one: 1 }) }), "0002", "2 has no name", 1],
    ["another constant", layout({ pad: u8, mark: constant(unhex("face")) }), "00facf", "face wanted", 1],
    ["text that is not UTF-8", layout({ pad: u8, name: text }), "00e8b3", "not UTF-8", 1],
  ] as const)("%s is malformed, and says where", (_, codec, digits, why, at) => {
    const error = caught(() => decode(codec as Codec<unknown>, unhex(digits), "it"));
    expect(isFault(error, "peer.malformed") && error.context).toEqual({ what: "it", why, at });
  });

  test("a name that is not declared cannot be written", () => {
    expect(() => encode(named(u8, { one: 1 }) as Codec<string>, "two")).toThrow(RangeError);
    expect(() => encode(bytes(2), unhex("01"))).toThrow(RangeError);
  });

  test("what is read does not share memory with the frame it came from", () => {
    const frame = unhex("0102");
    const value = decode(rest, frame, "it");
    frame.fill(0);
    expect(hex(value)).toBe("0102");
  });
});

function caught(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was refused");
}
