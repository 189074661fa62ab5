import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { RSA_2048 } from "./rsa-2048.data.ts";

/** Which key of the pool plays which part. Persons share what is left, pair by pair. */
export const POOL = {
  userAuthenticationCa: 0,
  digitalSignatureCa: 1,
  facilityCa: 2,
  serverCa: 3,
  terminalCa: 4,
  terminal: 5,
  server: 6,
  facility: 7,
  cardIssuerCa: 8,
  cardIssuer: 9,
  firstPerson: 10,
} as const;

export interface PoolKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

const parsed = new Map<number, PoolKey>();

/** A test key by its index, wrapping around the pool. Parsing costs three signatures, so each key is parsed once. */
export function keyFor(index: number): PoolKey {
  const at = index % RSA_2048.length;
  const known = parsed.get(at);
  if (known) return known;
  const key = parseKey(RSA_2048[at] ?? "");
  parsed.set(at, key);
  return key;
}

/** PKCS#8 in base64. */
export function parseKey(base64: string): PoolKey {
  const privateKey = createPrivateKey({ key: Buffer.from(base64, "base64"), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, spki: new Uint8Array(publicKey.export({ format: "der", type: "spki" })) };
}

/** The keys of the n-th person's card: for authentication, for signatures. With many people, several share a pair. */
export function personKeys(n: number): { auth: PoolKey; sign: PoolKey } {
  const pairs = Math.floor((RSA_2048.length - POOL.firstPerson) / 2);
  const first = POOL.firstPerson + 2 * (n % pairs);
  return { auth: keyFor(first), sign: keyFor(first + 1) };
}
