import { X509Certificate } from "node:crypto";
import { endOfDay, type TestPki } from "../certs/authorities.ts";
import type { Issued } from "../certs/issue.ts";
import { issueAuthCertificate, issueResponderCertificate } from "../certs/leaves.ts";
import type { Published } from "../certs/ocsp/responder.ts";
import { namedKey } from "../certs/pool/named-key.ts";
import type { AuthorityName } from "../certs/profiles.data.ts";
import { enter, NOTHING_ISSUED, revoke, type Registry } from "../certs/registry.ts";
import { rsaSigner } from "../certs/signer.ts";
import { EMPTY, unhex } from "../device/wire/bytes.ts";
import { cardMaterial } from "./card/material.ts";
import type { Person } from "./people.ts";
import { personas } from "./personas.ts";

/** An authority at work: what it publishes, and the book it keeps. */
export interface CertificateOffice extends Published {
  /** Issues, suspends, takes back: puts another registry in the place of the one that is there. */
  change(act: (registry: Registry) => Registry): void;
}

export type CertificateOffices = Readonly<Record<AuthorityName, CertificateOffice>>;

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
/** A certificate is known a day after its holder has it, as municipalities tell people: who renewed this morning is unknown today. */
const KNOWN_AFTER = 24 * HOUR;

/**
 * Every authority as of `at` (microseconds), with the certificates of these people entered (the personas' where nobody is named) and
 * those taken back that they have lost.
 */
export function certificateOffices({
  pki,
  at,
  people = personas,
}: {
  readonly pki: TestPki;
  readonly at: number;
  readonly people?: readonly Person[];
}): CertificateOffices {
  const office = (name: AuthorityName): CertificateOffice => {
    let book: Registry | undefined;
    const registry = () => (book ??= bookOf(name, pki, at, people));
    return {
      ...publishedBy(pki, name, at),
      registry,
      change: (act) => void (book = act(registry())),
    };
  };
  return {
    userAuthentication: office("userAuthentication"),
    digitalSignature: office("digitalSignature"),
    facility: office("facility"),
    server: office("server"),
    readerAttestation: office("readerAttestation"),
    firmwareSigning: office("firmwareSigning"),
    lab: office("lab"),
  };
}

/** One key answers for all authorities, under a certificate of each. */
function publishedBy(pki: TestPki, name: AuthorityName, at: number): Pick<Published, "authority" | "responder"> {
  const signer = rsaSigner(namedKey("ocspResponder"));
  const term = { notBefore: endOfDay(at, -30), notAfter: endOfDay(at, 335) };
  const { certificate } = issueResponderCertificate({ issuer: pki[name], spki: signer.spki, ...term });
  return { authority: pki[name], responder: { certificate, signer } };
}

function bookOf(name: AuthorityName, pki: TestPki, at: number, people: readonly Person[]): Registry {
  if (name !== "userAuthentication" && name !== "digitalSignature") return NOTHING_ISSUED;
  let book = NOTHING_ISSUED;
  for (const person of people) {
    const material = cardMaterial({ person, pki, at, photograph: EMPTY });
    const certificate = (name === "userAuthentication" ? material.auth : material.sign)?.certificate;
    if (!certificate) continue;
    book = enter(book, [entryOf(certificate)]);
    if (person.certificate === "revoked" && name === "userAuthentication")
      book = revoke(book, entryOf(certificate).serial, at - DAY, "keyCompromise");
    if (person.certificate === "renewed" && name === "userAuthentication") {
      const former = entryOf(formerCertificate(person.certificateSerial, pki, at).certificate);
      book = revoke(enter(book, [former]), former.serial, validFrom(certificate), "superseded");
    }
  }
  return book;
}

/** The certificate that was on the card before a renewal: another number, another key, taken back when the new one was made. */
export const formerCertificate = (serial: string, pki: TestPki, at: number): Issued =>
  issueAuthCertificate({
    issuer: pki.userAuthentication,
    spki: namedKey("impostor").spki,
    serial: `${serial.slice(0, 7)}9${serial.slice(8)}`,
    residence: { prefecture: "Tokyo-to", city: "Mihon-ku" },
    notBefore: endOfDay(at, -5 * 365) + 1_000_000,
    notAfter: endOfDay(at, 40),
  });

/** What the registry keeps of a certificate, DER or PEM. */
export function entryOf(certificate: Uint8Array): { serial: Uint8Array; notAfter: number; knownFrom: number } {
  const { serialNumber, validTo } = new X509Certificate(certificate);
  return {
    serial: unhex(serialNumber),
    notAfter: Date.parse(validTo) * 1000,
    knownFrom: validFrom(certificate) + KNOWN_AFTER,
  };
}

const validFrom = (certificate: Uint8Array): number => Date.parse(new X509Certificate(certificate).validFrom) * 1000;
