import { createHash } from "node:crypto";
import { concat } from "../device/wire/bytes.ts";
import { bits, explicit, integer, sequence, time } from "./der.ts";
import { extensions, type Extension } from "./extension.ts";
import { encodeName, type Name } from "./name.ts";
import type { Signer } from "./signer.ts";

/** Everything a certificate says (RFC 5280 §4.1.2). Times are microseconds since 1970, cut to seconds. */
export interface Contents {
  readonly serial: Uint8Array;
  readonly issuer: Name;
  readonly notBefore: number;
  readonly notAfter: number;
  readonly subject: Name;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
}

/** A name with a key: it issues certificates and revocation lists. */
export interface Authority {
  readonly name: Name;
  readonly signer: Signer;
  /** Its own certificate, DER. */
  readonly certificate: Uint8Array;
}

export interface Issued {
  readonly certificate: Uint8Array;
  readonly serial: Uint8Array;
}

/** The part of a certificate that is signed, DER. */
export const tbsCertificate = (contents: Contents, algorithm: Uint8Array): Uint8Array =>
  sequence(
    explicit(0, integer(2)),
    integer(contents.serial),
    algorithm,
    encodeName(contents.issuer),
    sequence(time(contents.notBefore), time(contents.notAfter)),
    encodeName(contents.subject),
    contents.spki,
    explicit(3, extensions(contents.extensions)),
  );

/** What `signer` signs: a certificate or a revocation list. */
export const signed = (body: Uint8Array, signer: Signer): Uint8Array =>
  sequence(body, signer.algorithm, bits(signer.sign(body)));

export function issue(
  contents: Omit<Contents, "serial" | "issuer">,
  issuer: Pick<Authority, "name" | "signer">,
): Issued {
  const whole = { ...contents, issuer: issuer.name, serial: serialOf(contents, issuer.name) };
  return {
    certificate: signed(tbsCertificate(whole, issuer.signer.algorithm), issuer.signer),
    serial: whole.serial,
  };
}

/** Eight bytes that follow from what is certified, positive and without a leading zero: no counter to keep. */
function serialOf(contents: Omit<Contents, "serial" | "issuer">, issuer: Name): Uint8Array {
  const seen = concat(
    encodeName(issuer),
    encodeName(contents.subject),
    contents.spki,
    time(contents.notBefore),
    time(contents.notAfter),
  );
  const serial = new Uint8Array(createHash("sha256").update(seen).digest().subarray(0, 8));
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  return serial;
}

/** PEM with lines of 64 characters (RFC 7468). */
export function pem(label: string, der: Uint8Array): string {
  const lines = Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n").trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
