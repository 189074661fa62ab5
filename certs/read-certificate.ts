import { createPublicKey, type KeyObject } from "node:crypto";
import { malformed } from "../device/errors.ts";
import { equal, fromAscii, fromUtf8, hex } from "../device/wire/bytes.ts";
import { decodeTlvs, encodeTlv, type Tlv } from "../device/wire/tlv.ts";
import { NULL, oid, sequence } from "./der.ts";
import { readTime } from "./read-time.ts";
import { isDer } from "./strict-der.ts";

/** What the body of a certificate says (RFC 5280 §4.1). Names and key are DER as they stand; times are microseconds since 1970. */
export interface CertificateBody {
  readonly version: 1 | 2 | 3;
  /** Hex without leading zeros, as revocation lists are looked up by. */
  readonly serial: string;
  readonly issuer: Uint8Array;
  readonly subject: Uint8Array;
  readonly notBefore: number;
  readonly notAfter: number;
  /** SubjectPublicKeyInfo. */
  readonly key: Uint8Array;
  /** By object identifier, as hex of its content. */
  readonly extensions: ReadonlyMap<string, { readonly critical: boolean; readonly value: Uint8Array }>;
}

const WHAT = "certificate";
const NO_EXTENSIONS: CertificateBody["extensions"] = new Map();

/**
 * Reads a certificate, once every byte of it is known to be spelled in the one way there is: a central system does it for each patient,
 * and a general reader of ASN.1 takes ten times as long as both signatures. Throws `peer.malformed`. Checks no signature.
 */
export function readCertificate(der: Uint8Array): CertificateBody {
  if (!isDer(der)) throw malformed(WHAT, "not DER");
  const fields = decodeTlvs(only(decodeTlvs(der), 0x30).value)[0];
  const body = decodeTlvs(fields?.tag === 0x30 ? fields.value : der);
  const version = versionOf(body[0]?.tag === 0xa0 ? body.shift() : undefined);
  const [serial, ...rest] = body;
  const [algorithm, issuer, validity, subject, key] = rest.map((each) => (each.tag === 0x30 ? each : undefined));
  if (serial?.tag !== 0x02 || !algorithm || !issuer || !validity || !subject || !key)
    throw malformed(WHAT, "its body has another form");
  const [from, until, ...more] = decodeTlvs(validity.value);
  if (!from || !until || more.length > 0) throw malformed(WHAT, "its validity has another form");
  const extensions = extensionsIn(rest.slice(5));
  if (extensions.size > 0 && version !== 3) throw malformed(WHAT, "extensions before version 3");
  return {
    ...{ version, extensions, serial: hex(serial.value).replace(/^(00)+(?=..)/, "") },
    ...{ issuer: spelled(issuer), subject: spelled(subject), key: spelled(key) },
    ...{ notBefore: readTime(from, WHAT), notAfter: readTime(until, WHAT) },
  };
}

/** The common name that stands last in a name, or nothing. */
export function commonName(name: Uint8Array): string {
  const attributes = decodeTlvs(only(decodeTlvs(name), 0x30).value).flatMap((step) => decodeTlvs(step.value));
  const values = attributes.map(({ value }) => decodeTlvs(value)).filter(([id]) => id && hex(id.value) === COMMON_NAME);
  const text = values.at(-1)?.[1];
  return text === undefined ? "" : text.tag === 0x0c ? fromUtf8(text.value) : fromAscii(text.value);
}

const COMMON_NAME = "550403";

const RSA = sequence(oid("1.2.840.113549.1.1.1"), NULL);

/**
 * The key in a SubjectPublicKeyInfo. That of an RSA key is taken out first: OpenSSL is slow to find out what kind a key is, and quick
 * with what it is told.
 */
export function publicKeyIn(spki: Uint8Array): KeyObject {
  const [algorithm, bits, ...more] = decodeTlvs(only(decodeTlvs(spki), 0x30).value);
  if (algorithm && bits?.tag === 0x03 && more.length === 0 && equal(spelled(algorithm), RSA)) {
    const key = bits.value.subarray(1);
    const numbers = isDer(key) ? decodeTlvs(only(decodeTlvs(key), 0x30).value) : [];
    if (bits.value[0] !== 0 || numbers.length !== 2 || numbers.some(({ tag }) => tag !== 0x02))
      throw malformed(WHAT, "its key has another form");
    return createPublicKey({ key: Buffer.from(key), format: "der", type: "pkcs1" });
  }
  return createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
}

function versionOf(wrapped: Tlv | undefined): CertificateBody["version"] {
  if (!wrapped) return 1;
  const { value } = only(decodeTlvs(wrapped.value), 0x02);
  if (value.length === 1 && value[0] === 1) return 2;
  if (value.length === 1 && value[0] === 2) return 3;
  throw malformed(WHAT, "its version is not known");
}

/** Behind the key: two identifiers that nobody uses any more, and the extensions. */
function extensionsIn(behind: readonly Tlv[]): CertificateBody["extensions"] {
  const tags = behind.map(({ tag }) => tag);
  if (!/^(129 )?(130 )?(163 )?$/.test(tags.map((tag) => `${tag} `).join(""))) throw malformed(WHAT, "something behind");
  const wrapped = behind.find(({ tag }) => tag === 0xa3);
  if (!wrapped) return NO_EXTENSIONS;
  const found = new Map<string, { critical: boolean; value: Uint8Array }>();
  for (const { tag, value } of decodeTlvs(only(decodeTlvs(wrapped.value), 0x30).value)) {
    const [id, ...rest] = decodeTlvs(value);
    const octets = rest.pop();
    const [critical, ...more] = rest;
    const fits = tag === 0x30 && id?.tag === 0x06 && octets?.tag === 0x04 && more.length === 0;
    if (!fits || (critical && critical.tag !== 0x01)) throw malformed(WHAT, "an extension of another form");
    const name = hex(id.value);
    if (found.has(name)) throw malformed(WHAT, "an extension twice");
    if (!isDer(octets.value)) throw malformed(WHAT, "an extension that is not DER");
    found.set(name, { critical: critical !== undefined, value: octets.value });
  }
  if (found.size === 0) throw malformed(WHAT, "a list of no extensions");
  return found;
}

const spelled = ({ tag, value }: Tlv): Uint8Array => encodeTlv(tag, value);

function only([first, ...more]: readonly Tlv[], tag: number): Tlv {
  if (first?.tag !== tag || more.length > 0) throw malformed(WHAT, "an element of another form");
  return first;
}
