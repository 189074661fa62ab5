import { constants, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { ascii, concat, unhex } from "../device/wire/bytes.ts";
import { decodeTlvs, encodeTlv, find } from "../device/wire/tlv.ts";
import type { PoolKey } from "./pool/key-for.ts";

/**
 * Card-verifiable certificates as the card's applications and terminals carry them (layout: myna-card, read from test cards):
 * 7F21 { 5F4E issuer key id (16) · subject key id (16) · key (265) · 5F37 signature (256) }, SHA-256 and PKCS#1 v1.5.
 */
export interface CardVerifiable {
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly publicKey: KeyObject;
}

const ID_BYTES = 16;
const MODULUS_BYTES = 256;
const EXPONENT = unhex("010001");

/** Sixteen bytes: seven digits, 08 05, three digits, four bytes. Ids of test keys start with 6. */
export const keyId = (number: string, edition = "001"): Uint8Array =>
  concat(ascii(number.padStart(7, "6")), Uint8Array.of(0x08, 0x05), ascii(edition), new Uint8Array(4));

export const TERMINAL_CA_ID = keyId("6000016");
export const CARD_ISSUER_CA_ID = keyId("6000010");

/** The certificate as one 7F21 object. */
export function issueCardVerifiable(order: {
  readonly issuer: Uint8Array;
  readonly issuerKey: PoolKey;
  readonly subject: Uint8Array;
  readonly key: PoolKey;
}): Uint8Array {
  const body = concat(order.issuer, order.subject, encodeRsaKey(order.key.publicKey));
  const signature = new Uint8Array(sign("sha256", body, order.issuerKey.privateKey));
  return encodeTlv(0x7f21, encodeTlv(0x5f4e, body), encodeTlv(0x5f37, signature));
}

/** What the signed part says, `undefined` when it is not one: 90 exponent, 91 modulus after the two ids. */
export function readCardVerifiable(body: Uint8Array): CardVerifiable | undefined {
  try {
    const key = decodeTlvs(body.slice(2 * ID_BYTES));
    const modulus = find(key, 0x91);
    const exponent = find(key, 0x90);
    if (key.length !== 2 || modulus?.length !== MODULUS_BYTES || exponent?.length !== EXPONENT.length) return undefined;
    return {
      issuer: body.slice(0, ID_BYTES),
      subject: body.slice(ID_BYTES, 2 * ID_BYTES),
      publicKey: createPublicKey({
        key: { kty: "RSA", n: base64Url(modulus), e: base64Url(exponent) },
        format: "jwk",
      }),
    };
  } catch {
    return undefined;
  }
}

export const verifyCardVerifiable = (body: Uint8Array, signature: Uint8Array, issuerKey: KeyObject): boolean =>
  verify("sha256", body, { key: issuerKey, padding: constants.RSA_PKCS1_PADDING }, signature);

/** 90 03 010001 · 91 82 0100 modulus: 265 bytes. */
export function encodeRsaKey(key: KeyObject): Uint8Array {
  const modulus = Buffer.from(key.export({ format: "jwk" }).n ?? "", "base64url");
  return concat(encodeTlv(0x90, EXPONENT), encodeTlv(0x91, new Uint8Array(modulus)));
}

const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
