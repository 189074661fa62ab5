import type { KeyObject } from "node:crypto";
import { authorityKey, endOfDay, jpkiGeneration, startOfDay, testPki } from "../../certs/authorities.ts";
import type { Authority } from "../../certs/issue.ts";
import {
  issueFacilityCertificate,
  issueFirmwareCertificate,
  issueLabCertificate,
  issueReaderCertificate,
  issueServerCertificate,
} from "../../certs/leaves.ts";
import { p256Key, p256PrivateKey } from "../../certs/p256.ts";
import { keyFor, POOL } from "../../certs/pool/key-for.ts";
import { namedKey } from "../../certs/pool/named-key.ts";
import { AUTHORITIES, GENERATIONS, type AuthorityName } from "../../certs/profiles.data.ts";
import { completeList, deltaList } from "../../certs/publication.ts";
import { shelf, type Wrong } from "../../certs/shelf.ts";
import { SHELF, type ShelfName } from "../../certs/shelf.data.ts";
import { EMPTY } from "../../device/wire/bytes.ts";
import { cardMaterial } from "../../simulator/card/material.ts";
import { certificateOffices, formerCertificate } from "../../simulator/certificate-offices.ts";
import { personas } from "../../simulator/personas.ts";

/** One thing to write: a certificate or a revocation list, and the key that goes with it. */
export type Piece =
  | {
      readonly is: "certificate";
      /** Without its ending: `people/hanako-auth`. */
      readonly path: string;
      readonly der: Uint8Array;
      readonly purpose: string;
      readonly authority: AuthorityName;
      readonly key?: KeyObject;
    }
  | { readonly is: "list"; readonly path: string; readonly der: Uint8Array; readonly authority: AuthorityName }
  | { readonly is: "shelf"; readonly path: string; readonly name: ShelfName; readonly wrong: Wrong };

const NAMES = Object.keys(AUTHORITIES) as AuthorityName[];
const INSTITUTION = "1319999999";

/** The whole test world's certificates and lists at a moment (microseconds). The same moment and seed: the same bytes. */
export function pkiCatalogue({ at, seed }: { readonly at: number; readonly seed: number }): Piece[] {
  const pki = testPki({ at, seed });
  const offices = certificateOffices({ pki, at });
  const term = { notBefore: startOfDay(at, -30), notAfter: endOfDay(at, 335) };
  const certificate = (
    path: string,
    authority: AuthorityName,
    purpose: string,
    der: Uint8Array,
    key?: KeyObject,
  ): Piece => ({ is: "certificate", path, authority, purpose, der, ...(key ? { key } : {}) });
  const order = (name: AuthorityName, spki: Uint8Array) => ({ issuer: pki[name], spki, ...term });
  const [reader, firmware, lab] = ["reader", "firmware", "lab"].map((what) => p256Key(seed, `pki ${what}`));
  if (!reader || !firmware || !lab) throw new RangeError("three keys were asked for");

  const authorities = NAMES.map((name) =>
    certificate(`authorities/${name}`, name, "authority", pki[name].certificate, authorityKey(name, seed)),
  );
  const generations = (["former", "next"] as const).flatMap((generation) =>
    Object.entries(jpkiGeneration(generation, at)).map(([name, { certificate: der }], index) =>
      certificate(
        `authorities/${name}-${generation}`,
        name as AuthorityName,
        `authority, ${generation} generation`,
        der,
        namedKey(GENERATIONS[generation].keys[index === 0 ? 0 : 1]).privateKey,
      ),
    ),
  );
  const responders = NAMES.map((name) =>
    certificate(
      `responders/${name}`,
      name,
      "OCSP responder",
      offices[name].responder.certificate,
      namedKey("ocspResponder").privateKey,
    ),
  );
  const lists = NAMES.flatMap((name): Piece[] => {
    const issuer: Authority = pki[name];
    const registry = offices[name].registry();
    return [
      { is: "list", path: `lists/${name}`, authority: name, der: completeList(issuer, registry, at) },
      { is: "list", path: `lists/${name}-delta`, authority: name, der: deltaList(issuer, registry, at) },
    ];
  });
  const people = personas.flatMap((person): Piece[] => {
    const { auth, sign } = cardMaterial({ person, pki, at, photograph: EMPTY });
    const path = `people/${person.id}`;
    return [
      certificate(`${path}-auth`, "userAuthentication", "user authentication", auth.certificate, auth.key.privateKey),
      ...(sign
        ? [certificate(`${path}-sign`, "digitalSignature", "signature", sign.certificate, sign.key.privateKey)]
        : []),
      ...(person.certificate === "renewed"
        ? [
            certificate(
              `${path}-auth-former`,
              "userAuthentication",
              "user authentication, before the renewal",
              formerCertificate(person.certificateSerial, pki, at).certificate,
              namedKey("impostor").privateKey,
            ),
          ]
        : []),
    ];
  });
  const [facilityKey, serverKey] = [keyFor(POOL.facility), keyFor(POOL.server)];
  const things = [
    certificate(
      `facilities/${INSTITUTION}`,
      "facility",
      "TLS client of a terminal",
      issueFacilityCertificate({ ...order("facility", facilityKey.spki), institutionCode: INSTITUTION }).certificate,
      facilityKey.privateKey,
    ),
    certificate(
      "servers/localhost",
      "server",
      "TLS server",
      issueServerCertificate(order("server", serverKey.spki)).certificate,
      serverKey.privateKey,
    ),
    certificate(
      "readers/SHIKAKU-0001",
      "readerAttestation",
      "reader attestation",
      issueReaderCertificate({
        ...order("readerAttestation", EMPTY),
        publicKey: reader.publicKey,
        reader: "SHIKAKU-0001",
      }).certificate,
      p256PrivateKey(reader),
    ),
    certificate(
      "firmware/SHIKAKU-READER",
      "firmwareSigning",
      "firmware signing",
      issueFirmwareCertificate({ ...order("firmwareSigning", firmware.spki), model: "SHIKAKU-READER" }).certificate,
      p256PrivateKey(firmware),
    ),
    certificate(
      "laboratories/SHIKAKU-LAB",
      "lab",
      "evidence of a test laboratory",
      issueLabCertificate({ ...order("lab", lab.spki), laboratory: "SHIKAKU-LAB" }).certificate,
      p256PrivateKey(lab),
    ),
  ];
  const wrong = Object.entries(shelf({ pki, at })).map(([name, one]): Piece => {
    return { is: "shelf", path: `shelf/${name}`, name: name as ShelfName, wrong: one };
  });
  return [...authorities, ...generations, ...responders, ...things, ...people, ...lists, ...wrong];
}

/** The sentence of a certificate on the shelf, in both languages. */
export const wrongOf = (name: ShelfName): { ja: string; en: string } => ({ ja: SHELF[name].ja, en: SHELF[name].en });
