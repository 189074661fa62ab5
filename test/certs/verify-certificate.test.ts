import { describe, expect, test } from "vitest";
import { endOfDay, testPki } from "../../certs/authorities.ts";
import { issueAuthCertificate, issueFacilityCertificate, issueReaderCertificate } from "../../certs/leaves.ts";
import { p256Key } from "../../certs/p256.ts";
import { keyFor, personKeys, POOL } from "../../certs/pool/key-for.ts";
import { revocationList } from "../../certs/revocation-list.ts";
import { verifyCertificate, type Question } from "../../certs/verify-certificate.ts";
import { concat, hex } from "../../device/wire/bytes.ts";
import { OPENING } from "../../simulator/world.ts";

const DAY = 86_400_000_000;
const pki = testPki({ at: OPENING });
const issuer = pki.userAuthentication;
const term = { notBefore: OPENING - 100 * DAY, notAfter: endOfDay(OPENING, 100) };
const serial = `0513999${"1".padStart(15, "0")}A`;

const issued = issueAuthCertificate({
  ...term,
  issuer,
  spki: personKeys(1).auth.spki,
  serial,
  residence: { prefecture: "Tokyo-to", city: "Mihon-ku" },
});

const list = (over: Partial<Parameters<typeof revocationList>[0]> = {}) =>
  revocationList({
    issuer,
    revoked: [],
    at: OPENING - 3_600_000_000,
    nextUpdate: OPENING + DAY,
    number: 1,
    ...over,
  });

const question: Question = {
  certificate: issued.certificate,
  issuer: issuer.certificate,
  crl: list(),
  at: OPENING,
  use: "digitalSignature",
};

const refused = (over: Partial<Question>) => {
  const verdict = verifyCertificate({ ...question, ...over });
  return verdict.ok ? "accepted" : verdict.refused;
};

/** Bytes in which a changed bit goes unnoticed: every bit of both ends and around the signature's head, one of each byte between. */
function acceptedChanges(der: Uint8Array, accepts: (changed: Uint8Array) => boolean): number[] {
  const edge = (at: number) => at < 8 || (at > der.length - 285 && at < der.length - 250) || at > der.length - 4;
  return Array.from(der.keys()).filter((at) =>
    (edge(at) ? [0, 1, 2, 3, 4, 5, 6, 7] : [at % 8]).some((bit) => {
      const changed = der.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      return accepts(changed);
    }),
  );
}

describe("a certificate", () => {
  test("that is good tells whose it is", () => {
    expect(verifyCertificate(question)).toMatchObject({ ok: true, commonName: serial, serial: hex(issued.serial) });
  });

  test("counts from the second it begins to the second it ends", () => {
    const without = { ...question, crl: undefined };
    const at = (when: number) => {
      const { crl: _, ...rest } = without;
      const verdict = verifyCertificate({ ...rest, at: when });
      return verdict.ok ? "accepted" : verdict.refused;
    };
    expect(at(term.notBefore - 1_000_000)).toBe("notYetValid");
    expect(at(term.notBefore)).toBe("accepted");
    expect(at(term.notAfter)).toBe("accepted");
    expect(at(term.notAfter + 1_000_000)).toBe("expired");
  });

  test("of another authority is refused by its issuer's name", () => {
    expect(refused({ issuer: pki.digitalSignature.certificate })).toBe("otherIssuer");
  });

  test("under the right name but by another key is refused by its signature", () => {
    const impostor = { ...issuer, signer: pki.facility.signer };
    const { certificate } = issueFacilityCertificate({
      ...term,
      issuer: impostor,
      spki: keyFor(POOL.facility).spki,
      institutionCode: "1319999999",
    });
    expect(refused({ certificate })).toBe("badSignature");
  });

  test("of a terminal does not sign documents for a server, nor the other way round", () => {
    const { certificate } = issueFacilityCertificate({
      ...term,
      issuer: pki.facility,
      spki: keyFor(POOL.facility).spki,
      institutionCode: "1319999999",
    });
    const of = { certificate, issuer: pki.facility.certificate, at: OPENING };
    expect(verifyCertificate({ ...of, purpose: "clientAuth" })).toMatchObject({ ok: true, commonName: "1319999999" });
    expect(verifyCertificate({ ...of, purpose: "serverAuth" })).toMatchObject({ refused: "notForThisUse" });
    expect(verifyCertificate({ ...of, use: "keyCertSign" })).toMatchObject({ refused: "notForThisUse" });
  });

  test("of a reader is checked by the same rules on P-256", () => {
    const { certificate } = issueReaderCertificate({
      ...term,
      issuer: pki.readerAttestation,
      publicKey: p256Key(7, "reader").publicKey,
      reader: "SHIKAKU-0001",
    });
    const verdict = verifyCertificate({ certificate, issuer: pki.readerAttestation.certificate, at: OPENING });
    expect(verdict).toMatchObject({ ok: true, commonName: "SHIKAKU-0001" });
  });

  test("is not an authority, even when its key is good", () => {
    expect(refused({ certificate: issued.certificate, issuer: issued.certificate })).toBe("otherIssuer");
  });

  test("is refused with any one bit of it changed", () => {
    const accepts = (certificate: Uint8Array) =>
      verifyCertificate({ certificate, issuer: issuer.certificate, at: OPENING }).ok;
    expect(acceptedChanges(issued.certificate, accepts)).toEqual([]);
  });

  test.each([
    ["nothing", new Uint8Array(0)],
    ["half of one", issued.certificate.slice(0, 500)],
    ["one with a byte behind it", concat(issued.certificate, Uint8Array.of(0))],
    ["two", concat(issued.certificate, issued.certificate)],
    ["an empty sequence", Uint8Array.of(0x30, 0)],
  ])("is not %s", (_, certificate) => {
    expect(refused({ certificate })).toBe("malformed");
  });
});

describe("a revocation list", () => {
  test("takes a certificate back from the moment it says, and no other", () => {
    const entry = { serial: issued.serial, at: OPENING };
    expect(refused({ crl: list({ revoked: [entry] }) })).toBe("revoked");
    expect(refused({ crl: list({ revoked: [entry] }), at: OPENING - 1_000_000 })).toBe("accepted");
    expect(refused({ crl: list({ revoked: [{ ...entry, serial: Uint8Array.of(1, 2, 3) }] }) })).toBe("accepted");
  });

  test("that is over, or not yet, or of another authority, or changed, accepts nothing", () => {
    expect(refused({ crl: list({ nextUpdate: OPENING - 1_000_000 }) })).toBe("revocationListStale");
    expect(refused({ crl: list({ at: OPENING + 1_000_000 }) })).toBe("revocationListStale");
    expect(refused({ crl: list({ issuer: pki.digitalSignature }) })).toBe("revocationListRefused");
    const signer = pki.digitalSignature.signer;
    expect(refused({ crl: list({ issuer: { ...issuer, signer } }) })).toBe("revocationListRefused");
    expect(refused({ crl: Uint8Array.of(0x30, 0) })).toBe("malformed");
  });

  test("is refused with any one bit of it changed", () => {
    const crl = list({ revoked: [{ serial: Uint8Array.of(1, 2, 3), at: OPENING }] });
    const accepts = (changed: Uint8Array) => verifyCertificate({ ...question, crl: changed }).ok;
    expect(acceptedChanges(crl, accepts)).toEqual([]);
  });
});
