import { describe, expect, test } from "vitest";
import { hex } from "../../../device/wire/bytes.ts";
import { decode, encode } from "../../../device/wire/codec.ts";
import { features, type PinVerify, pinVerify } from "../../../device/wire/pin-verify.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const structures = vectors<PinVerify>("pin-verify");
const lists = vectors<[number, number][]>("pcsc-features");

describe("PC/SC part 10", () => {
  test.each(structures)("$name: the structure reads and writes as golden bytes", ({ bytes, value }) => {
    expect(decode(pinVerify, bytes, "PIN_VERIFY_STRUCTURE")).toEqual(value);
    expect(hex(encode(pinVerify, value))).toBe(hex(bytes));
  });

  test.each(lists)("$name: the list of features reads and writes as golden bytes", ({ bytes, value }) => {
    expect([...decode(features, bytes, "features")]).toEqual(value);
    expect(hex(encode(features, new Map(value)))).toBe(hex(bytes));
  });

  test("anything else is malformed", () => {
    refusesOnlyAsMalformed(
      (bytes) => decode(pinVerify, bytes, "structure"),
      structures.map(({ bytes }) => bytes),
    );
    refusesOnlyAsMalformed(
      (bytes) => decode(features, bytes, "features"),
      lists.map(({ bytes }) => bytes),
    );
  });
});
