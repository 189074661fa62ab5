import { createPrivateKey, hkdfSync, type KeyObject } from "node:crypto";
import { p256 } from "@noble/curves/nist.js";
import { concat, unhex } from "../device/wire/bytes.ts";

export interface P256Key {
  readonly secret: Uint8Array;
  /** The point, uncompressed: 65 bytes. */
  readonly publicKey: Uint8Array;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

const SPKI_HEAD = unhex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

export const p256Spki = (publicKey: Uint8Array): Uint8Array => concat(SPKI_HEAD, publicKey);

/** A test key that depends on the run's seed and on what it is for, and on nothing else. */
export function p256Key(seed: number, purpose: string): P256Key {
  const material = hkdfSync("sha256", String(seed), "shikaku test key", purpose, p256.lengths.seed ?? 48);
  const { secretKey, publicKey } = p256.keygen(new Uint8Array(material));
  const point = p256.Point.fromBytes(publicKey).toBytes(false);
  return { secret: secretKey, publicKey: point, spki: p256Spki(point) };
}

export function p256PrivateKey({ secret, publicKey }: P256Key): KeyObject {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
  const [x, y, d] = [text(publicKey.subarray(1, 33)), text(publicKey.subarray(33)), text(secret)];
  return createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d }, format: "jwk" });
}

/** ECDSA over SHA-256 of `message`: r and s side by side (64 bytes), or as DER. */
export const p256Sign = (key: P256Key, message: Uint8Array, format: "compact" | "der" = "compact"): Uint8Array =>
  p256.sign(message, key.secret, { lowS: false, format });
