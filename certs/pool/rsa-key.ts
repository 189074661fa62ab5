import { createPrivateKey, type KeyObject } from "node:crypto";

const EXPONENT = 65_537n;

/** The private key that follows from its two primes (128 bytes each, one after the other), as openssl would have written it. */
export function rsaKeyOf(primes: Uint8Array): KeyObject {
  const p = numberOf(primes.subarray(0, primes.length / 2));
  const q = numberOf(primes.subarray(primes.length / 2));
  const d = inverse(EXPONENT, leastCommonMultiple(p - 1n, q - 1n));
  const key = {
    kty: "RSA",
    n: base64Url(p * q),
    e: base64Url(EXPONENT),
    d: base64Url(d),
    p: base64Url(p),
    q: base64Url(q),
    dp: base64Url(d % (p - 1n)),
    dq: base64Url(d % (q - 1n)),
    qi: base64Url(inverse(q, p)),
  };
  return createPrivateKey({ key, format: "jwk" });
}

const numberOf = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

function base64Url(value: bigint): string {
  const digits = value.toString(16);
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, "hex").toString("base64url");
}

/** The number that, multiplied by `value`, leaves 1 over `modulus` (extended Euclid). */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return factor < 0n ? factor + modulus : factor;
}

const leastCommonMultiple = (a: bigint, b: bigint) => (a * b) / greatestCommonDivisor(a, b);

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [greater, smaller] = [a, b];
  while (smaller !== 0n) [greater, smaller] = [smaller, greater % smaller];
  return greater;
}
