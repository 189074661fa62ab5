import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { decode, encode } from "../../../device/wire/codec.ts";
import { lrcHolds, type T1Block, t1Block, turned } from "../../../device/wire/t1.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";
import { t1Blocks } from "../../wire-t1.ts";

const golden = vectors<T1Block>("t1");
const read = (bytes: Uint8Array) => decode(t1Block, bytes, "T=1 block");

describe("T=1 block", () => {
  test.each(golden)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(read(bytes)).toEqual(value);
    expect(hex(encode(t1Block, value))).toBe(hex(bytes));
  });

  test("every block comes back as it was written", () => {
    fc.assert(
      fc.property(t1Blocks, (block) => {
        expect(read(encode(t1Block, block))).toEqual(block);
      }),
    );
  });

  test("whatever is read is written back byte for byte, and all else is malformed", () =>
    refusesOnlyAsMalformed(
      (bytes) => expect(hex(encode(t1Block, read(bytes)))).toBe(hex(bytes)),
      golden.map(({ bytes }) => bytes),
    ));

  test("damage on the line is told from a whole block that means nothing", () => {
    expect(lrcHolds(unhex("00900091"))).toBe(false);
    expect(lrcHolds(unhex("00ff00ff"))).toBe(true);
    expect(() => read(unhex("00ff00ff"))).toThrow(/S-block/);
  });

  test("an answer goes back where the question came from", () => expect(turned(0x21)).toBe(0x12));
});
