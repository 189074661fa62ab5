import type { KeyObject } from "node:crypto";
import type { Published } from "../../certs/ocsp/responder.ts";
import { statusAt } from "../../certs/registry.ts";
import { signForCard, terminalCertificate } from "../../certs/terminal.ts";
import { type Examined, examineCertificate, judgeExamined } from "../../certs/verify-certificate.ts";
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
  /** When the certificate expires, or expired, in microseconds. */
  readonly expires: number;
  /** It has expired, by no more than three months: it still tells whose card it is, for eligibility alone. */
  readonly grace: boolean;
}

/** The time after a certificate's end in which eligibility is still told. */
const GRACE_MONTHS = 3;

/**
 * The authority of the test world. What it says of a certificate is what its own responder says at that moment: both ask one
 * registry. The key that cards grant PIN-less use to lives here and nowhere else, as the real one stays at the centre.
 */
export function cardAuthority({ authority, registry }: Pick<Published, "authority" | "registry">): CardAuthority {
  const certificate = terminalCertificate();
  const examine = rememberingGood((der) => examineCertificate({ certificate: der, issuer: authority.certificate }));
  return {
    verify(der, at) {
      const examined = examine(der);
      if ("refused" in examined) return { refused: CODES[examined.refused] };
      const verdictAt = (at: number) => judgeExamined(examined, { at, use: "digitalSignature" });
      const now = verdictAt(at);
      // Only what has expired and is otherwise right is looked at as of the end of its term.
      const expires = examined.body.notAfter;
      const grace = !now.ok && now.refused === "expired" && at <= monthsAfter(expires, GRACE_MONTHS);
      const verdict = grace ? verdictAt(expires) : now;
      if (!verdict.ok) return { refused: CODES[verdict.refused] };
      const status = statusAt(registry(), unhex(verdict.serial), at);
      if (status.is === "unknown") return { refused: "TSTR0010E" };
      if (status.is === "revoked") return { refused: CODES.revoked };
      return { serial: verdict.commonName, publicKey: verdict.publicKey, expires, grace };
    },
    authorise: (challenge) => ({ certificate, signature: signForCard(challenge) }),
  };
}

/** So many certificates whose bytes are known: the cards of a large hospital's patients in a month. */
const MOST_KNOWN = 20_000;

/**
 * The authority's signature under these very bytes stays what it was, and a patient comes more than once. Of what is wrong nothing is
 * kept: anybody can make up as much of it as he likes.
 */
function rememberingGood<Bad extends { readonly refused: unknown }>(examine: (der: Uint8Array) => Examined | Bad) {
  const known = new Map<string, Examined>();
  return (der: Uint8Array): Examined | Bad => {
    const key = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("latin1");
    const before = known.get(key);
    if (before) return before;
    const examined = examine(der.slice());
    if ("refused" in examined) return examined;
    const [oldest] = known.size >= MOST_KNOWN ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
    known.set(key, examined);
    return examined;
  };
}

export function monthsAfter(microseconds: number, months: number): number {
  const at = new Date(microseconds / 1000);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.getTime() * 1000;
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
