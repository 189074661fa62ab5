import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { hex, unhex } from "../../../device/wire/bytes.ts";
import {
  addressOf,
  type CcidCommand,
  ccidCommands,
  type CcidResponse,
  ccidResponses,
} from "../../../device/wire/ccid.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const commands = vectors<CcidCommand>("ccid-commands");
const responses = vectors<CcidResponse>("ccid-responses");

describe("CCID commands", () => {
  test.each(commands)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(ccidCommands.decode(bytes)).toEqual(value);
    expect(hex(ccidCommands.encode(value))).toBe(hex(bytes));
  });

  test("bytes that are no command are malformed and nothing else", () =>
    refusesOnlyAsMalformed(
      (bytes) => ccidCommands.decode(bytes),
      commands.map(({ bytes }) => bytes),
    ));

  test("dwLength is held to what follows, and reserved bytes to zero", () => {
    expect(() => ccidCommands.decode(unhex("65010000000002000000"))).toThrow(/dwLength says 1, 0 bytes follow/);
    expect(() => ccidCommands.decode(unhex("65000000000002000001"))).toThrow(/reserved byte is not zero.*byte 9/);
  });

  test("slot and sequence number of an unreadable command are still known, so that it can be refused", () => {
    expect(addressOf(unhex("99000000000307000000"))).toEqual({ slot: 3, seq: 7 });
    expect(addressOf(unhex("990000000003"))).toBeUndefined();
  });
});

describe("CCID responses", () => {
  test.each(responses)("$name: reads and writes the golden bytes", ({ bytes, value }) => {
    expect(ccidResponses.decode(bytes)).toEqual(value);
    expect(hex(ccidResponses.encode(value))).toBe(hex(bytes));
  });

  test("bytes that are no response are malformed and nothing else", () =>
    refusesOnlyAsMalformed(
      (bytes) => ccidResponses.decode(bytes),
      responses.map(({ bytes }) => bytes),
    ));

  test("every data block comes back as it was written", () => {
    const byte = fc.nat(255);
    const status = fc.record({
      icc: fc.constantFrom("active", "inactive", "absent"),
      command: fc.constantFrom("ok", "failed", "timeExtension"),
    } as const);
    const block = fc.record(
      { slot: byte, seq: byte, status, error: byte, chain: byte, data: fc.uint8Array() },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(block, (fields) => {
        const response: CcidResponse = { is: "dataBlock", ...fields };
        expect(ccidResponses.decode(ccidResponses.encode(response))).toEqual(response);
      }),
    );
  });
});
