import type { Extension } from "./extension.ts";
import type { Name } from "./name.ts";
import { POOL } from "./pool/key-for.ts";
import type { KeyName } from "./pool/named-key.ts";

/**
 * Who issues what in the test world. The two JPKI-shaped authorities copy the certificates of the real ones (jpki/myna carries
 * them: src/ta/auth_ca_2023.pem, sign_ca_2023.pem) under O=JPKI-TEST; the others are this bench's own.
 */

const AGENCY = ["OU", "Japan Agency for Local Authority Information Systems"] as const;
const JA_AGENCY = ["OU", "地方公共団体情報システム機構"] as const;
const JA_SERVICE = ["O", "公的個人認証サービス"] as const;

export interface AuthorityProfile {
  readonly subject: Name;
  readonly alternativeName?: Name;
  /** Whether its CRL is found under its own name. */
  readonly crlAtSelf: boolean;
  /** Index in the pool, or a P-256 key derived from the seed. */
  readonly key: number | "p256";
}

export const jpkiName = (organisation: string, use: string): Name => [
  ["C", "JP"],
  ["O", organisation],
  ["OU", `JPKI for ${use}`],
  AGENCY,
];

export const jpkiAlternativeName = (use: string): Name => [
  ["C", "JP"],
  JA_SERVICE,
  ["OU", `公的個人認証サービス${use}`],
  JA_AGENCY,
];

const bench = (name: string): Name => [
  ["C", "JP"],
  ["O", "SHIKAKU-TEST"],
  ["CN", name],
];

export const AUTHORITIES = {
  userAuthentication: {
    subject: jpkiName("JPKI-TEST", "user authentication"),
    alternativeName: jpkiAlternativeName("利用者証明用"),
    crlAtSelf: true,
    key: POOL.userAuthenticationCa,
  },
  digitalSignature: {
    subject: jpkiName("JPKI-TEST", "digital signature"),
    alternativeName: jpkiAlternativeName("署名用"),
    crlAtSelf: true,
    key: POOL.digitalSignatureCa,
  },
  facility: { subject: bench("Facility client CA"), crlAtSelf: false, key: POOL.facilityCa },
  server: { subject: bench("Server CA"), crlAtSelf: false, key: POOL.serverCa },
  readerAttestation: { subject: bench("Reader attestation CA"), crlAtSelf: false, key: "p256" },
  firmwareSigning: { subject: bench("Firmware signing CA"), crlAtSelf: false, key: "p256" },
  lab: { subject: bench("Test laboratory CA"), crlAtSelf: false, key: "p256" },
} as const satisfies Record<string, AuthorityProfile>;

export type AuthorityName = keyof typeof AUTHORITIES;

/**
 * Like the real ones, the two authorities of JPKI-TEST have three generations under one name, each with a key of its own: one that
 * has ended, the one in use, and one that is there already and has issued nothing. Days from today.
 */
export const GENERATIONS = {
  former: { from: -11 * 365, to: -365, keys: ["userAuthenticationFormer", "digitalSignatureFormer"] },
  next: { from: -30, to: 10 * 365 - 30, keys: ["userAuthenticationNext", "digitalSignatureNext"] },
} as const satisfies Record<string, { from: number; to: number; keys: readonly [KeyName, KeyName] }>;

export type GenerationName = keyof typeof GENERATIONS;

/**
 * What a leaf of each kind may be used for; names, keys and dates come with the order. The signature policy is that of JPKI-TEST;
 * no source gives the test policy for authentication, so that one is production's (both: myna-card).
 */
export const LEAVES = {
  auth: [
    { is: "keyUsage", uses: ["digitalSignature"] },
    { is: "policy", id: "1.2.392.200149.8.5.1.3.30", cps: "http://www.jpki.go.jp/cps.html" },
  ],
  sign: [
    { is: "keyUsage", uses: ["digitalSignature", "nonRepudiation"] },
    { is: "policy", id: "1.2.392.200149.8.5.1.0.20", cps: "http://www.jpki.go.jp/cps.html" },
  ],
  facility: [
    { is: "keyUsage", uses: ["digitalSignature"] },
    { is: "purpose", purposes: ["clientAuth"] },
  ],
  server: [
    { is: "keyUsage", uses: ["digitalSignature", "keyEncipherment"] },
    { is: "purpose", purposes: ["serverAuth"] },
  ],
  reader: [{ is: "keyUsage", uses: ["digitalSignature"] }],
  firmware: [
    { is: "keyUsage", uses: ["digitalSignature"] },
    { is: "purpose", purposes: ["codeSigning"] },
  ],
  lab: [{ is: "keyUsage", uses: ["digitalSignature", "nonRepudiation"] }],
  responder: [
    { is: "keyUsage", uses: ["digitalSignature"] },
    { is: "purpose", purposes: ["ocspSigning"] },
    { is: "noCheck" },
  ],
} as const satisfies Record<string, readonly Extension[]>;
