import { fc } from "../../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../../device/errors.ts";
import { hex, unhex } from "../../../../device/wire/bytes.ts";
import { decodeShiftJis, encodeShiftJis, shiftJisDoubles } from "../../../../device/wire/oqs/shift-jis.ts";
import vectors from "../../../vectors/shift-jis.json" with { type: "json" };

describe("Windows-31J", () => {
  for (const { name, bytes, value, ...rest } of vectors) {
    test(name, () => {
      expect(decodeShiftJis(unhex(bytes))).toBe(value);
      if (!("readOnly" in rest)) expect(hex(encodeShiftJis(value))).toBe(bytes);
    });
  }

  test("every two-byte character comes back, and has one spelling", () => {
    const characters = new Set(shiftJisDoubles().values());
    for (const character of characters) expect(decodeShiftJis(encodeShiftJis(character))).toBe(character);
    expect(shiftJisDoubles().size).toBe(9604);
  });

  test("a character it lacks is the caller's mistake, with code point and place", () => {
    expect(() => encodeShiftJis("吉田と𠮷田")).toThrow("U+20BB7 (character 3)");
    for (const unmappable of ["〜", "−", "é", "\u0080", "\ud800"]) expect(() => encodeShiftJis(unmappable)).toThrow();
  });

  test("bytes that begin no character are malformed, at their offset", () => {
    for (const [bytes, at] of [
      ["41 80", 1],
      ["41 a0", 1],
      ["41 42 fd 40", 2],
      ["82", 0],
      ["88 9f 81 20", 2],
      ["85 40", 0],
    ] as const) {
      const failure = catching(() => decodeShiftJis(unhex(bytes)));
      expect(isFault(failure, "peer.malformed") && failure.context.at).toBe(at);
    }
  });

  test("random bytes decode, or end in the one fault; what decodes without repeats comes back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const text = catching(() => decodeShiftJis(bytes));
        if (typeof text !== "string") return isFault(text, "peer.malformed");
        return decodeShiftJis(encodeShiftJis(text)) === text;
      }),
    );
  });
});

function catching(act: () => string): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
