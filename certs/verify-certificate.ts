import { createPublicKey, type KeyObject } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import {
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  KeyUsage,
  SubjectAlternativeName,
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  KeyUsageFlags,
  Version,
  type Name,
  type TBSCertificate,
  type Time,
} from "@peculiar/asn1-x509";
import { equal, hex } from "../device/wire/bytes.ts";
import { PURPOSES, REASONS, type KeyUse, type Purpose } from "./extension.ts";
import { readRevocationList, type RevocationList } from "./read-revocation-list.ts";
import { checkSigned, isStrong } from "./signed-der.ts";
import { isDer } from "./strict-der.ts";

/** Why a certificate is refused, in the order the checks are made. */
export type Refusal =
  | "malformed"
  | "otherIssuer"
  | "badSignature"
  | "tooWeak"
  | "notYetValid"
  | "expired"
  | "authorityExpired"
  | "unknownExtension"
  | "notAnAuthority"
  | "notForThisUse"
  | "otherName"
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
  /** What has changed since that list, DER. */
  readonly delta?: Uint8Array;
  /** Microseconds since 1970. */
  readonly at: number;
  readonly use?: KeyUse;
  readonly purpose?: Purpose;
  /** The host that the certificate has to name: a DNS name or an IP address. */
  readonly host?: string;
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

function decide({ certificate, issuer, crl, delta, at, use, purpose, host }: Question): Verdict {
  const authority = trusted(issuer);
  const body = bodyOf(certificate);
  if (!sameName(body.issuer, authority.subject)) return refuse("otherIssuer");
  const signature = checkSigned(certificate, authority.key);
  if (signature !== "signed") return refuse(signature);
  const publicKey = keyOf(body);
  if (!isStrong(publicKey)) return refuse("tooWeak");
  if (at < micros(body.validity.notBefore)) return refuse("notYetValid");
  if (at > micros(body.validity.notAfter)) return refuse("expired");
  const { notBefore, notAfter } = authority.body.validity;
  if (at < micros(notBefore) || at > micros(notAfter)) return refuse("authorityExpired");
  if (!understood(body) || !understood(authority.body)) return refuse("unknownExtension");
  if (!isAuthority(authority.body)) return refuse("notAnAuthority");
  if (!isFor(body, use, purpose)) return refuse("notForThisUse");
  if (host !== undefined && !names(body, host)) return refuse("otherName");
  const serial = hex(new Uint8Array(body.serialNumber));
  const refused = crl && askLists(authority, { crl, delta, at, serial });
  if (refused) return refuse(refused);
  return { ok: true, commonName: commonName(body.subject), serial, publicKey };
}

/** A certificate's body, once every byte of it is known to be spelled in the one way there is. */
function bodyOf(certificate: Uint8Array): TBSCertificate {
  if (!isDer(certificate)) throw new TypeError("not DER");
  const body = AsnConvert.parse(certificate, Certificate).tbsCertificate;
  const list = extensionsOf(body);
  const once = new Set(list.map(({ extnID }) => extnID)).size === list.length;
  const spelled = list.every(({ extnValue }) => isDer(new Uint8Array(extnValue.buffer)));
  if (!once || !spelled || (list.length > 0 && body.version !== Version.v3)) throw new TypeError("not a certificate");
  return body;
}

interface Trusted {
  readonly body: TBSCertificate;
  readonly subject: Uint8Array;
  readonly key: KeyObject;
}

interface Asked {
  readonly crl: Uint8Array;
  readonly delta: Uint8Array | undefined;
  readonly at: number;
  readonly serial: string;
}

/** The complete list, as the delta amends it (RFC 5280 §5.2.4). */
function askLists(authority: Trusted, { crl, delta, at, serial }: Asked): Refusal | undefined {
  const list = listOf(crl);
  const change = delta && listOf(delta);
  for (const [der, { issuer }] of [[crl, list] as const, ...(delta && change ? [[delta, change] as const] : [])]) {
    if (!isFor(authority.body, "cRLSign") || !equal(issuer, authority.subject)) return "revocationListRefused";
    if (checkSigned(der, authority.key) !== "signed") return "revocationListRefused";
  }
  if (list.deltaOf !== undefined || (change && !amends(change, list))) return "revocationListRefused";
  if (isStale(list, at) || (change && isStale(change, at))) return "revocationListStale";
  const entry = change?.entries.get(serial) ?? list.entries.get(serial);
  return entry && entry.at <= at && entry.reason !== REASONS.removeFromCRL ? "revoked" : undefined;
}

/** The complete list is at least as new as the one the delta starts from, and not newer than the delta. */
function amends(delta: RevocationList, list: RevocationList): boolean {
  if (delta.deltaOf === undefined || delta.number === undefined || list.number === undefined) return false;
  return delta.deltaOf <= list.number && list.number <= delta.number;
}

const isStale = ({ thisUpdate, nextUpdate }: RevocationList, at: number): boolean =>
  at < thisUpdate || (nextUpdate !== undefined && at > nextUpdate);

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
  const body = bodyOf(issuer);
  return { body, subject: encoded(body.subject), key: keyOf(body) };
});

const listOf = once(readRevocationList);

const micros = (time: Time) => time.getTime().getTime() * 1000;

const keyOf = ({ subjectPublicKeyInfo }: TBSCertificate): KeyObject =>
  createPublicKey({ key: Buffer.from(AsnConvert.serialize(subjectPublicKeyInfo)), format: "der", type: "spki" });

const encoded = (name: Name) => new Uint8Array(AsnConvert.serialize(name));
const sameName = (name: Name, as: Uint8Array) => equal(encoded(name), as);

const extensionsOf = (body: TBSCertificate) => body.extensions?.slice() ?? [];
const extension = (body: TBSCertificate, id: string) =>
  extensionsOf(body).find(({ extnID }) => extnID === id)?.extnValue;

/** Critical extensions that are looked at here; any other one says something that would go unheard (RFC 5280 §4.2). */
const UNDERSTOOD = new Set([
  id_ce_basicConstraints,
  id_ce_certificatePolicies,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
]);

const understood = (body: TBSCertificate): boolean =>
  extensionsOf(body).every(({ critical, extnID }) => !critical || UNDERSTOOD.has(extnID));

function isAuthority(body: TBSCertificate): boolean {
  const constraints = extension(body, id_ce_basicConstraints);
  return !!constraints && AsnConvert.parse(constraints, BasicConstraints).cA && isFor(body, "keyCertSign");
}

function isFor(body: TBSCertificate, use?: KeyUse, purpose?: Purpose): boolean {
  if (use) {
    const usage = extension(body, id_ce_keyUsage);
    if (!usage || !(AsnConvert.parse(usage, KeyUsage).toNumber() & KeyUsageFlags[use])) return false;
  }
  if (purpose) {
    const purposes = extension(body, id_ce_extKeyUsage);
    if (!purposes || !AsnConvert.parse(purposes, ExtendedKeyUsage).includes(PURPOSES[purpose])) return false;
  }
  return true;
}

/** Only the alternative names count: a common name names nobody to a client (RFC 9525 §2). No wildcards. */
function names(body: TBSCertificate, host: string): boolean {
  const value = extension(body, id_ce_subjectAltName);
  if (!value) return false;
  return AsnConvert.parse(value, SubjectAlternativeName).some(
    ({ dNSName, iPAddress }) => dNSName?.toLowerCase() === host.toLowerCase() || iPAddress === host,
  );
}

function commonName(name: Name): string {
  const values = name.flatMap((step) => step.filter(({ type }) => type === "2.5.4.3").map(({ value }) => value));
  return values.at(-1)?.toString() ?? "";
}
