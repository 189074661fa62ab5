import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { isFault } from "../../../device/errors.ts";
import { concat, hex, unhex } from "../../../device/wire/bytes.ts";
import { decode, encode, rest, text, u16, u8 } from "../../../device/wire/codec.ts";
import { field, message, messages, optional, record } from "../../../device/wire/record.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";

const visit = record({ number: field(0x80, u16), note: optional(0x81, text), left: field(0x82, u8) });
const letters = messages("letter", {
  ask: message(0xff20, { number: field(0x80, u16) }),
  answer: message(0xff21, { body: optional(0x80, rest) }),
});

const why = (digits: string) => {
  try {
    decode(visit, unhex(digits), "visit");
  } catch (error) {
    return isFault(error, "peer.malformed") ? error.context : error;
  }
  return "accepted";
};

describe("TLV record", () => {
  test("fields stand in the order of their declaration, and absent ones do not stand at all", () => {
    expect(hex(encode(visit, { number: 1, left: 2 }))).toBe("80020001820102");
    expect(hex(encode(visit, { left: 2, note: "a", number: 1 }))).toBe("80020001810161820102");
    expect(decode(visit, unhex("80020001820102"), "visit")).toEqual({ number: 1, left: 2 });
  });

  test("an empty field is not an absent one", () => {
    expect(decode(visit, unhex("800200018100820102"), "visit")).toEqual({ number: 1, note: "", left: 2 });
    expect(letters.decode(unhex("ff2102" + "8000"))).toEqual({ is: "answer", body: unhex("") });
    expect(letters.decode(unhex("ff2100"))).toEqual({ is: "answer" });
  });

  test.each([
    ["a missing field", "80020001", "visit", "field left (tag 82) is missing or out of order", 4],
    ["fields out of order", "82010280020001", "visit", "field number (tag 80) is missing or out of order", 0],
    ["a doubled field", "8002000180020001820102", "visit", "field left (tag 82) is missing or out of order", 4],
    ["an unknown tag at the end", "80020001820102830100", "visit", "tag 83 is unknown, doubled or out of order", 7],
    ["a field too long for its type", "800300000182010", "visit.number", "1 bytes too many", 2],
    ["a field too short for its type", "80010182010", "visit.number", "2 bytes wanted, 1 left", 0],
    ["a field that is cut", "8002", "visit", "length 2, 0 bytes left", 1],
    ["a length with a longer spelling", "8081020001820102", "visit", "a length that is longer than it need be", 1],
  ])("%s is malformed, and says where", (_, digits, what, reason, at) => {
    expect(why(digits.length % 2 ? `${digits}0` : digits)).toEqual({ what, why: reason, at });
  });
});

describe("a set of messages", () => {
  test("every message reads back", () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.option(fc.uint8Array(), { nil: undefined }), (number, body) => {
        for (const value of [{ is: "ask", number } as const, { is: "answer", ...(body && { body }) } as const])
          expect(letters.decode(letters.encode(value))).toEqual(value);
      }),
    );
  });

  test.each([
    ["", "empty"],
    ["ff2200", "unknown message tag ff22"],
    ["ff2100ff2100", "more than one message in a frame"],
    ["ff2003800200", "length 2, 1 bytes left"],
  ])("%s is malformed: %s", (digits, reason) => {
    expect(() => letters.decode(unhex(digits))).toThrow(reason);
  });

  test("random and hurt bytes end only in the named fault", () => {
    const golden = [letters.encode({ is: "ask", number: 1 }), letters.encode({ is: "answer", body: unhex("0102") })];
    refusesOnlyAsMalformed(letters.decode, [...golden, concat(...golden)]);
  });
});
