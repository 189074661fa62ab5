import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import {
  ascii,
  concat,
  equal,
  fromAscii,
  fromUtf8,
  hex,
  startsWith,
  unhex,
  utf8,
  xor,
} from "../../../device/wire/bytes.ts";

const bytes = fc.uint8Array({ maxLength: 200 });

describe("bytes", () => {
  test("hex is what Buffer writes, and reads back", () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(hex(some)).toBe(Buffer.from(some).toString("hex"));
        expect(unhex(hex(some))).toEqual(some);
      }),
    );
  });

  test("hex may be spaced and in capitals, but not odd or of other letters", () => {
    expect(unhex(" 00 A4\n04 0c ")).toEqual(Uint8Array.of(0, 0xa4, 4, 0x0c));
    for (const wrong of ["0", "0g", "0x00", "-1", "００"]) expect(() => unhex(wrong)).toThrow(RangeError);
  });

  test("parts side by side are as Buffer puts them", () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 5 }), (parts) => {
        expect(hex(concat(...parts))).toBe(Buffer.concat(parts).toString("hex"));
      }),
    );
  });

  test("equal and startsWith tell the first differing byte and the shorter one", () => {
    const some = Uint8Array.of(1, 2, 3);
    expect(equal(some, Uint8Array.of(1, 2, 3))).toBe(true);
    expect(equal(some, Uint8Array.of(1, 2, 4))).toBe(false);
    expect(equal(some, Uint8Array.of(1, 2))).toBe(false);
    expect(startsWith(some, Uint8Array.of(1, 2))).toBe(true);
    expect(startsWith(some, Uint8Array.of(2))).toBe(false);
    expect(startsWith(Uint8Array.of(1), some)).toBe(false);
  });

  test("ASCII reads back, and refuses what would be cut short", () => {
    const letters = String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));
    expect(fromAscii(ascii(letters))).toBe(letters);
    expect(() => ascii("暗")).toThrow(RangeError);
    expect(fromAscii(new Uint8Array(300_000).fill(0x41))).toHaveLength(300_000);
  });

  test("UTF-8 keeps a byte order mark and refuses what is none", () => {
    expect(fromUtf8(utf8("\ufeff資格𠮟"))).toBe("\ufeff資格𠮟");
    expect(() => fromUtf8(unhex("e8b3"))).toThrow(TypeError);
  });

  test("xor of the CCID serial example", () => {
    // Gemplus serial framing, GetSlotStatus: the last byte is the exclusive or of all before it.
    expect(xor(unhex("03 06 65 00 00 00 00 00 00 00 00 00"))).toBe(0x60);
  });
});
