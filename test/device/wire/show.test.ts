import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { encodeCommand } from "../../../device/wire/apdu.ts";
import { ascii, unhex } from "../../../device/wire/bytes.ts";
import { showApdu, showFace, showResponse } from "../../../device/wire/show.ts";
import { vectors } from "../../vectors.ts";

describe("bytes shown to a person", () => {
  test.each([
    ["00A4040C0AD392F000260100000001", "SELECT AP jpki want nothing"],
    ["00A4040C03D39210", "SELECT AP D39210… (visual, text, juki, common) want nothing"],
    ["00A4020C020018", "SELECT EF id 18 want nothing"],
    ["00B0010000", "READ BINARY offset 256 le 256"],
    ["002000800431323334", "VERIFY reference 80 secret ****"],
    ["00200080", "VERIFY (retry query) reference 80"],
    ["803200800431323334", "CHANGE KEY reference 80 secret ****"],
    ["803400800431323334", "80340080 4 bytes"],
    ["00A404", "Malformed command APDU: 4 bytes wanted, 3 found (byte 3)."],
  ])("%s", (digits, line) => {
    expect(showApdu(unhex(digits))).toBe(line);
  });

  test("answers carry their sentence in either language", () => {
    expect(showResponse(unhex("63C1"))).toBe("63C1 (1 try left)");
    expect(showResponse(unhex("63C2"), "ja")).toBe("63C2 (残り 2 回)");
    expect(showResponse(unhex("6984"), "ja")).toBe("6984 (照合がロックされている)");
    expect(showResponse(unhex("01029000"))).toBe("9000 (done) 2 bytes");
    expect(showResponse(unhex("6F12"))).toBe("6F12");
    expect(showResponse(unhex("90"), "ja")).toContain("形式が不正");
  });

  test("every reader message shows itself in one line of either language", () => {
    for (const { bytes } of vectors("face")) {
      const en = showFace(bytes);
      const ja = showFace(bytes, "ja");
      expect(en).not.toMatch(/Malformed|undefined|\n/);
      expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    }
  });

  test("a PIN is never shown, whichever command carries it and however its lengths are wrong", () => {
    const pin = "314159";
    const carrier = fc.record({
      cla: fc.constantFrom(0x00, 0x08, 0x0c, 0x10, 0x80),
      ins: fc.oneof(fc.constantFrom(0x20, 0x24, 0x2c, 0x32), fc.nat(255)),
      p1: fc.nat(255),
      p2: fc.nat(255),
      cut: fc.nat(3),
      lang: fc.constantFrom("en" as const, "ja" as const),
    });
    fc.assert(
      fc.property(carrier, ({ cut, lang, ...head }) => {
        const bytes = encodeCommand({ ...head, data: ascii(pin) });
        const line = showApdu(bytes.slice(0, bytes.length - cut), lang).replaceAll(" ", "");
        expect(line).not.toContain(pin.slice(0, 4));
        expect(line).not.toContain("33313431");
      }),
    );
  });

  test("any bytes at all show as one line", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        for (const show of [showApdu, showResponse, showFace]) {
          expect(show(bytes)).not.toContain("\n");
          expect(show(bytes, "ja").length).toBeGreaterThan(0);
        }
      }),
    );
  });
});
