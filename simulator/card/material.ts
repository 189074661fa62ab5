import type { KeyObject } from "node:crypto";
import { endOfDay, type TestPki } from "../../certs/authorities.ts";
import { issueAuthCertificate, issueSignCertificate } from "../../certs/leaves.ts";
import { keyFor, personKeys, POOL, type PoolKey } from "../../certs/pool/key-for.ts";
import type { Person } from "../people.ts";
import { drawnGlyphs, type Glyphs } from "./glyphs.ts";
import { eraBirth, numberOf } from "../personas.ts";

interface KeyPair {
  readonly key: PoolKey;
  /** DER, and that of the authority above it. */
  readonly certificate: Uint8Array;
  readonly authority: Uint8Array;
}

/** What goes into a card besides what is known of its holder. */
export interface CardMaterial {
  readonly auth: KeyPair;
  /** Absent for a card without a certificate for signatures (a child's, a face-only one). */
  readonly sign?: KeyPair;
  readonly signAuthority: Uint8Array;
  /** Vouches for terminals that may use the authentication key without its PIN. */
  readonly terminalAuthority: KeyObject;
  /** Prove that the chip is the one the files of an application belong to; a session key is sealed with the third. */
  readonly visualKey: PoolKey;
  readonly textKey: PoolKey;
  readonly sessionKey: PoolKey;
  /** Signs the files, and is certified by the authority of card issuers. */
  readonly issuer: PoolKey;
  readonly issuerAuthority: PoolKey;
  /** JPEG 2000 in a JP2 container. */
  readonly photograph: Uint8Array;
  /** The type in which name and address are printed. */
  readonly glyphs: Glyphs;
}

/** Certificates and keys of a person's card on the day `at` (microseconds). The same day, person and picture: the same card. */
export function cardMaterial({
  person,
  pki,
  at,
  photograph,
  glyphs = drawnGlyphs,
}: {
  readonly person: Person;
  readonly pki: TestPki;
  readonly at: number;
  readonly photograph: Uint8Array;
  /** Those drawn beforehand do for everybody in the population; see `glyphsFor`. */
  readonly glyphs?: Glyphs;
}): CardMaterial {
  const { auth, sign, visual, text, session } = personKeys(numberOf(person));
  const order = { ...term(person.certificate, at), residence: RESIDENCE };
  return {
    auth: {
      key: auth,
      certificate: issueAuthCertificate({
        ...order,
        issuer: pki.userAuthentication,
        spki: auth.spki,
        serial: person.certificateSerial,
      }).certificate,
      authority: pki.userAuthentication.certificate,
    },
    ...(person.pins.sign === undefined
      ? {}
      : {
          sign: {
            key: sign,
            certificate: issueSignCertificate({
              ...order,
              issuer: pki.digitalSignature,
              spki: sign.spki,
              serial: `20260401${person.certificateSerial.slice(-10, -1)}`,
              holder: holderOf(person),
            }).certificate,
            authority: pki.digitalSignature.certificate,
          },
        }),
    signAuthority: pki.digitalSignature.certificate,
    terminalAuthority: keyFor(POOL.terminalCa).publicKey,
    visualKey: visual,
    textKey: text,
    sessionKey: session,
    issuer: keyFor(POOL.cardIssuer),
    issuerAuthority: keyFor(POOL.cardIssuerCa),
    photograph,
    glyphs,
  };
}

/** Every persona lives in the same invented place. */
const RESIDENCE = { prefecture: "Tokyo-to", city: "Mihon-ku" } as const;

/** Certificates last to the fifth birthday after their issue; here they are a year old, unless the persona says otherwise. */
function term(certificate: Person["certificate"], at: number) {
  if (certificate === "renewed") return { notBefore: at - RENEWED_AGO, notAfter: endOfDay(at, 5 * 365) };
  const age = AGE_IN_DAYS[certificate];
  return { notBefore: endOfDay(at, -age - 1) + 1_000_000, notAfter: endOfDay(at, 5 * 365 - age) };
}

const AGE_IN_DAYS = {
  valid: 365,
  revoked: 365,
  expiring: 5 * 365 - 20,
  expired: 5 * 365 + 20,
  longExpired: 5 * 365 + 120,
} as const;
/** Four hours, in microseconds. */
const RENEWED_AGO = 4 * 3_600_000_000;

const SEX = { male: "1", female: "2", unset: "9" } as const;

const holderOf = (person: Person) => ({
  name: person.name,
  nameSubstitutes: flags(person.name),
  sex: SEX[person.sex],
  birth: eraBirth(person),
  address: person.address,
  addressSubstitutes: flags(person.address),
});

/** One flag a character: whether another character stands in for the one in the register. Here none does. */
const flags = (text: string) => "0".repeat(Array.from(text).length);
