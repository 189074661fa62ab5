import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";

/** DSSE 1.0: a signature over what a payload is as well as over its bytes. */
export interface Envelope {
  readonly payloadType: string;
  /** Base64 with padding. */
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

export const PAYLOAD_TYPE = "application/vnd.shikaku.evidence+json";

/** What is signed: DSSEv1, then type and payload, each after its length in bytes. */
export function preAuthentication(type: string, payload: Uint8Array): Uint8Array {
  const kind = Buffer.from(type, "utf8");
  return Buffer.concat([Buffer.from(`DSSEv1 ${kind.length} ${type} ${payload.length} `, "utf8"), payload]);
}

/** SHA-256 of the public key as SubjectPublicKeyInfo (DER), in hex. */
export const keyIdOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(createPublicKey(key).export({ type: "spki", format: "der" }))
    .digest("hex");

/** By ES256: r ‖ s of the lower s, with the nonce of RFC 6979, so that the same key signs the same payload with the same bytes. */
export function seal(payload: string, key: KeyObject): Envelope {
  const bytes = Buffer.from(payload, "utf8");
  const secret = Buffer.from(key.export({ format: "jwk" }).d ?? "", "base64url");
  const sig = p256.sign(preAuthentication(PAYLOAD_TYPE, bytes), secret, { lowS: true });
  return {
    payloadType: PAYLOAD_TYPE,
    payload: bytes.toString("base64"),
    signatures: [{ keyid: keyIdOf(key), sig: Buffer.from(sig).toString("base64") }],
  };
}
