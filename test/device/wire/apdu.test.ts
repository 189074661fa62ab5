import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import {
  type CommandApdu,
  decodeCommand,
  decodeResponse,
  encodeCommand,
  encodeResponse,
  type ResponseApdu,
} from "../../../device/wire/apdu.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";
import { commandApdus } from "../../wire-values.ts";

const golden = vectors<{ command: CommandApdu } | { response: ResponseApdu }>("apdu");
const head = { cla: 0, ins: 0xb0, p1: 0, p2: 0 };

describe("APDU", () => {
  test.each(golden)("$name: writes and reads the golden bytes", ({ bytes, value }) => {
    if ("command" in value) {
      expect(hex(encodeCommand(value.command))).toBe(hex(bytes));
      expect(decodeCommand(bytes)).toEqual(value.command);
    } else {
      expect(hex(encodeResponse(value.response))).toBe(hex(bytes));
      expect(decodeResponse(bytes)).toEqual(value.response);
    }
  });

  test("a command in any of the seven cases reads back, nothing added and nothing lost", () => {
    fc.assert(
      fc.property(commandApdus, (command) => {
        expect(decodeCommand(encodeCommand(command))).toEqual(command);
      }),
      { numRuns: 3000 },
    );
  });

  test("whatever is accepted has this one spelling", () => {
    const shaped = fc
      .tuple(fc.uint8Array({ minLength: 4, maxLength: 4 }), fc.nat(12), fc.uint8Array({ maxLength: 14 }))
      .map(([start, lc, more]) => Uint8Array.of(...start, lc, ...more));
    fc.assert(
      fc.property(fc.oneof(shaped, fc.uint8Array({ minLength: 4, maxLength: 12 })), (bytes) => {
        let command;
        try {
          command = decodeCommand(bytes);
        } catch {
          return;
        }
        expect(hex(encodeCommand(command))).toBe(hex(bytes));
      }),
      { numRuns: 5000 },
    );
  });

  test("random and hurt bytes end only in the named fault", () => {
    const bytes = golden.map((vector) => vector.bytes);
    refusesOnlyAsMalformed(decodeCommand, bytes);
    refusesOnlyAsMalformed(decodeResponse, bytes);
  });

  test.each(["", "00b0", "00b000000000", "00b00000020102030405", "00b0000000000200", "00b000000000000102"])(
    "%s is no command",
    (digits) => {
      expect(() => decodeCommand(unhex(digits))).toThrow("Malformed command APDU");
    },
  );

  test("no length coding carries these", () => {
    const wrong: CommandApdu[] = [
      { ...head, data: new Uint8Array(0) },
      { ...head, data: new Uint8Array(256) },
      { ...head, le: 257 },
      { ...head, le: 0 },
      { ...head, data: new Uint8Array(65_536), extended: true },
      { ...head, le: 65_537, extended: true },
      { ...head, extended: true },
      { ...head, p1: 256 },
      { ...head, cla: -1 },
    ];
    for (const command of wrong) expect(() => encodeCommand(command)).toThrow(RangeError);
  });

  test("an answer reads back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(0xffff), (data, sw) => {
        expect(decodeResponse(encodeResponse({ data, sw }))).toEqual({ data, sw });
      }),
    );
  });
});
