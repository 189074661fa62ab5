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
import { decodeTlvs } from "../device/wire/tlv.ts";
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
  const leaf = parse(certificate, Certificate);
  const body = leaf.tbsCertificate;
  const authority = parse(issuer, Certificate).tbsCertificate;
  const publicKey = keyOf(body);
  const authorityKey = keyOf(authority);
  if (!sameName(body.issuer, authority.subject)) return refuse("otherIssuer");
  if (!isSigned(leaf.tbsCertificateRaw, leaf.signatureValue, authorityKey)) return refuse("badSignature");
  for (const { validity } of [body, authority]) {
    if (at < micros(validity.notBefore)) return refuse("notYetValid");
    if (at > micros(validity.notAfter)) return refuse("expired");
  }
  if (!isFor(body, use, purpose) || !isFor(authority, "keyCertSign")) return refuse("notForThisUse");
  const serial = hex(new Uint8Array(body.serialNumber));
  if (crl) {
    const list = parse(crl, CertificateList);
    const { issuer: by, thisUpdate, nextUpdate, revokedCertificates = [] } = list.tbsCertList;
    if (!sameName(by, authority.subject) || !isSigned(list.tbsCertListRaw, list.signature, authorityKey))
      return refuse("revocationListRefused");
    if (at < micros(thisUpdate) || (nextUpdate && at > micros(nextUpdate))) return refuse("revocationListStale");
    const entry = revokedCertificates.find(({ userCertificate }) => hex(new Uint8Array(userCertificate)) === serial);
    if (entry && micros(entry.revocationDate) <= at) return refuse("revoked");
  }
  return { ok: true, commonName: commonName(body.subject), serial, publicKey };
}

const micros = (time: Time) => time.getTime().getTime() * 1000;

/** DER in one piece: what follows the outer object is refused, since no signature covers it. */
function parse<T>(der: Uint8Array, type: new () => T): T {
  if (decodeTlvs(der).length !== 1) throw malformed("DER", "more than one object");
  return AsnConvert.parse(der, type);
}

const keyOf = ({ subjectPublicKeyInfo }: TBSCertificate): KeyObject =>
  createPublicKey({ key: Buffer.from(AsnConvert.serialize(subjectPublicKeyInfo)), format: "der", type: "spki" });

/** Over the very bytes that came, not over a second encoding of what was read from them. */
const isSigned = (raw: ArrayBuffer | undefined, signature: ArrayBuffer, key: KeyObject): boolean =>
  raw !== undefined && verify("sha256", new Uint8Array(raw), key, new Uint8Array(signature));

function sameName(a: Name, b: Name): boolean {
  return equal(new Uint8Array(AsnConvert.serialize(a)), new Uint8Array(AsnConvert.serialize(b)));
}

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
