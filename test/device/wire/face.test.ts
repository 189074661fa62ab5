import { fc } from "../../draws.ts";
import { describe, expect, test } from "vitest";
import { concat, hex } from "../../../device/wire/bytes.ts";
import { decodeFace, encodeFace, FACE_DECLARATIONS, type FaceMessage, proofInput } from "../../../device/wire/face.ts";
import { FACE_TITLES } from "../../../device/wire/face-titles.ts";
import { decodeTlvs } from "../../../device/wire/tlv.ts";
import { refusesOnlyAsMalformed } from "../../malformed.ts";
import { vectors } from "../../vectors.ts";

const golden = vectors<FaceMessage>("face");
const declared = Object.entries(FACE_DECLARATIONS);

describe("reader messages", () => {
  test.each(golden)("$name: writes and reads the golden bytes", ({ bytes, value }) => {
    expect(hex(encodeFace(value))).toBe(hex(bytes));
    expect(decodeFace(bytes)).toEqual(value);
  });

  test("every declared message has golden bytes and a title, and a tag of its own", () => {
    const names = declared.map(([name]) => name).sort();
    expect([...new Set(golden.map(({ value }) => value.is))].sort()).toEqual(names);
    expect(Object.keys(FACE_TITLES).sort()).toEqual(names);
    expect(new Set(declared.map(([, { tag }]) => tag)).size).toBe(names.length);
  });

  test("host and reader speak in ranges of their own, all private and constructed", () => {
    const host = [
      ...["hello", "begin", "cancel", "authority", "registration"],
      ...["attest", "selfTest", "readLog", "offerUpdate", "updateChunk"],
    ];
    for (const [name, { tag }] of declared) {
      expect(tag >> 8).toBe(0xff);
      expect((tag & 0xff) < 0x50, name).toBe(host.includes(name));
    }
  });

  test("a message with any field left out, doubled or moved is refused or means what it says", () => {
    for (const { bytes } of golden) {
      const [outer] = decodeTlvs(bytes);
      const fields = decodeTlvs(outer?.value ?? bytes);
      const rewrap = (some: typeof fields) => concat(...[wrap(outer?.tag ?? 0, some)]);
      const changed = [
        ...fields.map((_, i) => rewrap(fields.filter((__, j) => i !== j))),
        ...fields.map((one, i) => rewrap([...fields.slice(0, i), one, ...fields.slice(i)])),
        ...(fields.length > 1 ? [rewrap([...fields].reverse())] : []),
      ];
      for (const other of changed) {
        let value;
        try {
          value = decodeFace(other);
        } catch {
          continue;
        }
        expect(hex(encodeFace(value))).toBe(hex(other));
      }
    }
  });

  test("random and hurt bytes end only in the named fault, and what is accepted is written the same", () => {
    refusesOnlyAsMalformed(
      (bytes) => {
        expect(hex(encodeFace(decodeFace(bytes)))).toBe(hex(bytes));
      },
      golden.map(({ bytes }) => bytes),
    );
  });

  test("numbers, scores and byte fields of any value read back", () => {
    const bytesOf = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const matched = fc.record(
      {
        is: fc.constant("matched" as const),
        reception: fc.nat(0xffffffff),
        attempt: fc.nat(255),
        outcome: fc.constantFrom("accepted" as const, "refused" as const, "noFace" as const, "notLive" as const),
        score: fc.nat(0xffff),
        attemptsLeft: fc.nat(255),
      },
      { noNullPrototype: true },
    );
    const completed = fc.record(
      {
        is: fc.constant("completed" as const),
        reception: fc.nat(0xffffffff),
        method: fc.constantFrom("face" as const, "pin" as const, "staff" as const),
        certificate: fc.uint8Array(),
        signature: fc.uint8Array(),
        consents: fc.subarray(["medicines", "checkups", "diagnoses", "operations", "specificDiseases"] as const),
        prescription: fc.constantFrom("electronic" as const, "paper" as const),
        proof: bytesOf(64),
      },
      { requiredKeys: ["is", "reception", "method", "certificate", "signature", "consents"], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.oneof(matched, completed), (value) => {
        expect(decodeFace(encodeFace(value as FaceMessage))).toEqual(value);
      }),
    );
  });

  test("the reader signs the nonce and its message as it stands without the proof", () => {
    const unsigned = golden.find(({ name }) => name === "completed before it is signed");
    const nonce = new Uint8Array(32).fill(9);
    if (unsigned?.value.is !== "completed") throw new Error("no such vector");
    const signed = { ...unsigned.value, proof: new Uint8Array(64).fill(6) };
    expect(hex(proofInput(nonce, signed))).toBe("09".repeat(32) + hex(unsigned.bytes));
    expect(hex(proofInput(nonce, unsigned.value))).toBe("09".repeat(32) + hex(unsigned.bytes));
  });
});

function wrap(tag: number, fields: readonly { tag: number; value: Uint8Array }[]): Uint8Array {
  const body = concat(...fields.map(({ tag: inner, value }) => concat(Uint8Array.of(inner), lengthOf(value), value)));
  return concat(Uint8Array.of(tag >> 8, tag & 0xff), lengthOf(body), body);
}

/** DER lengths, written apart from the codec under test. */
function lengthOf({ length }: Uint8Array): Uint8Array {
  if (length < 128) return Uint8Array.of(length);
  return length < 256 ? Uint8Array.of(0x81, length) : Uint8Array.of(0x82, length >> 8, length & 0xff);
}
