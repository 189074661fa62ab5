import { sign } from "node:crypto";
import { ascii, concat, EMPTY } from "../device/wire/bytes.ts";
import { encodeTlv } from "../device/wire/tlv.ts";
import { endOfDay, jpkiGeneration, startOfDay, type TestPki } from "./authorities.ts";
import { bits, explicit, integer, NULL, octets, oid, sequence, time } from "./der.ts";
import { encodeExtension, type Extension } from "./extension.ts";
import { signed, tbsCertificate, type Authority, type Contents } from "./issue.ts";
import { encodeName, type Name } from "./name.ts";
import { p256Spki } from "./p256.ts";
import { keyFor, POOL } from "./pool/key-for.ts";
import { namedKey } from "./pool/named-key.ts";
import { LEAVES } from "./profiles.data.ts";
import { completeList, deltaList } from "./publication.ts";
import { enter, NOTHING_ISSUED, revoke, suspend, type Registry } from "./registry.ts";
import { flipLast, overwrite, respell, timeToTheMinute, withDefault, withLongLength } from "./respell.ts";
import { rsaSigner, type Signer } from "./signer.ts";
import type { Question } from "./verify-certificate.ts";
import type { ShelfName } from "./shelf.data.ts";

/** A certificate with one thing wrong, and what is needed to see it. All DER. */
export interface Wrong {
  readonly certificate: Uint8Array;
  /** The authority that is trusted. */
  readonly issuer: Uint8Array;
  readonly crl?: Uint8Array;
  /** Where it would be used: it is a server's, or a person's who signs in with it. */
  readonly as: "server" | "holder";
}

/** The question about a certificate of the shelf to which anything but the refusal named in `SHELF` is a wrong answer. */
export const questionOf = ({ as, ...wrong }: Wrong, at: number): Question => ({
  ...wrong,
  at,
  use: "digitalSignature",
  ...(as === "server" ? { purpose: "serverAuth", host: SHELF_HOST } : {}),
});

const DAY = 86_400_000_000;

/** What the certificates of the shelf are for, where nothing else is wrong with them: a server by this name. */
export const SHELF_HOST = "localhost";

/** Every certificate of the shelf as of `at` (microseconds). The same day, the same bytes. */
export function shelf({ pki, at }: { readonly pki: TestPki; readonly at: number }): Record<ShelfName, Wrong> {
  const { server } = pki;
  const trusted = server.certificate;
  const as = "server";
  const term = { notBefore: startOfDay(at, -30), notAfter: endOfDay(at, 335) };
  const contents = (over: Partial<Contents> = {}): Contents => ({
    ...{ serial: Uint8Array.of(0x51, 0x02, 0x03), issuer: server.name, subject: subject(SHELF_HOST), ...term },
    spki: keyFor(POOL.server).spki,
    extensions: [...LEAVES.server, hosts(SHELF_HOST), { is: "issuerKey", spki: server.signer.spki }],
    ...over,
  });
  const by = (signer: Signer, over?: Partial<Contents>) =>
    signed(tbsCertificate(contents(over), signer.algorithm), signer);
  const made = (over?: Partial<Contents>): Wrong => ({ certificate: by(server.signer, over), issuer: trusted, as });
  const good = by(server.signer);
  const body = tbsCertificate(contents(), server.signer.algorithm);
  /** The honest body with one element spelled otherwise, and a good signature over it. */
  const respelled = (from: Uint8Array, to: Uint8Array): Wrong => ({
    certificate: signed(respell(body, from, to), server.signer),
    issuer: trusted,
    as,
  });
  const impostor = rsaSigner(namedKey("impostor"));
  const underImpostor = { extensions: [...LEAVES.server, hosts(SHELF_HOST), issuerKey(impostor)] };
  const former = jpkiGeneration("former", at).userAuthentication;
  const underFormer = {
    issuer: former.name,
    extensions: [...LEAVES.auth, issuerKey(former.signer)],
  };
  const bare: Authority = {
    name: subject("Not an authority"),
    signer: impostor,
    certificate: by(impostor, {
      issuer: subject("Not an authority"),
      subject: subject("Not an authority"),
      spki: impostor.spki,
      extensions: [{ is: "subjectKey", spki: impostor.spki }],
    }),
  };
  const listed = (make: (registry: Registry, serial: Uint8Array) => Uint8Array): Wrong => {
    const serial = contents().serial;
    const registry = enter(NOTHING_ISSUED, [{ serial, notAfter: term.notAfter, knownFrom: term.notBefore }]);
    return { certificate: good, issuer: trusted, as, crl: make(registry, serial) };
  };
  const keyUse = encodeExtension(LEAVES.server[0]);
  const authorityKey = encodeExtension(issuerKey(server.signer));

  return {
    "bad-signature": { certificate: flipLast(good), issuer: trusted, as },
    "changed-after-signing": {
      certificate: overwrite(good, ascii(SHELF_HOST), ascii("l0calhost")),
      issuer: trusted,
      as,
    },
    "other-authority": {
      certificate: by(impostor, { ...underImpostor, issuer: subject("Another CA") }),
      issuer: trusted,
      as,
    },
    "impostor-authority": { certificate: by(impostor, underImpostor), issuer: trusted, as },
    "former-generation": {
      certificate: by(former.signer, underFormer),
      issuer: pki.userAuthentication.certificate,
      as: "holder",
    },
    "expired-authority": { certificate: by(former.signer, underFormer), issuer: former.certificate, as: "holder" },
    "not-an-authority": {
      certificate: by(impostor, { ...underImpostor, issuer: bare.name }),
      issuer: bare.certificate,
      as,
    },
    "wrong-purpose": made({ extensions: [...LEAVES.facility, hosts(SHELF_HOST), issuerKey(server.signer)] }),
    "wrong-key-usage": made({
      extensions: [{ is: "keyUsage", uses: ["cRLSign"] }, hosts(SHELF_HOST), issuerKey(server.signer)],
    }),
    "expired": made({ notBefore: startOfDay(at, -400), notAfter: endOfDay(at, -1) }),
    "not-yet-valid": made({ notBefore: startOfDay(at, 1) }),
    "weak-key": made({ spki: namedKey("weak").spki }),
    "weak-digest": { certificate: by(sha1Signer), issuer: trusted, as },
    "algorithm-mismatch": {
      certificate: sequence(body, SHA1_RSA, bits(server.signer.sign(body))),
      issuer: trusted,
      as,
    },
    "point-off-curve": made({ spki: p256Spki(concat(Uint8Array.of(4), new Uint8Array(64).fill(1))) }),
    "name-mismatch": made({ extensions: [...LEAVES.server, hosts("example.test"), issuerKey(server.signer)] }),
    "common-name-only": made({ extensions: [...LEAVES.server, issuerKey(server.signer)] }),
    "unknown-critical": made({
      extensions: [...contents().extensions, { is: "other", id: "1.3.6.1.4.1.55555.1", critical: true, value: NULL }],
    }),
    "extension-twice": made({ extensions: [...contents().extensions, LEAVES.server[0]] }),
    "version-1": respelled(explicit(0, integer(2)), EMPTY),
    "der-long-length": respelled(encodeName(contents().subject), withLongLength(encodeName(contents().subject))),
    "der-padded-integer": respelled(
      integer(contents().serial),
      encodeTlv(0x02, Uint8Array.of(0, 0), contents().serial),
    ),
    "der-true-as-one": respelled(keyUse, sequence(oid(KEY_USAGE), TRUE_AS_ONE, octets(SERVER_KEY_USE))),
    "der-default-written": respelled(authorityKey, withDefault(authorityKey)),
    "der-time-without-seconds": respelled(time(term.notAfter), timeToTheMinute(term.notAfter)),
    "der-trailing-byte": { certificate: concat(good, Uint8Array.of(0)), issuer: trusted, as },
    "revoked": listed((book, serial) => completeList(server, revoke(book, serial, at - 2 * DAY, "keyCompromise"), at)),
    "on-hold": listed((book, serial) => completeList(server, suspend(book, serial, at - 2 * DAY), at)),
    "list-stale": listed((book) => completeList(server, book, at - 5 * DAY)),
    "list-of-another": listed((book) => completeList(pki.facility, book, at)),
    "list-forged": listed((book) => completeList({ name: server.name, signer: impostor }, book, at)),
    "delta-alone": listed((book) => deltaList(server, book, at)),
  };
}

const KEY_USAGE = "2.5.29.15";
const TRUE_AS_ONE = encodeTlv(0x01, Uint8Array.of(1));
const SERVER_KEY_USE = Uint8Array.of(0x03, 0x02, 0x05, 0xa0);

const subject = (commonName: string): Name => [
  ["C", "JP"],
  ["O", "SHIKAKU-TEST"],
  ["CN", commonName],
];

const hosts = (name: string): Extension => ({ is: "hosts", names: [name], addresses: [] });
const issuerKey = (signer: Signer): Extension => ({ is: "issuerKey", spki: signer.spki });

const SHA1_RSA = sequence(oid("1.2.840.113549.1.1.5"), NULL);

/** Honest but for its digest, with which collisions have been made. */
const sha1Signer: Signer = {
  algorithm: SHA1_RSA,
  spki: keyFor(POOL.serverCa).spki,
  sign: (bytes) => new Uint8Array(sign("sha1", bytes, keyFor(POOL.serverCa).privateKey)),
};
