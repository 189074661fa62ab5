import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { challengeSigned, resultProven } from "../../../conformance/expect/proof.ts";
import { encodeTlv } from "../../../device/wire/tlv.ts";
import { type FaceMessageOf, proofInput } from "../../../device/wire/face.ts";
import { events, fromReader, type Loose, toReader } from "../fake-bench.ts";

/** A certificate of a public key that says nothing else, signed by nobody: only its key is looked at. */
function bareCertificate(spki: Uint8Array): Uint8Array {
  const none = new Uint8Array();
  const algorithm = encodeTlv(0x30, encodeTlv(0x06, Uint8Array.of(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2)));
  const name = encodeTlv(0x30, none);
  const time = encodeTlv(0x17, new TextEncoder().encode("260101000000Z"));
  const body = encodeTlv(
    0x30,
    encodeTlv(0x02, Uint8Array.of(1)),
    algorithm,
    name,
    encodeTlv(0x30, time, time),
    name,
    spki,
  );
  return encodeTlv(0x30, body, algorithm, encodeTlv(0x03, Uint8Array.of(0, 0x30, 0)));
}

const reader = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
const card = generateKeyPairSync("rsa", { modulusLength: 1024 });
const spkiOf = (key: typeof reader.publicKey) => new Uint8Array(key.export({ format: "der", type: "spki" }));
const bytes = (fill: number) => new Uint8Array(32).fill(fill);

const identity: FaceMessageOf<"identity"> = {
  is: "identity",
  ...{ version: 1, maker: "m", model: "m", serial: "1", firmware: "1", methods: ["pin"] },
  attestation: bareCertificate(spkiOf(reader.publicKey)),
};

const begin = (reception: number, nonce: Uint8Array, challenge = bytes(9)): FaceMessageOf<"begin"> => ({
  is: "begin",
  ...{ reception, nonce, challenge, methods: ["pin"], consents: [], language: "ja", askPrescription: "no" },
});

function completed(reception: number, nonce: Uint8Array, challenge = bytes(9)): FaceMessageOf<"completed"> {
  const certificate = bareCertificate(spkiOf(card.publicKey));
  const signature = new Uint8Array(sign("sha256", challenge, card.privateKey));
  const unproven: FaceMessageOf<"completed"> = {
    is: "completed",
    reception,
    method: "pin",
    certificate,
    signature,
    consents: [],
  };
  const proof = sign("sha256", proofInput(nonce, unproven), { key: reader.privateKey, dsaEncoding: "ieee-p1363" });
  return { ...unproven, proof: new Uint8Array(proof) };
}

const look = (expectation: typeof resultProven, ...trace: readonly Loose[]) =>
  expectation.look({ events: events(...trace), cast: {}, latency: {} }).is;

describe("a result is proven", () => {
  test("over the nonce of its own reception, also the second time", () => {
    const trace = [1, 2].flatMap((id) => [toReader(begin(id, bytes(id))), fromReader(completed(id, bytes(id)))]);
    expect(look(resultProven, fromReader(identity), ...trace)).toBe("held");
  });
  test("and not over another's", () => {
    const replayed = [toReader(begin(1, bytes(1))), toReader(begin(2, bytes(2))), fromReader(completed(2, bytes(1)))];
    expect(look(resultProven, fromReader(identity), ...replayed)).toBe("broken");
    expect(
      look(resultProven, fromReader(identity), toReader(begin(1, bytes(1))), fromReader(completed(1, bytes(0)))),
    ).toBe("broken");
  });
  test("by no reader that gives no proof, or that was never asked", () => {
    const { proof: _, ...bare } = completed(1, bytes(1));
    expect(look(resultProven, fromReader(identity), toReader(begin(1, bytes(1))), fromReader(bare))).toBe("broken");
    expect(look(resultProven, fromReader(identity), fromReader(completed(1, bytes(1))))).toBe("broken");
  });
  test("only where there is one", () => {
    expect(look(resultProven, fromReader(identity))).toBe("unseen");
  });
  test("and changed consents undo it", () => {
    const forged = { ...completed(1, bytes(1)), consents: ["medicines"] as const };
    expect(look(resultProven, fromReader(identity), toReader(begin(1, bytes(1))), fromReader(forged))).toBe("broken");
  });
});

describe("the challenge is signed", () => {
  test("by the key of the certificate in the result", () => {
    expect(look(challengeSigned, toReader(begin(1, bytes(1))), fromReader(completed(1, bytes(1))))).toBe("held");
  });
  test("and a signature of another challenge, or rubbish for a certificate, is none", () => {
    expect(look(challengeSigned, toReader(begin(1, bytes(1))), fromReader(completed(1, bytes(1), bytes(8))))).toBe(
      "broken",
    );
    const rubbish = { ...completed(1, bytes(1)), certificate: Uint8Array.of(1, 2, 3) };
    expect(look(challengeSigned, toReader(begin(1, bytes(1))), fromReader(rubbish))).toBe("broken");
  });
});
