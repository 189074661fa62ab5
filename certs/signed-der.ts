import { verify, type KeyObject } from "node:crypto";
import { malformed } from "../device/errors.ts";
import { equal } from "../device/wire/bytes.ts";
import { decodeTlvs, encodeTlv } from "../device/wire/tlv.ts";
import { NULL, oid, sequence } from "./der.ts";

/** sha256WithRSAEncryption and ecdsa-with-SHA256 as AlgorithmIdentifier, DER. */
export const RSA_SHA256 = sequence(oid("1.2.840.113549.1.1.11"), NULL);
export const ECDSA_SHA256 = sequence(oid("1.2.840.10045.4.3.2"));

/** SEQUENCE { SEQUENCE, SEQUENCE, BIT STRING }. */
const TAGS = Uint8Array.of(0x30, 0x30, 0x30, 0x03);

/**
 * Certificate and revocation list alike: body, algorithm, signature, and nothing else. The
 * signature is checked over the very bytes that came, and what it does not cover has one spelling: the algorithm repeats the body's
 * (RFC 5280 §4.1.1.2) and is the one this kind of key signs with here, and no bit is unused.
 */
export function checkSigned(der: Uint8Array, key: KeyObject): "signed" | "badSignature" | "tooWeak" {
  const [outer, ...behind] = decodeTlvs(der);
  const [body, algorithm, signature, ...more] = decodeTlvs(outer?.value ?? der);
  const tags = Uint8Array.of(outer?.tag ?? 0, body?.tag ?? 0, algorithm?.tag ?? 0, signature?.tag ?? 0);
  if (!body || !algorithm || !signature || !equal(tags, TAGS) || more.length + behind.length > 0)
    throw malformed("signed DER", "not body, algorithm and signature");
  const inner = decodeTlvs(body.value).find(({ tag }) => tag === algorithm.tag);
  if (!inner || !equal(inner.value, algorithm.value) || signature.value[0] !== 0) return "badSignature";
  const named = encodeTlv(algorithm.tag, algorithm.value);
  if (!isStrong(key)) return "tooWeak";
  if (!equal(named, key.asymmetricKeyType === "rsa" ? RSA_SHA256 : ECDSA_SHA256))
    return KNOWN_WEAK.some((weak) => equal(named, weak)) ? "tooWeak" : "badSignature";
  const message = encodeTlv(body.tag, body.value);
  return verify("sha256", message, key, signature.value.subarray(1)) ? "signed" : "badSignature";
}

/** Signatures over MD5 and SHA-1, which collide. */
const KNOWN_WEAK = [
  sequence(oid("1.2.840.113549.1.1.4"), NULL),
  sequence(oid("1.2.840.113549.1.1.5"), NULL),
  sequence(oid("1.2.840.10045.4.1")),
];

/** RSA of 2,048 bits and more with an exponent that is not small, or P-256. */
export function isStrong({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n, namedCurve } = asymmetricKeyDetails ?? {};
  if (asymmetricKeyType === "rsa") return modulusLength >= 2048 && publicExponent >= 65_537n;
  return asymmetricKeyType === "ec" && namedCurve === "prime256v1";
}
