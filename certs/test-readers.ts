import { concat, hex } from "../device/wire/bytes.ts";
import { decodeTlv } from "../device/wire/tlv.ts";
import { endOfDay, startOfDay, testPki } from "./authorities.ts";
import type { Authority } from "./issue.ts";
import { issueReaderCertificate } from "./leaves.ts";
import { type P256Key, p256Key } from "./p256.ts";
import { readerKeyOf } from "./reader-key.ts";
import { revocationList } from "./revocation-list.ts";
import { type Refusal, verifyCertificate } from "./verify-certificate.ts";

/** Readers that the bench has attested, the one among them that it took back, and what a host makes of what a reader attests. */

export const REVOKED_READER = "SHK-9999";
export const revokedReaderKey = (): P256Key => p256Key(0, `reader ${REVOKED_READER}`);

interface TestReader {
  readonly issuer: Authority;
  readonly serial: string;
  readonly key: Pick<P256Key, "publicKey">;
  /** Microseconds: the day on which it is attested already. */
  readonly at: number;
}

/** A reader's certificate (DER) by the attestation authority: it began the day before, and lasts for ten years. */
export const attestationOf = ({
  issuer,
  serial,
  key,
  at,
}: TestReader): { certificate: Uint8Array; serial: Uint8Array } =>
  issueReaderCertificate({
    ...{ issuer, reader: serial, publicKey: key.publicKey },
    ...{ notBefore: startOfDay(at, -1), notAfter: endOfDay(at, 10 * 365) },
  });

/** The chain as `attested` carries it: the reader's own certificate, then its authority's. */
export const chainOf = (reader: TestReader): Uint8Array =>
  concat(attestationOf(reader).certificate, reader.issuer.certificate);

/** What became of an attestation. `unattested`: no authority of the bench vouches for it, and `why` says how that shows. */
export type Attestation =
  | { readonly is: "trusted"; readonly publicKey: Uint8Array }
  | { readonly is: "revoked" }
  | { readonly is: "unattested"; readonly why: Refusal };

/** Judges a chain (DER, one behind the other, the reader's own first) at a moment in microseconds. Never throws on bytes. */
export function judgeAttestation(chain: Uint8Array, at: number): Attestation {
  const issuer = testPki({ at }).readerAttestation;
  const own = firstOf(chain);
  const verdict = verifyCertificate({
    ...{ certificate: own, issuer: issuer.certificate, at, use: "digitalSignature" },
    crl: listOf(issuer, at),
  });
  if (!verdict.ok)
    return verdict.refused === "revoked" ? { is: "revoked" } : { is: "unattested", why: verdict.refused };
  const publicKey = readerKeyOf(own, issuer.certificate, at);
  return publicKey ? { is: "trusted", publicKey } : { is: "unattested", why: "tooWeak" };
}

/** The authority's list: whichever day the reader taken back was attested on, that certificate is on it. */
function listOf(issuer: Authority, at: number): Uint8Array {
  const key = revokedReaderKey();
  const serials = new Map(
    [0, -1, -2].map((days) => {
      const { serial } = attestationOf({ issuer, serial: REVOKED_READER, key, at: startOfDay(at, days) });
      return [hex(serial), serial] as const;
    }),
  );
  const revoked = [...serials.values()].map((serial) => ({
    ...{ serial, at: startOfDay(at, -1), reason: "keyCompromise" as const },
  }));
  return revocationList({ issuer, revoked, at: startOfDay(at), nextUpdate: endOfDay(at, 1), number: 1 });
}

/** The certificate that a chain begins with. */
export function firstOf(chain: Uint8Array): Uint8Array {
  try {
    return chain.subarray(0, decodeTlv(chain, 0, "certificate chain").end);
  } catch {
    return chain;
  }
}
