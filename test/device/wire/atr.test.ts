import { describe, expect, test } from "vitest";
import { atr, type Atr, ifscOf, protocolsOf, showAtr } from "../../../device/wire/atr.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { decode, encode } from "../../../device/wire/codec.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<Atr>("atr");
const read = (bytes: Uint8Array) => decode(atr, bytes, "ATR");

describe("answer to reset", () => {
  test.each(golden)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(read(bytes)).toEqual(value);
    expect(hex(encode(atr, value))).toBe(hex(bytes));
  });

  test("whatever is read is written back byte for byte, and all else is malformed", () =>
    refusesOnlyAsMalformed(
      (bytes) => expect(hex(encode(atr, read(bytes)))).toBe(hex(bytes)),
      golden.map(({ bytes }) => bytes),
    ));

  test("a card says which protocols it has and how long a block may be", () => {
    const contact = read(unhex("3bda13ff8131fb468012392f31c173c601c03b"));
    expect(protocolsOf(contact)).toEqual([1]);
    expect(ifscOf(contact)).toBe(251);
    const contactless = read(unhex("3b888001000041e0b381a1003b"));
    expect(protocolsOf(contactless)).toEqual([0, 1]);
    expect(ifscOf(contactless)).toBe(32);
    expect(protocolsOf(read(unhex("3b7f12000044564e205445434820526576353376")))).toEqual([0]);
  });

  test("a person can read it", () => {
    expect(showAtr(read(unhex("3bda13ff8131fb468012392f31c173c601c03b")))).toBe(
      "direct · T=1 · TA1 13 TC1 ff · TA3 fb TB3 46 · historical 8012392f31c173c601c0",
    );
  });

  test("a wrong check byte is not let through", () => {
    expect(() => read(unhex("3b888001000041e0b381a1003c"))).toThrow(/TCK is wrong/);
  });
});
