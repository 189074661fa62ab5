import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { pinApdu } from "../../../device/firmware/pin-block.ts";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import type { PinModification, PinRequest } from "../../../device/wire/ccid-pin.ts";

/** Name, format, block, length, template, PIN, what the card must get. Worked by hand from CCID Rev. 1.1 §6.1.11.1 to 3. */
const ROWS: readonly [string, number, number, number, string, string, string][] = [
  ["ASCII, as long as it is", 0x82, 0x00, 0x00, "0020008000", "1234", "002000800431323334"],
  ["ASCII into a block of four", 0x82, 0x04, 0x00, "0020009804ffffffff", "1234", "002000980431323334"],
  [
    "ASCII into a longer block, left",
    0x82,
    0x08,
    0x00,
    "0020008008ffffffffffffffff",
    "1234",
    "002000800831323334ffffffff",
  ],
  [
    "ASCII into a longer block, right",
    0x86,
    0x08,
    0x00,
    "0020008008ffffffffffffffff",
    "1234",
    "0020008008ffffffff31323334",
  ],
  ["a template of four bytes", 0x82, 0x00, 0x00, "00200080", "123456", "0020008006313233343536"],
  // OpenSC reader-pcsc.c asks so for a GLP PIN; the block is that of ISO 9564-1 format 2.
  ["ISO 9564-1 format 2", 0x89, 0x47, 0x04, "002000010820ffffffffffffff", "1234", "0020000108241234ffffffffff"],
  // The second half of a byte that an odd digit does not fill stays as the template has it.
  ["ISO 9564-1 format 2, odd", 0x89, 0x47, 0x04, "002000010820ffffffffffffff", "12345", "00200001082512345fffffffff"],
  ["one byte a digit", 0x80, 0x00, 0x00, "0020008000", "1203", "002000800401020003"],
];

const asked = (
  formatString: number,
  pinBlockString: number,
  pinLengthFormat: number,
  apdu: string,
): Extract<PinRequest, { is: "verify" }> => ({
  is: "verify",
  ...{ timeOut: 30, formatString, pinBlockString, pinLengthFormat, longest: 8, shortest: 4 },
  ...{ entryValidation: 2, numberMessage: 1, languageId: 0x0411, messageIndex: 0 },
  teoPrologue: unhex("000000"),
  apdu: unhex(apdu),
});

describe("the command that the reader makes of a PIN", () => {
  test.each(ROWS)("%s", (_, format, block, length, template, pin, expected) => {
    const built = pinApdu(asked(format, block, length, template), [pin]);
    expect(built.is === "apdu" && hex(built.bytes)).toBe(expected);
  });

  test("a PIN of another length than asked never reaches the card", () => {
    expect(pinApdu(asked(0x82, 0, 0, "0020008000"), ["123"])).toEqual({ is: "refused", sw: 0x6403 });
    expect(pinApdu(asked(0x82, 0, 0, "0020008000"), ["123456789"])).toEqual({ is: "refused", sw: 0x6403 });
    expect(pinApdu(asked(0x82, 4, 0, "0020008004ffffffff"), ["12345"])).toEqual({ is: "refused", sw: 0x6403 });
  });

  test("what cannot be carried out is refused", () => {
    expect(pinApdu(asked(0x83, 0, 0, "0020008000"), ["1234"])).toEqual({ is: "refused", sw: 0x6b80 });
    expect(pinApdu(asked(0x81, 0, 0, "0020008000"), ["12A4"])).toEqual({ is: "refused", sw: 0x6b80 });
    expect(pinApdu(asked(0x82, 0xf0, 0, "0020008000"), ["1234"])).toEqual({ is: "refused", sw: 0x6b80 });
  });

  test("whatever a PC asks, the header stays, Lc tells the truth and nothing throws", () => {
    const byte = fc.nat(255);
    fc.assert(
      fc.property(
        byte,
        byte,
        byte,
        fc.uint8Array({ minLength: 4, maxLength: 30 }),
        (format, block, length, template) => {
          const built = pinApdu({ ...asked(format, block, length, ""), apdu: template }, ["123456"]);
          if (built.is === "refused") return;
          expect(hex(built.bytes.slice(0, 4))).toBe(hex(template.slice(0, 4)));
          expect(built.bytes.length).toBe(5 + (built.bytes[4] ?? 0));
        },
      ),
    );
  });
});

const change = (more: Partial<PinModification>): Extract<PinRequest, { is: "modify" }> => ({
  is: "modify",
  ...{ timeOut: 30, formatString: 0x82, pinBlockString: 0, pinLengthFormat: 0, longest: 8, shortest: 4 },
  ...{ offsetOld: 0, offsetNew: 0, confirm: 1, entryValidation: 2, numberMessage: 0, languageId: 0x0411 },
  ...{ messages: unhex("00"), teoPrologue: unhex("000000"), apdu: unhex("0024018000") },
  ...more,
});

/** Worked by hand from CCID Rev. 1.1 §6.1.11.7: name, what is asked, what is typed, what the card must get. */
const CHANGES: readonly [string, Partial<PinModification>, readonly string[], string][] = [
  ["a new PIN, typed twice", {}, ["5678", "5678"], "002401800435363738"],
  ["a new PIN, typed once", { confirm: 0 }, ["5678"], "002401800435363738"],
  [
    "both PINs in blocks of eight",
    { confirm: 3, pinBlockString: 8, offsetNew: 8, apdu: unhex("0024008110ffffffffffffffffffffffffffffffff") },
    ["1234", "567890", "567890"],
    "002400811031323334ffffffff353637383930ffff",
  ],
  [
    "the new PIN before the filling of the old",
    { confirm: 2, pinBlockString: 4, offsetNew: 5, apdu: unhex("0024008109ffffffff00ffffffff") },
    ["1234", "5678"],
    "002400810931323334003536373 8".replace(" ", ""),
  ],
  [
    "BCD",
    { confirm: 0, formatString: 0x81, pinBlockString: 2, apdu: unhex("00240180020000") },
    ["5678"],
    "00240180025678",
  ],
];

describe("the command that changes a PIN", () => {
  test.each(CHANGES)("%s", (_, more, typed, expected) => {
    const built = pinApdu(change(more), typed);
    expect(built.is === "apdu" && hex(built.bytes)).toBe(expected);
  });

  test("a new PIN typed otherwise the second time is 6402, one of another length 6403, two PINs in one place 6B80", () => {
    expect(pinApdu(change({}), ["5678", "5679"])).toEqual({ is: "refused", sw: 0x6402 });
    expect(pinApdu(change({}), ["567", "567"])).toEqual({ is: "refused", sw: 0x6403 });
    expect(pinApdu(change({ confirm: 2 }), ["1234", "5678"])).toEqual({ is: "refused", sw: 0x6b80 });
  });
});
