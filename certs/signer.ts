import { sign } from "node:crypto";
import { p256Sign, type P256Key } from "./p256.ts";
import type { PoolKey } from "./pool/key-for.ts";
import { ECDSA_SHA256, RSA_SHA256 } from "./signed-der.ts";

/** A key that signs certificates, and how the certificate names its algorithm. Synchronous and deterministic. */
export interface Signer {
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array;
  readonly spki: Uint8Array;
  sign(bytes: Uint8Array): Uint8Array;
}

/** sha256WithRSAEncryption: PKCS#1 v1.5 has no random part. */
export const rsaSigner = (key: PoolKey): Signer => ({
  algorithm: RSA_SHA256,
  spki: key.spki,
  sign: (bytes) => new Uint8Array(sign("sha256", bytes, key.privateKey)),
});

/** ecdsa-with-SHA256 with the nonce of RFC 6979. */
export const p256Signer = (key: P256Key): Signer => ({
  algorithm: ECDSA_SHA256,
  spki: key.spki,
  sign: (bytes) => p256Sign(key, bytes, "der"),
});
