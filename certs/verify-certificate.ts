import type { KeyObject } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { SubjectAlternativeName } from "@peculiar/asn1-x509";
import { EMPTY, equal } from "../device/wire/bytes.ts";
import { decodeTlvs } from "../device/wire/tlv.ts";
import { oid } from "./der.ts";
import { KEY_USES, PURPOSES, REASONS, type KeyUse, type Purpose } from "./extension.ts";
import { type CertificateBody, commonName, publicKeyIn, readCertificate } from "./read-certificate.ts";
import { readRevocationList, type RevocationList } from "./read-revocation-list.ts";
import { checkSigned, isStrong } from "./signed-der.ts";

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
  | {
      readonly ok: true;
      readonly commonName: string;
      readonly serial: string;
      readonly publicKey: KeyObject;
      /** The end of its term, in microseconds. */
      readonly notAfter: number;
    }
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
  const examined = examineCertificate(question);
  return "refused" in examined ? examined : judgeExamined(examined, question);
}

/** What no time, list or use changes about a certificate: what it says, and that this authority signed it. */
export interface Examined {
  readonly authority: Trusted;
  readonly body: CertificateBody;
  readonly publicKey: KeyObject;
  readonly commonName: string;
  /** Why it counts at no time, if so. */
  readonly never?: Refusal;
}

type Refused = Extract<Verdict, { ok: false }>;
const refuse = (refused: Refusal): Refused => ({ ok: false, refused });

export const examineCertificate = (asked: Pick<Question, "certificate" | "issuer">): Examined | Refused =>
  onBytes(() => examine(asked));

/** Whether a certificate that was examined counts at a time, for a use, by these lists. */
export const judgeExamined = (examined: Examined, asked: Omit<Question, "certificate" | "issuer">): Verdict =>
  onBytes(() => judge(examined, asked));

function onBytes<T>(act: () => T): T | Refused {
  try {
    return act();
  } catch {
    // The library throws its own errors on what is not ASN.1, or not what its schema wants.
    return refuse("malformed");
  }
}

function examine({ certificate, issuer }: Pick<Question, "certificate" | "issuer">): Examined | Refused {
  const authority = trusted(issuer);
  const body = readCertificate(certificate);
  if (!equal(body.issuer, authority.body.subject)) return refuse("otherIssuer");
  const signature = checkSigned(certificate, authority.key);
  if (signature !== "signed") return refuse(signature);
  const publicKey = publicKeyIn(body.key);
  if (!isStrong(publicKey)) return refuse("tooWeak");
  const never =
    !understood(body) || !understood(authority.body)
      ? "unknownExtension"
      : !isAuthority(authority.body)
        ? "notAnAuthority"
        : undefined;
  return { authority, body, publicKey, commonName: commonName(body.subject), ...(never ? { never } : {}) };
}

function judge(
  { authority, body, publicKey, commonName, never }: Examined,
  { crl, delta, at, use, purpose, host }: Omit<Question, "certificate" | "issuer">,
): Verdict {
  if (at < body.notBefore) return refuse("notYetValid");
  if (at > body.notAfter) return refuse("expired");
  if (at < authority.body.notBefore || at > authority.body.notAfter) return refuse("authorityExpired");
  if (never) return refuse(never);
  if (!isFor(body, use, purpose)) return refuse("notForThisUse");
  if (host !== undefined && !names(body, host)) return refuse("otherName");
  const { serial, notAfter } = body;
  const refused = crl && askLists(authority, { crl, delta, at, serial });
  if (refused) return refuse(refused);
  return { ok: true, commonName, serial, publicKey, notAfter };
}

interface Trusted {
  readonly body: CertificateBody;
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
    if (!isFor(authority.body, "cRLSign") || !equal(issuer, authority.body.subject)) return "revocationListRefused";
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
  const body = readCertificate(issuer);
  return { body, key: publicKeyIn(body.key) };
});

const listOf = once(readRevocationList);

/** Object identifiers of extensions as hex. */
const [KEY_USAGE, ALTERNATIVE_NAME, BASIC_CONSTRAINTS] = ["551d0f", "551d11", "551d13"] as const;
const [POLICIES, PURPOSE] = ["551d20", "551d25"] as const;

/** Critical extensions that are looked at here; any other one says something that would go unheard (RFC 5280 §4.2). */
const UNDERSTOOD = new Set<string>([KEY_USAGE, ALTERNATIVE_NAME, BASIC_CONSTRAINTS, POLICIES, PURPOSE]);

const understood = ({ extensions }: CertificateBody): boolean =>
  [...extensions].every(([id, { critical }]) => !critical || UNDERSTOOD.has(id));

function isAuthority(body: CertificateBody): boolean {
  const [constraints] = elementsOf(body, BASIC_CONSTRAINTS);
  return constraints?.tag === 0x01 && isFor(body, "keyCertSign");
}

function isFor(body: CertificateBody, use?: KeyUse, purpose?: Purpose): boolean {
  if (use) {
    const bits = decodeTlvs(body.extensions.get(KEY_USAGE)?.value ?? EMPTY)[0];
    const [byte, bit] = [KEY_USES[use] >> 3, KEY_USES[use] & 7];
    if (bits?.tag !== 0x03 || !((bits.value[1 + byte] ?? 0) & (0x80 >> bit))) return false;
  }
  return !purpose || elementsOf(body, PURPOSE).some(({ tag, value }) => isPurpose(purpose, tag, value));
}

const isPurpose = (purpose: Purpose, tag: number, value: Uint8Array): boolean => {
  const [wanted] = decodeTlvs(oid(PURPOSES[purpose]));
  return wanted?.tag === tag && equal(wanted.value, value);
};

/** The elements of an extension that is a SEQUENCE; none where there is no such extension. */
function elementsOf({ extensions }: CertificateBody, id: string) {
  const [list] = decodeTlvs(extensions.get(id)?.value ?? EMPTY);
  return list?.tag === 0x30 ? decodeTlvs(list.value) : [];
}

/** Only the alternative names count: a common name names nobody to a client (RFC 9525 §2). No wildcards. */
function names({ extensions }: CertificateBody, host: string): boolean {
  const value = extensions.get(ALTERNATIVE_NAME)?.value;
  if (!value) return false;
  return AsnConvert.parse(value, SubjectAlternativeName).some(
    ({ dNSName, iPAddress }) => dNSName?.toLowerCase() === host.toLowerCase() || iPAddress === host,
  );
}
