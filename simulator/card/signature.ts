import { constants, createHash, privateEncrypt, type KeyObject } from "node:crypto";
import { concat, unhex } from "../../device/wire/bytes.ts";
import { SIGN_INPUT } from "../../device/wire/card.ts";

/** DigestInfo of SHA-256 up to the digest (RFC 8017 §9.2, note 1). */
const DIGEST_INFO_SHA256 = unhex("3031300d060960864801650304020105000420");

export const sha256 = (...parts: readonly Uint8Array[]): Uint8Array => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

export const digestInfo = (digest: Uint8Array): Uint8Array => concat(DIGEST_INFO_SHA256, digest);

/** RSA with PKCS#1 v1.5 padding of type 1 around the input as it is: 1 to 245 bytes. */
export const signAsGiven = (key: KeyObject, input: Uint8Array): Uint8Array =>
  new Uint8Array(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, input));

export const signMessage = (key: KeyObject, message: Uint8Array): Uint8Array =>
  signAsGiven(key, digestInfo(sha256(message)));

const HASH_BYTES = 32;
const LONGEST_INPUT = 245;

/** How each P1 treats its input: whether its length will do, and the signature. Only a salted one uses `salt` (32 bytes). */
export interface Scheme {
  readonly fits: (input: Uint8Array) => boolean;
  readonly salted: boolean;
  readonly sign: (key: KeyObject, input: Uint8Array, salt: Uint8Array) => Uint8Array;
}

const anyLength = () => true;
const hashLength = (input: Uint8Array) => input.length === HASH_BYTES;
const plain = (fits: Scheme["fits"], sign: Scheme["sign"]): Scheme => ({ fits, salted: false, sign });
const salted = (fits: Scheme["fits"], sign: Scheme["sign"]): Scheme => ({ fits, salted: true, sign });

export const SCHEMES: ReadonlyMap<number, Scheme> = new Map([
  [SIGN_INPUT.asGiven, plain(({ length }) => length <= LONGEST_INPUT, signAsGiven)],
  [SIGN_INPUT.hashOnly, plain(anyLength, (key, input) => signAsGiven(key, sha256(input)))],
  [SIGN_INPUT.hash, plain(hashLength, (key, input) => signAsGiven(key, digestInfo(input)))],
  [SIGN_INPUT.message, plain(anyLength, signMessage)],
  [SIGN_INPUT.pssHash, salted(hashLength, signPss)],
  [SIGN_INPUT.pssMessage, salted(anyLength, (key, input, salt) => signPss(key, sha256(input), salt))],
]);

/** EMSA-PSS with SHA-256 and a salt of 32 bytes (RFC 8017 §9.1.1) for a 2048-bit key, over the raw operation: the salt is ours. */
function signPss(key: KeyObject, hash: Uint8Array, salt: Uint8Array): Uint8Array {
  const length = 256;
  const digest = sha256(new Uint8Array(8), hash, salt);
  const masked = new Uint8Array(length - HASH_BYTES - 1);
  masked[masked.length - salt.length - 1] = 0x01;
  masked.set(salt, masked.length - salt.length);
  const mask = mgf1(digest, masked.length);
  for (let i = 0; i < masked.length; i++) masked[i] = (masked[i] ?? 0) ^ (mask[i] ?? 0);
  masked[0] = (masked[0] ?? 0) & 0x7f;
  const block = concat(masked, digest, Uint8Array.of(0xbc));
  return new Uint8Array(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block));
}

function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / HASH_BYTES) }, (_, i) =>
    sha256(seed, Uint8Array.of(0, 0, 0, i)),
  );
  return concat(...blocks).subarray(0, length);
}
