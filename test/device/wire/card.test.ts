import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { decodeCommand, decodeResponse, encodeCommand, encodeResponse } from "../../../device/wire/apdu.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import {
  CARD_COMMANDS,
  QUERY_TRIES,
  READ_BINARY,
  READ_BINARY_SFI,
  SELECT_EF,
  VERIFY,
} from "../../../device/wire/card.ts";
import { AID, byShortId, CURRENT_EF, JPKI_EF } from "../../../device/wire/card-files.ts";
import { STATUS, STATUS_SENTENCES } from "../../../device/wire/card-status.ts";
import type { Command } from "../../../device/wire/command.ts";
import { vectors } from "../../vectors.ts";
import { commandApdus } from "../../wire-values.ts";

type AnyCommand = Command<object, object>;
const commands = Object.entries(CARD_COMMANDS) as unknown as [keyof typeof CARD_COMMANDS, AnyCommand][];
const golden = vectors<{ request: object } | { answer: object }, { command: keyof typeof CARD_COMMANDS }>("card");

describe("card commands", () => {
  test.each(golden)("$name: writes and reads the golden bytes", ({ command, bytes, value }) => {
    const declared = CARD_COMMANDS[command] as unknown as AnyCommand;
    if ("request" in value) {
      expect(hex(encodeCommand(declared.request.encode(value.request)))).toBe(hex(bytes));
      expect(declared.request.decode(decodeCommand(bytes))).toEqual(value.request);
    } else {
      expect(hex(encodeResponse(declared.answer.encode(value.answer)))).toBe(hex(bytes));
      expect(declared.answer.decode(decodeResponse(bytes))).toEqual(value.answer);
    }
  });

  test("every declared command has golden bytes and names its source", () => {
    const known = golden.filter(({ value }) => "request" in value).map(({ command }) => command);
    expect([...new Set(known)].sort()).toEqual(Object.keys(CARD_COMMANDS).sort());
    for (const [, { source }] of commands) expect(source.length).toBeGreaterThan(10);
  });

  test("a request is read by one command only, and written as it was read", () => {
    const [ins, p1, p2] = [
      [...new Set(commands.map(([, command]) => command.ins)), 0xff],
      [0x00, 0x01, 0x02, 0x04, 0x06, 0x7f, 0x80, 0x8a, 0x9f, 0xa0, 0xff],
      [0x00, 0x04, 0x0c, 0x80, 0x99, 0xc1, 0xff],
    ];
    const likely = fc
      .tuple(
        commandApdus,
        fc.constantFrom(0x00, 0x80),
        fc.constantFrom(...ins),
        fc.constantFrom(...p1),
        fc.constantFrom(...p2),
      )
      .map(([apdu, cla, i, a, b]) => ({ ...apdu, cla, ins: i, p1: a, p2: b }));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: likely }, { weight: 1, arbitrary: commandApdus }), (apdu) => {
        const readers = commands.filter(([, { request }]) => request.decode(apdu) !== undefined);
        expect(readers.length).toBeLessThan(2);
        for (const [, { request }] of readers) {
          const value = request.decode(apdu);
          expect(value && request.encode(value)).toEqual(apdu);
          read++;
        }
      }),
      { numRuns: 5000 },
    );
    expect(read).toBeGreaterThan(150);
  });

  test("every answer to every command is read as one outcome, and written as it was read", () => {
    const words = [...Object.values(STATUS), 0x63c0, 0x63c3, 0x63cf, 0x61ff, 0x6f00];
    for (const [, { answer }] of commands) {
      for (const sw of words) {
        for (const data of [unhex(""), unhex("0102")]) {
          const value = answer.decode({ data, sw });
          if (value) expect(answer.encode(value)).toEqual({ data, sw });
        }
      }
    }
  });

  test("a VERIFY without data asks for the counter, and costs nothing", () => {
    const query = { cla: 0, ins: 0x20, p1: 0, p2: CURRENT_EF };
    expect(QUERY_TRIES.request.decode(query)).toEqual({ reference: CURRENT_EF });
    expect(VERIFY.request.decode(query)).toBeUndefined();
    expect(QUERY_TRIES.request.decode({ ...query, data: unhex("31") })).toBeUndefined();
  });

  test("an answer that the declaration does not list has no outcome", () => {
    expect(VERIFY.answer.decode({ data: unhex("00"), sw: 0x9000 })).toBeUndefined();
    expect(VERIFY.answer.decode({ data: unhex(""), sw: 0x6a80 })).toBeUndefined();
    expect(() => VERIFY.answer.encode({ outcome: "rejected", triesLeft: 16 })).toThrow(RangeError);
  });

  test("a number that would become another command is refused", () => {
    expect(() => READ_BINARY.request.encode({ offset: 0x8000, le: 1 })).toThrow(RangeError);
    expect(() => READ_BINARY_SFI.request.encode({ sfi: 0x20, offset: 0, le: 1 })).toThrow(RangeError);
    expect(() => READ_BINARY_SFI.request.encode({ sfi: 1, offset: 256, le: 1 })).toThrow(RangeError);
    expect(() => SELECT_EF.request.encode({ id: 0x10000, want: "nothing" })).toThrow(RangeError);
  });

  test("the JPKI application and its PIN are where OpenSC looks for them", () => {
    // OpenSC src/libopensc/jpki.h
    expect(hex(AID.jpki)).toBe("d392f000260100000001");
    expect(JPKI_EF.authPin).toBe(0x0018);
    expect(JPKI_EF.signPassword).toBe(0x001b);
    expect(byShortId(JPKI_EF.authKey)).toBe(0x97);
  });

  test("every status word is told in both languages, and none has two names", () => {
    for (const { ja, en } of Object.values(STATUS_SENTENCES)) {
      expect(ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
      expect(en).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(new Set(Object.values(STATUS)).size).toBe(Object.keys(STATUS).length);
  });
});
