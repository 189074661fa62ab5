import type { Extension } from "./extension.ts";
import { issue, type Authority } from "./issue.ts";
import { p256Key } from "./p256.ts";
import { keyFor } from "./pool/key-for.ts";
import { AUTHORITIES, type AuthorityName, type AuthorityProfile } from "./profiles.data.ts";
import { p256Signer, rsaSigner, type Signer } from "./signer.ts";

export type TestPki = Readonly<Record<AuthorityName, Authority>>;

const DAY = 86_400_000_000;
const JST = 9 * 3_600_000_000;

/** The end of the day in Japan, `days` from `at`: 23:59:59 JST, when certificates of JPKI end. Microseconds. */
export function endOfDay(at: number, days = 0): number {
  const midnight = Math.floor((at + JST) / DAY) * DAY - JST;
  return midnight + (days + 1) * DAY - 1_000_000;
}

/**
 * Every authority of the test world as it stands at `at` (microseconds): three years old, valid for ten. The same day and seed
 * give the same bytes. Only the reader attestation key depends on the seed.
 */
export function testPki({ at, seed = 0 }: { at: number; seed?: number }): TestPki {
  const build = (profile: AuthorityProfile): Authority => {
    const signer = signerOf(profile, seed);
    const issuer = { name: profile.subject, signer };
    const { certificate } = issue(
      {
        subject: profile.subject,
        spki: signer.spki,
        notBefore: endOfDay(at, -3 * 365 - 1) + 1_000_000,
        notAfter: endOfDay(at, 7 * 365),
        extensions: authorityExtensions(profile, signer.spki),
      },
      issuer,
    );
    return { ...issuer, certificate };
  };
  return {
    userAuthentication: build(AUTHORITIES.userAuthentication),
    digitalSignature: build(AUTHORITIES.digitalSignature),
    facility: build(AUTHORITIES.facility),
    server: build(AUTHORITIES.server),
    readerAttestation: build(AUTHORITIES.readerAttestation),
  };
}

/** In the order of the real certificates. */
export const authorityExtensions = (profile: Omit<AuthorityProfile, "key">, spki: Uint8Array): Extension[] => [
  { is: "keyUsage", uses: ["keyCertSign", "cRLSign"] },
  ...(profile.alternativeName ? [{ is: "alternativeName", name: profile.alternativeName } as const] : []),
  { is: "authority" },
  ...(profile.crlAtSelf ? [{ is: "crlAt", name: profile.subject } as const] : []),
  { is: "subjectKey", spki },
];

const signerOf = (profile: AuthorityProfile, seed: number): Signer =>
  profile.key === "p256"
    ? p256Signer(p256Key(seed, profile.subject.map((step) => step[1]).join("/")))
    : rsaSigner(keyFor(profile.key));
