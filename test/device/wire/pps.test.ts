import { describe, expect, test } from "vitest";
import { hex } from "../../../device/wire/bytes.ts";
import { decode, encode } from "../../../device/wire/codec.ts";
import { type Pps, pps } from "../../../device/wire/pps.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<Pps>("pps");

describe("protocol and parameters selection", () => {
  test.each(golden)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(decode(pps, bytes, "PPS")).toEqual(value);
    expect(hex(encode(pps, value))).toBe(hex(bytes));
  });

  test("whatever is read is written back byte for byte, and all else is malformed", () =>
    refusesOnlyAsMalformed(
      (bytes) => expect(hex(encode(pps, decode(pps, bytes, "PPS")))).toBe(hex(bytes)),
      golden.map(({ bytes }) => bytes),
    ));
});
