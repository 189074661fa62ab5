import { generateKeyPairSync, sign } from "node:crypto";
import { type FaceMessageOf, proofInput } from "../../../device/wire/face.ts";
import { encodeTlv } from "../../../device/wire/tlv.ts";

/** Keys of a reader and of a card that are on no shelf, and results that they really sign. */

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

/** What the reader attests its key with. */
export const ATTESTATION = bareCertificate(spkiOf(reader.publicKey));

/** A reception by PIN that was begun with these, completed and proven. */
export function provenResult({
  reception,
  nonce,
  challenge,
}: Pick<FaceMessageOf<"begin">, "reception" | "nonce" | "challenge">): FaceMessageOf<"completed"> {
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
