import { X509Certificate } from "node:crypto";
import { pem } from "../../certs/issue.ts";
import type { AuthorityName } from "../../certs/profiles.data.ts";
import { SHELF } from "../../certs/shelf.data.ts";
import { questionOf } from "../../certs/shelf.ts";
import { verifyCertificate } from "../../certs/verify-certificate.ts";
import type { Piece } from "./catalogue.ts";

/** What `index.json` says, row by row. Paths are relative to it; each certificate and list is there as PEM and as DER. */
export interface Row {
  readonly path: string;
  readonly der: string;
  readonly kind: "authority" | "certificate" | "list" | "shelf";
  readonly purpose: string;
  /** PKCS#8, PEM. */
  readonly key?: string;
  readonly trusted?: string;
  readonly crl?: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly serial?: string;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** What a verifier at the index's time should find: `good`, or why it refuses. */
  readonly expected?: string;
  /** What OpenSSL and GnuTLS say of it, where that is something else than for an honest certificate. */
  readonly openssl?: string;
  readonly gnutls?: string;
  readonly wrong?: { readonly ja: string; readonly en: string };
}

export interface Files {
  readonly rows: readonly Row[];
  /** Contents by path. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
}

/** Everything to write, and the index of it as of `at` (microseconds). */
export function filesOf(pieces: readonly Piece[], at: number): Files {
  const files = new Map<string, string | Uint8Array>();
  const both = (path: string, label: string, der: Uint8Array, binary: string) => {
    files.set(`${path}.pem`, pem(label, der));
    files.set(`${path}.${binary}`, der);
    return { path: `${path}.pem`, der: `${path}.${binary}` };
  };
  const authority = (name: AuthorityName) =>
    pieces.find((piece) => piece.is === "certificate" && piece.path === `authorities/${name}`);
  const list = (name: AuthorityName) => pieces.find((piece) => piece.is === "list" && piece.path === `lists/${name}`);
  const rows = pieces.map((piece): Row => {
    if (piece.is === "list")
      return {
        ...both(piece.path, "X509 CRL", piece.der, "crl"),
        kind: "list",
        purpose: piece.path.endsWith("-delta") ? "delta revocation list" : "revocation list",
        trusted: `authorities/${piece.authority}.pem`,
      };
    if (piece.is === "shelf") {
      const { certificate, issuer, crl } = piece.wrong;
      const { ja, en, refused, openssl, gnutls } = SHELF[piece.name];
      both(`${piece.path}.trusted`, "CERTIFICATE", issuer, "cer");
      if (crl) both(`${piece.path}.list`, "X509 CRL", crl, "crl");
      const verdict = verifyCertificate(questionOf(piece.wrong, at));
      return {
        ...both(piece.path, "CERTIFICATE", certificate, "cer"),
        kind: "shelf",
        purpose: piece.wrong.as === "server" ? "TLS server" : "user authentication",
        trusted: `${piece.path}.trusted.pem`,
        ...(crl ? { crl: `${piece.path}.list.pem` } : {}),
        ...describe(certificate),
        expected: verdict.ok ? "good" : refused,
        openssl,
        gnutls,
        wrong: { ja, en },
      };
    }
    const [issuer, crl] = [authority(piece.authority), list(piece.authority)];
    const isAuthority = piece.purpose.startsWith("authority");
    if (piece.key) files.set(`${piece.path}.key.pem`, piece.key.export({ format: "pem", type: "pkcs8" }).toString());
    const trusted = isAuthority ? piece.der : issuer?.is === "certificate" ? issuer.der : piece.der;
    const lists = !isAuthority && crl?.is === "list" ? { crl: crl.der } : {};
    const verdict = verifyCertificate({ certificate: piece.der, issuer: trusted, ...lists, at });
    return {
      ...both(piece.path, "CERTIFICATE", piece.der, "cer"),
      kind: isAuthority ? "authority" : "certificate",
      purpose: piece.purpose,
      ...(piece.key ? { key: `${piece.path}.key.pem` } : {}),
      ...(isAuthority ? {} : { trusted: `authorities/${piece.authority}.pem`, crl: `lists/${piece.authority}.pem` }),
      ...describe(piece.der),
      expected: verdict.ok ? "good" : verdict.refused,
    };
  });
  return { rows, files };
}

/** Nothing for a certificate that OpenSSL cannot read: it is on the shelf for that. */
function describe(der: Uint8Array): Pick<Row, "subject" | "issuer" | "serial" | "notBefore" | "notAfter"> {
  try {
    const { subject, issuer, serialNumber, validFrom, validTo } = new X509Certificate(der);
    const line = (name: string) => name.split("\n").join(", ");
    const [notBefore, notAfter] = [validFrom, validTo].map((date) => new Date(date).toISOString());
    return {
      subject: line(subject),
      issuer: line(issuer),
      serial: serialNumber.toLowerCase(),
      ...(notBefore && notAfter ? { notBefore, notAfter } : {}),
    };
  } catch {
    return {};
  }
}
