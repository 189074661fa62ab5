import { createPublicKey, verify, type KeyObject } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  Certificate,
  CertificateList,
  ExtendedKeyUsage,
  KeyUsage,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  KeyUsageFlags,
  type Name,
  type TBSCertificate,
  type Time,
} from "@peculiar/asn1-x509";
import { malformed } from "../device/errors.ts";
import { equal, hex } from "../device/wire/bytes.ts";
import { decodeTlvs, encodeTlv } from "../device/wire/tlv.ts";
import type { KeyUse, Purpose } from "./extension.ts";

/** Why a certificate is refused, in the order the checks are made. */
export type Refusal =
  | "malformed"
  | "otherIssuer"
  | "badSignature"
  | "notYetValid"
  | "expired"
  | "notForThisUse"
  | "revocationListRefused"
  | "revocationListStale"
  | "revoked";

export type Verdict =
  | { readonly ok: true; readonly commonName: string; readonly serial: string; readonly publicKey: KeyObject }
  | { readonly ok: false; readonly refused: Refusal };

export interface Question {
  /** DER, as it came. */
  readonly certificate: Uint8Array;
  /** The certificate of the trusted authority, DER. */
  readonly issuer: Uint8Array;
  /** The authority's revocation list, DER. Without one revocation is not asked about. */
  readonly crl?: Uint8Array;
  /** Microseconds since 1970. */
  readonly at: number;
  readonly use?: KeyUse;
  readonly purpose?: Purpose;
}

/** Whether a certificate directly below a trusted authority counts now: one step of RFC 5280 §6. Never throws on bytes. */
export function verifyCertificate(question: Question): Verdict {
  try {
    return decide(question);
  } catch {
    // The library throws its own errors on what is not ASN.1, or not what its schema wants.
    return refuse("malformed");
  }
}

const refuse = (refused: Refusal): Verdict => ({ ok: false, refused });

function decide({ certificate, issuer, crl, at, use, purpose }: Question): Verdict {
  const authority = trusted(issuer);
  const body = AsnConvert.parse(certificate, Certificate).tbsCertificate;
  if (!sameName(body.issuer, authority.subject)) return refuse("otherIssuer");
  if (!isSigned(certificate, authority.key)) return refuse("badSignature");
  for (const { validity } of [body, authority.body]) {
    if (at < micros(validity.notBefore)) return refuse("notYetValid");
    if (at > micros(validity.notAfter)) return refuse("expired");
  }
  if (!isFor(body, use, purpose) || !isFor(authority.body, "keyCertSign")) return refuse("notForThisUse");
  const serial = hex(new Uint8Array(body.serialNumber));
  if (crl) {
    const list = listOf(crl);
    const signs = isFor(authority.body, "cRLSign") && isSigned(crl, authority.key);
    if (!signs || !sameName(list.issuer, authority.subject)) return refuse("revocationListRefused");
    const { thisUpdate, nextUpdate, revokedCertificates = [] } = list;
    if (at < micros(thisUpdate) || (nextUpdate && at > micros(nextUpdate))) return refuse("revocationListStale");
    const entry = revokedCertificates.find(({ userCertificate }) => hex(new Uint8Array(userCertificate)) === serial);
    if (entry && micros(entry.revocationDate) <= at) return refuse("revoked");
  }
  return { ok: true, commonName: commonName(body.subject), serial, publicKey: keyOf(body) };
}

interface Trusted {
  readonly body: TBSCertificate;
  readonly subject: Uint8Array;
  readonly key: KeyObject;
}

/** Authorities and their lists are few and asked often, and reading one costs more than checking with it. */
function once<T>(read: (der: Uint8Array) => T): (der: Uint8Array) => T {
  const known = new WeakMap<Uint8Array, { readonly value: T }>();
  return (der) => {
    const found = known.get(der) ?? { value: read(der) };
    known.set(der, found);
    return found.value;
  };
}

const trusted = once((issuer): Trusted => {
  const body = AsnConvert.parse(issuer, Certificate).tbsCertificate;
  return { body, subject: encoded(body.subject), key: keyOf(body) };
});

const listOf = once((crl) => AsnConvert.parse(crl, CertificateList).tbsCertList);

const micros = (time: Time) => time.getTime().getTime() * 1000;

const keyOf = ({ subjectPublicKeyInfo }: TBSCertificate): KeyObject =>
  createPublicKey({ key: Buffer.from(AsnConvert.serialize(subjectPublicKeyInfo)), format: "der", type: "spki" });

/** SEQUENCE { SEQUENCE, SEQUENCE, BIT STRING }. */
const TAGS = Uint8Array.of(0x30, 0x30, 0x30, 0x03);

/**
 * Certificate and revocation list alike: body, algorithm, signature and nothing else. The signature is checked over the very bytes
 * that came, and what it does not cover has one spelling: the algorithm repeats the body's (RFC 5280 §4.1.1.2), no bit is unused.
 */
function isSigned(der: Uint8Array, key: KeyObject): boolean {
  const [outer, ...behind] = decodeTlvs(der);
  const [body, algorithm, signature, ...more] = decodeTlvs(outer?.value ?? der);
  const tags = Uint8Array.of(outer?.tag ?? 0, body?.tag ?? 0, algorithm?.tag ?? 0, signature?.tag ?? 0);
  if (!body || !algorithm || !signature || !equal(tags, TAGS) || more.length + behind.length > 0)
    throw malformed("signed DER", "not body, algorithm and signature");
  const inner = decodeTlvs(body.value).find(({ tag }) => tag === algorithm.tag);
  if (!inner || !equal(inner.value, algorithm.value) || signature.value[0] !== 0) return false;
  return verify("sha256", encodeTlv(body.tag, body.value), key, signature.value.subarray(1));
}

const encoded = (name: Name) => new Uint8Array(AsnConvert.serialize(name));
const sameName = (name: Name, as: Uint8Array) => equal(encoded(name), as);

function isFor(body: TBSCertificate, use?: KeyUse, purpose?: Purpose): boolean {
  const extension = (id: string) => body.extensions?.find(({ extnID }) => extnID === id)?.extnValue;
  if (use) {
    const usage = extension(id_ce_keyUsage);
    if (!usage || !(AsnConvert.parse(usage, KeyUsage).toNumber() & KeyUsageFlags[use])) return false;
  }
  if (purpose) {
    const purposes = extension(id_ce_extKeyUsage);
    if (!purposes || !AsnConvert.parse(purposes, ExtendedKeyUsage).includes(PURPOSES[purpose])) return false;
  }
  return true;
}

const PURPOSES = { serverAuth: "1.3.6.1.5.5.7.3.1", clientAuth: "1.3.6.1.5.5.7.3.2" } as const;

function commonName(name: Name): string {
  const values = name.flatMap((step) => step.filter(({ type }) => type === "2.5.4.3").map(({ value }) => value));
  return values.at(-1)?.toString() ?? "";
}
