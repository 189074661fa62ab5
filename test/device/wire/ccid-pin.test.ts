import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import {
  type PinModification,
  type PinVerification,
  pinModification,
  pinVerification,
  readPinRequest,
  withoutSpareMessages,
  writePinRequest,
} from "../../../device/wire/ccid-pin.ts";
import { decode, encode } from "../../../device/wire/codec.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const verifications = vectors<PinVerification>("pin-verification");
const modifications = vectors<PinModification>("pin-modification");

describe("what a PC asks of a PIN pad", () => {
  test.each(verifications)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(decode(pinVerification, bytes, "PIN verification")).toEqual(value);
    expect(hex(encode(pinVerification, value))).toBe(hex(bytes));
    expect(readPinRequest(writePinRequest({ is: "verify", ...value }))).toEqual({ is: "verify", ...value });
  });

  test.each(modifications)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(decode(pinModification, bytes, "PIN modification")).toEqual(value);
    expect(hex(encode(pinModification, value))).toBe(hex(bytes));
    expect(readPinRequest(writePinRequest({ is: "modify", ...value }))).toEqual({ is: "modify", ...value });
  });

  test("every other operation is none, and other bytes are malformed", () => {
    for (let operation = 2; operation < 256; operation++)
      expect(readPinRequest(Uint8Array.of(operation, ...new Uint8Array(30)))).toBeUndefined();
    const wholes = [
      ...verifications.map(({ bytes }) => Uint8Array.of(0, ...bytes)),
      ...modifications.map(({ bytes }) => Uint8Array.of(1, ...bytes)),
    ];
    refusesOnlyAsMalformed((bytes) => readPinRequest(bytes), wholes);
  });

  test("of the indexes of messages those remain that their number wants", () => {
    const all = (number: string) =>
      unhex(`011e820000000004040302${number}1104 aabbcc 000000 0024018000`.replace(/ /g, ""));
    const left = (number: string) => hex(withoutSpareMessages(all(number))).slice(28, -16);
    expect(["00", "01", "02", "03", "ff"].map(left)).toEqual(["aa", "aabb", "aabb", "aabbcc", "aabbcc"]);
    fc.assert(
      fc.property(fc.uint8Array(), (data) => {
        const kept = withoutSpareMessages(data);
        expect(kept.length).toBeLessThanOrEqual(data.length);
        expect(kept.length).toBeGreaterThanOrEqual(data.length - 2);
      }),
    );
  });
});
