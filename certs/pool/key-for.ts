import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { RSA_2048 } from "./rsa-2048.data.ts";
import { rsaKeyOf } from "./rsa-key.ts";

/** Which key of the pool plays which part. Persons nobody named share fifteen pairs; named ones have five keys each to themselves. */
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
  firstNamed: 40,
} as const;

export interface PoolKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
}

const parsed = new Map<number, PoolKey>();

/** A test key by its index, wrapping around the pool. Making one costs three signatures, so each is made once. */
export function keyFor(index: number): PoolKey {
  const at = index % RSA_2048.length;
  const known = parsed.get(at);
  if (known) return known;
  const key = poolKey(rsaKeyOf(Buffer.from(RSA_2048[at] ?? "", "base64")));
  parsed.set(at, key);
  return key;
}

/** PKCS#8 in base64. */
export const parseKey = (base64: string): PoolKey =>
  poolKey(createPrivateKey({ key: Buffer.from(base64, "base64"), format: "der", type: "pkcs8" }));

function poolKey(privateKey: KeyObject): PoolKey {
  const publicKey = createPublicKey(privateKey);
  return { privateKey, publicKey, spki: new Uint8Array(publicKey.export({ format: "der", type: "spki" })) };
}

/** For authentication and for signatures; two that prove the chip, one to each application; and one that unseals a session key. */
export interface PersonKeys {
  readonly auth: PoolKey;
  readonly sign: PoolKey;
  readonly visual: PoolKey;
  readonly text: PoolKey;
  readonly session: PoolKey;
}

const KEYS_OF_A_CARD = 5;
/** How many named persons there are keys for; their numbers count from 1. */
export const NAMED_PERSONS = (RSA_2048.length - POOL.firstNamed) / KEYS_OF_A_CARD;

/**
 * The keys of the n-th person's card. A named person's are on no other card. Of all the others several share a pair, and the rest of a
 * card's keys are some other people's, but no two on one card are the same.
 */
export function personKeys(n: number): PersonKeys {
  if (n >= 1 && n <= NAMED_PERSONS) {
    const own = (place: number) => keyFor(POOL.firstNamed + KEYS_OF_A_CARD * (n - 1) + place);
    return { auth: own(0), sign: own(1), visual: own(2), text: own(3), session: own(4) };
  }
  const pairs = (POOL.firstNamed - POOL.firstPerson) / 2;
  const first = (further: number) => POOL.firstPerson + 2 * ((n + further) % pairs);
  return {
    auth: keyFor(first(0)),
    sign: keyFor(first(0) + 1),
    visual: keyFor(first(3) + 1),
    text: keyFor(first(5)),
    session: keyFor(first(7)),
  };
}
