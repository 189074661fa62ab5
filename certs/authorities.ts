import type { KeyObject } from "node:crypto";
import type { Extension } from "./extension.ts";
import { issue, type Authority } from "./issue.ts";
import { p256Key, p256PrivateKey } from "./p256.ts";
import { keyFor } from "./pool/key-for.ts";
import { namedKey, type KeyName } from "./pool/named-key.ts";
import {
  AUTHORITIES,
  GENERATIONS,
  type AuthorityName,
  type AuthorityProfile,
  type GenerationName,
} from "./profiles.data.ts";
import { p256Signer, rsaSigner, type Signer } from "./signer.ts";

export type TestPki = Readonly<Record<AuthorityName, Authority>>;

const DAY = 86_400_000_000;
const JST = 9 * 3_600_000_000;

/** The end of the day in Japan, `days` from `at`: 23:59:59 JST, when certificates of JPKI end. Microseconds. */
export function endOfDay(at: number, days = 0): number {
  const midnight = Math.floor((at + JST) / DAY) * DAY - JST;
  return midnight + (days + 1) * DAY - 1_000_000;
}

/** The start of the day in Japan, `days` from `at`. Microseconds. */
export const startOfDay = (at: number, days = 0): number => endOfDay(at, days - 1) + 1_000_000;

/**
 * Every authority of the test world as it stands at `at` (microseconds): three years old, valid for ten. The same day and seed
 * give the same bytes. Only the keys on P-256 depend on the seed.
 */
export function testPki({ at, seed = 0 }: { at: number; seed?: number }): TestPki {
  const build = (name: AuthorityName): Authority => {
    const profile = AUTHORITIES[name];
    return selfSigned(profile, signerOf(profile, seed), startOfDay(at, -3 * 365), endOfDay(at, 7 * 365));
  };
  return {
    userAuthentication: build("userAuthentication"),
    digitalSignature: build("digitalSignature"),
    facility: build("facility"),
    server: build("server"),
    readerAttestation: build("readerAttestation"),
    firmwareSigning: build("firmwareSigning"),
    lab: build("lab"),
  };
}

/** A former or coming generation of the authorities whose certificates people carry: the same names, other keys. */
export function jpkiGeneration(
  generation: GenerationName,
  at: number,
): Pick<TestPki, "userAuthentication" | "digitalSignature"> {
  const { from, to, keys } = GENERATIONS[generation];
  const build = (profile: AuthorityProfile, key: KeyName) =>
    selfSigned(profile, rsaSigner(namedKey(key)), startOfDay(at, from), endOfDay(at, to));
  return {
    userAuthentication: build(AUTHORITIES.userAuthentication, keys[0]),
    digitalSignature: build(AUTHORITIES.digitalSignature, keys[1]),
  };
}

export function selfSigned(
  profile: Omit<AuthorityProfile, "key">,
  signer: Signer,
  notBefore: number,
  notAfter: number,
): Authority {
  const issuer = { name: profile.subject, signer };
  const extensions = authorityExtensions(profile, signer.spki);
  const order = { subject: profile.subject, spki: signer.spki, notBefore, notAfter, extensions };
  return { ...issuer, certificate: issue(order, issuer).certificate };
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
  profile.key === "p256" ? p256Signer(ownKey(profile, seed)) : rsaSigner(keyFor(profile.key));

const ownKey = ({ subject }: AuthorityProfile, seed: number) => p256Key(seed, subject.map((step) => step[1]).join("/"));

/** The private key of an authority: a test key, published like all of them. */
export function authorityKey(name: AuthorityName, seed = 0): KeyObject {
  const profile: AuthorityProfile = AUTHORITIES[name];
  return profile.key === "p256" ? p256PrivateKey(ownKey(profile, seed)) : keyFor(profile.key).privateKey;
}
