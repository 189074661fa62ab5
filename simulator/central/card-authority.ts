import { X509Certificate, type KeyObject } from "node:crypto";
import { endOfDay } from "../../certs/authorities.ts";
import type { Authority } from "../../certs/issue.ts";
import { revocationList } from "../../certs/revocation-list.ts";
import { signForCard, terminalCertificate } from "../../certs/terminal.ts";
import { verifyCertificate } from "../../certs/verify-certificate.ts";
import { unhex } from "../../device/wire/bytes.ts";
import type { ResultCode } from "../result-codes.data.ts";

/** What the central system can say of cards, and what it may have a card do. */
export interface CardAuthority {
  /** Whether a user-authentication certificate counts at a time (microseconds), and whose it is. */
  verify(certificate: Uint8Array, at: number): CardHolder | { readonly refused: ResultCode };
  /** Leave to use the card's key without PIN: a card-verifiable certificate, and its key's signature of the card's challenge. */
  authorise(challenge: Uint8Array): { readonly certificate: Uint8Array; readonly signature: Uint8Array };
}

export interface CardHolder {
  /** The serial that stands as common name in the certificate. */
  readonly serial: string;
  readonly publicKey: KeyObject;
}

/**
 * The authority of the test world: `issuer` issues certificates for user authentication, `revoked` are those taken back (DER). The key
 * that cards grant PIN-less use to lives here and nowhere else, as the real one stays at the centre.
 */
export function cardAuthority({
  issuer,
  revoked,
}: {
  readonly issuer: Authority;
  readonly revoked: readonly Uint8Array[];
}): CardAuthority {
  const certificate = terminalCertificate();
  const listOf = dailyList(issuer, revoked);
  return {
    verify(der, at) {
      const verdict = verifyCertificate({
        certificate: der,
        issuer: issuer.certificate,
        crl: listOf(at),
        at,
        use: "digitalSignature",
      });
      if (!verdict.ok) return { refused: CODES[verdict.refused] };
      if (at - issuedAt(der) < KNOWN_AFTER) return { refused: "TSTR0010E" };
      return { serial: verdict.commonName, publicKey: verdict.publicKey };
    },
    authorise: (challenge) => ({ certificate, signature: signForCard(challenge) }),
  };
}

const CODES = {
  malformed: "TSTR0003E",
  otherIssuer: "TSTR0003E",
  badSignature: "TSTR0003E",
  notYetValid: "TSTR0005E",
  expired: "TSTR0004E",
  tooWeak: "TSTR0003E",
  authorityExpired: "TSTR0003E",
  unknownExtension: "TSTR0003E",
  notAnAuthority: "TSTR0003E",
  otherName: "TSTR0003E",
  notForThisUse: "TSTR0007E",
  revocationListRefused: "TSTR0009E",
  revocationListStale: "TSTR0009E",
  revoked: "TSTR0006E",
} as const satisfies Record<string, ResultCode>;

/** A certificate is known to the centre about a day after its renewal, as municipalities tell people. Microseconds. */
const KNOWN_AFTER = 24 * 3_600_000_000;

const issuedAt = (der: Uint8Array): number => Date.parse(new X509Certificate(der).validFrom) * 1000;

/** The revocation list of a day in Japan, made when it is first asked for. Everything in it was taken back the day before. */
function dailyList(issuer: Authority, revoked: readonly Uint8Array[]): (at: number) => Uint8Array {
  const serials = revoked.map((der) => unhex(new X509Certificate(der).serialNumber));
  const lists = new Map<number, Uint8Array>();
  return (at) => {
    const day = endOfDay(at, -1);
    const known = lists.get(day);
    if (known) return known;
    const entries = serials.map((serial) => ({ serial, at: day }));
    const list = revocationList({
      issuer,
      revoked: entries,
      at: day,
      nextUpdate: endOfDay(at, 1),
      number: lists.size + 1,
    });
    lists.set(day, list);
    return list;
  };
}
