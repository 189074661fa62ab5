import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { concat, hex, unhex } from "../../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs, encodeTlv, find } from "../../../device/wire/tlv.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<{ tag: string; value: Uint8Array }>("tlv");

/** Tags of one, two and three bytes that BER can spell. */
const tags = fc.oneof(
  fc.nat(255).filter((tag) => (tag & 0x1f) !== 0x1f),
  fc.tuple(fc.nat(7), fc.nat(0x7f)).map(([top, low]) => (((top << 5) | 0x1f) << 8) | low),
  fc
    .tuple(fc.nat(7), fc.nat(0x7f), fc.nat(0x7f))
    .map(([top, a, b]) => (((top << 5) | 0x1f) << 16) | ((0x80 | a) << 8) | b),
);
const objects = fc.array(
  fc.record({ tag: tags, value: fc.uint8Array({ maxLength: 300 }) }, { noNullPrototype: true }),
  {
    maxLength: 5,
  },
);

describe("BER-TLV", () => {
  test.each(golden)("$name: writes and reads the golden bytes", ({ bytes, value }) => {
    const tag = parseInt(value.tag, 16);
    expect(hex(encodeTlv(tag, value.value))).toBe(hex(bytes));
    expect(decodeTlvs(bytes)).toEqual([{ tag, value: value.value }]);
  });

  test("64 KiB take a length of three bytes (X.690 §8.1.3.5)", () => {
    const long = encodeTlv(0x04, new Uint8Array(65_536));
    expect(hex(long.subarray(0, 6))).toBe("048301000000");
    expect(decodeTlv(long)).toMatchObject({ tag: 4, end: 65_541 });
  });

  test("objects side by side read back in order", () => {
    fc.assert(
      fc.property(objects, (some) => {
        const bytes = concat(...some.map(({ tag, value }) => encodeTlv(tag, value)));
        expect(decodeTlvs(bytes)).toEqual(some);
      }),
    );
  });

  test("whatever is accepted has this one spelling", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        let found;
        try {
          found = decodeTlvs(bytes);
        } catch {
          return;
        }
        expect(hex(concat(...found.map(({ tag, value }) => encodeTlv(tag, value))))).toBe(hex(bytes));
      }),
      { numRuns: 5000 },
    );
  });

  test("random and hurt bytes end only in the named fault", () => {
    refusesOnlyAsMalformed(
      decodeTlvs,
      golden.map(({ bytes }) => bytes),
    );
  });

  test("one object can be read from a file that is filled up with FF", () => {
    const file = concat(encodeTlv(0xff20, unhex("df220131")), unhex("ffffffff"));
    expect(decodeTlv(file)).toEqual({ tag: 0xff20, value: unhex("df220131"), end: 7 });
    expect(decodeTlv(file, 3)).toEqual({ tag: 0xdf22, value: unhex("31"), end: 7 });
    expect(() => decodeTlvs(file)).toThrow();
  });

  test.each([
    ["04", "ends inside a tag or length", 1],
    ["ff", "ends inside a tag or length", 1],
    ["0480", "length byte 80", 1],
    ["0484000000", "length byte 84", 1],
    ["04817f" + "00".repeat(127), "a length that is longer than it need be", 1],
    ["048200ff" + "00".repeat(255), "a length that is longer than it need be", 1],
    ["0402aa", "length 2, 1 bytes left", 1],
    ["1f8181810100", "a tag of more than three bytes", 0],
    ["04000402aa", "length 2, 1 bytes left", 3],
  ])("%s is malformed, and says where", (digits, why, at) => {
    try {
      decodeTlvs(unhex(digits));
    } catch (error) {
      expect(isFault(error, "peer.malformed") && error.context).toEqual({ what: "BER-TLV", why, at });
      return;
    }
    throw new Error("accepted");
  });

  test("find gives the first of its tag", () => {
    const found = decodeTlvs(unhex("8001018001028200"));
    expect(find(found, 0x80)).toEqual(unhex("01"));
    expect(find(found, 0x82)).toEqual(unhex(""));
    expect(find(found, 0x81)).toBeUndefined();
  });
});
