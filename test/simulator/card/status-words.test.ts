import { describe, expect, test } from "vitest";
import { AP, cardOfPersona, ef, hand, verify } from "./hand.ts";

const card = cardOfPersona("hanako");

/** What was sent before, what is sent now, and what the card says to it. */
const rows: readonly (readonly [claim: string, before: readonly string[], command: string, sw: string])[] = [
  ["nothing at all", [], "", "6700"],
  ["three bytes", [], "00a404", "6700"],
  ["Lc that promises more than comes", [], "00a4040c0ad392f0", "6700"],
  ["bytes behind Le", [AP.jpki, ef(0x0a)], "00b00000041111", "6700"],
  ["an unknown class", [], "f0a4040c02d392", "6e00"],
  ["a logical channel", [], "01a4040c02d392", "6881"],
  ["secure messaging without a session: SELECT", [AP.text], "0ca4020c020001", "6882"],
  ["secure messaging without a session: READ BINARY", [AP.text], "08b0000000", "69fc"],
  ["secure messaging without a session: VERIFY", [AP.text], "0820008004" + "31323334", "69fc"],
  ["an unknown instruction", [AP.jpki], "00fe0000", "6d00"],
  ["an instruction under the other class", [AP.jpki], "8020008004" + "31323334", "6d00"],
  ["an application that is not there", [], "00a4040c07d2760001240101", "6a82"],
  ["the beginning of an AID", [], "00a4040c05d392f00026", "9000"],
  ["an AID with bytes too many", [], "00a4040c0bd392f00026010000000100", "6a82"],
  ["SELECT by name without a name", [], "00a4040c", "6700"],
  ["SELECT of a kind that is not there", [AP.jpki], "00a4090c020001", "6a86"],
  ["SELECT EF after a reset", [], ef(0x0001), "6a82"],
  ["SELECT EF of an id that is not there", [AP.jpki], ef(0x0003), "6a82"],
  ["SELECT EF by one byte", [AP.jpki], "00a4020c0101", "6700"],
  ["READ BINARY without a current EF", [AP.jpki], "00b0000000", "6986"],
  ["READ BINARY after another application was selected", [AP.jpki, ef(0x0a), AP.text], "00b0000000", "6986"],
  ["READ BINARY without Le", [AP.jpki, ef(0x0a)], "00b00000", "6700"],
  ["READ BINARY of a key reference", [AP.jpki, ef(0x18)], "00b0000000", "6981"],
  ["READ BINARY of a record file", [AP.common, ef(0x01)], "00b0000000", "6981"],
  ["READ BINARY before the secret", [AP.jpki, ef(0x01)], "00b0000000", "6982"],
  ["READ BINARY at the last byte", [AP.jpki, ef(0x06)], "00b0009f01", "9000"],
  ["READ BINARY at the end", [AP.jpki, ef(0x06)], "00b000a001", "6b00"],
  ["READ BINARY far past the end", [AP.jpki, ef(0x06)], "00b07fff01", "6b00"],
  ["READ BINARY by a short id that is not there", [AP.jpki], "00b0830000", "6a82"],
  ["READ BINARY with reserved bits in P1", [AP.jpki], "00b0ca0000", "6a86"],
  ["READ RECORD one", [AP.common], "00b2010c00", "9000"],
  ["READ RECORD two", [AP.common], "00b2020c00", "6a83"],
  ["READ RECORD of a transparent file", [AP.jpki], "00b2015400", "6981"],
  ["READ RECORD of all that follow", [AP.common], "00b2010d00", "6a86"],
  ["VERIFY without a current EF", [AP.jpki], "002000800431323334", "6986"],
  ["VERIFY against a certificate", [AP.jpki, ef(0x0a)], "002000800431323334", "6981"],
  ["VERIFY of a short id that is not there", [AP.jpki], "002000830431323334", "6a82"],
  ["VERIFY of a reference outside the application", [AP.jpki], "002000010431323334", "6a88"],
  ["VERIFY with P1", [AP.jpki, ef(0x18)], "002001800431323334", "6a86"],
  ["a signature before the PIN", [AP.jpki, ef(0x17)], "802a0080010000", "6982"],
  ["a signature with a certificate", [AP.jpki, ef(0x0a)], "802a0080010000", "6981"],
  ["a signature without a current EF", [AP.jpki], "802a0080010000", "6986"],
  ["a signature by an unknown scheme", [AP.jpki, verify(0x18, "1234")], "802a0697010000", "6a86"],
  ["a signature with the own key of an application that has none", [AP.jpki], "802a0000010000", "6a86"],
  ["a signature over too much", [AP.jpki, verify(0x18, "1234")], `802a0097f6${"00".repeat(246)}00`, "6700"],
  ["a signature over a hash of the wrong length", [AP.jpki, verify(0x18, "1234")], "802a0297010000", "6985"],
  ["a signature without input", [AP.jpki, verify(0x18, "1234")], "802a009700", "6700"],
  ["GET CHALLENGE of sixteen bytes", [], "0084000010", "9000"],
  ["GET CHALLENGE of more than a short Le can ask", [], "00840000000200", "6985"],
  ["GET CHALLENGE without Le", [], "00840000", "6700"],
  ["GET DATA inside an application", [AP.jpki], "00ca004500", "6a88"],
  ["GET DATA of what is not there", [], "00cadf3000", "6a88"],
  ["GET DATA of the card number", [], "00ca004500", "9000"],
  ["INTERNAL AUTHENTICATE with the common key", [AP.common], "0088009901aa00", "9000"],
  ["INTERNAL AUTHENTICATE with a key behind a PIN", [AP.jpki], "0088009701aa00", "6982"],
  ["INTERNAL AUTHENTICATE with a signing key of the card's face", [AP.visual], "0088009a01aa00", "6985"],
  ["CHANGE REFERENCE DATA before the old secret", [AP.jpki, ef(0x18)], "002401800435363738", "6982"],
  ["a session key for the card's face", [AP.visual], "80ae00000100", "66f1"],
  ["a session key for JPKI", [AP.jpki], "80ae00000100", "6982"],
  ["a terminal certificate without EF 0016", [AP.jpki], "80a206c10100", "6986"],
  ["a terminal certificate of other P1 P2", [AP.jpki, ef(0x16)], "80a200000100", "6a86"],
  ["a terminal certificate that is none", [AP.jpki, ef(0x16)], "80a206c10100", "6700"],
  ["the certificate's signature before its body", [AP.jpki, ef(0x16)], "80a200c10100", "6985"],
  ["EXTERNAL AUTHENTICATE before all of it", [AP.jpki], `00820016000100${"00".repeat(256)}`, "6985"],
];

describe("the card's status word", () => {
  test.each(rows)("%s", (_, before, command, sw) => {
    const held = hand(card);
    for (const step of before) expect(held.sw(step)).toBe("9000");
    expect(held.sw(command)).toBe(sw);
  });

  test("a refusal leaves selection and secrets as they were", () => {
    const held = hand(card);
    held.send(AP.jpki);
    held.send(verify(0x18, "1234"));
    for (const refused of ["00a4040c07d2760001240101", ef(0x0003), "00fe0000", "01b0000000", ""]) {
      const before = held.state;
      expect(held.sw(refused)).not.toBe("9000");
      expect(held.state).toEqual(before);
    }
  });
});
