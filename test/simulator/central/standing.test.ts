import { describe, expect, test } from "vitest";
import { createHash } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { BasicOCSPResponse, OCSPResponse } from "@peculiar/asn1-ocsp";
import { testPki } from "../../../certs/authorities.ts";
import { integer, NULL, octets, oid, sequence } from "../../../certs/der.ts";
import { issueAuthCertificate } from "../../../certs/leaves.ts";
import { encodeName } from "../../../certs/name.ts";
import { answerOcsp } from "../../../certs/ocsp/responder.ts";
import { personKeys } from "../../../certs/pool/key-for.ts";
import { release, revoke, suspend } from "../../../certs/registry.ts";
import { EMPTY } from "../../../device/wire/bytes.ts";
import { decodeTlv, decodeTlvs } from "../../../device/wire/tlv.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { cardMaterial } from "../../../simulator/card/material.ts";
import { bodyOf } from "../../../simulator/central/answer.ts";
import { cardAuthority } from "../../../simulator/central/card-authority.ts";
import { certificateOffices, entryOf } from "../../../simulator/certificate-offices.ts";
import { eligibilityByCard, eligibilityByNumber } from "../../../simulator/central/eligibility.ts";
import { ledgerOf } from "../../../simulator/central/ledger.ts";
import { personas } from "../../../simulator/personas.ts";
import { OPENING } from "../../../simulator/world.ts";
import { CLINIC, persona } from "../counter.ts";

const ledger = ledgerOf(personas);
const day = jstDate(OPENING);

function byCard(id: string) {
  const insured = ledger.byCertificate(persona(id).certificateSerial);
  if (!insured) throw new RangeError(`${id} is not registered`);
  return eligibilityByCard(insured, day);
}

const resultOf = (id: string) =>
  bodyOf(byCard(id), { day, now: OPENING, facility: CLINIC, by: "card", consents: [] }).ResultList?.[0]
    ?.ResultOfQualificationConfirmation;

describe("what the central system knows of a persona", () => {
  test.each([
    ["hanako", "1"],
    ["moved", "1"],
    ["two-insurers", "1"],
    ["lost", "2"],
    ["newborn", "4"],
  ])("by card, for %s: validity %s", (id, validity) => {
    expect(byCard(id).validity).toBe(validity);
  });

  test.each([
    ["with the branch number, one", "00", "1"],
    ["without it, several", undefined, "5"],
  ])("by number, for one who is registered twice: %s", (_, branch, validity) => {
    const { insurer, symbol, number, birthDate } = persona("doubled");
    const asked = {
      InsurerNumber: insurer,
      InsuredCardSymbol: symbol,
      InsuredIdentificationNumber: number,
      Birthdate: birthDate,
      LimitApplicationCertificateRelatedConsFlg: "0" as const,
      ...(branch === undefined ? {} : { InsuredBranchNumber: branch }),
    };
    expect(eligibilityByNumber(ledger, asked, day).validity).toBe(validity);
  });

  test("is another person's data where an insurer typed a wrong number", () => {
    expect(resultOf("mixed-up")?.Name).toBe("別人　誤");
  });

  test("has a class of its own for medical assistance, the name in use, and no rate where none is registered", () => {
    expect(resultOf("assistance")).toMatchObject({
      InsuredCardClassification: "A1",
      PublicExpenseNumber: "12990016",
      BeneficiaryNumber: "0000239",
    });
    expect(resultOf("foreign")).toMatchObject({ Name: "MIHON MARIA LUISA", NameOfOther: "見本　真理" });
    expect(resultOf("no-rate")).not.toHaveProperty("InsuredPartialContributionRatio", expect.anything());
    expect(resultOf("hanako")).toMatchObject({
      InsuredCardClassification: "01",
      InsuredPartialContributionRatio: "030",
    });
  });
});

describe("what the central system says of a persona's certificate", () => {
  const pki = testPki({ at: OPENING });
  const certificateOf = (id: string) =>
    cardMaterial({ person: persona(id), pki, at: OPENING, photograph: EMPTY }).auth.certificate;
  const office = certificateOffices({ pki, at: OPENING }).userAuthentication;
  const authority = cardAuthority(office);
  const HOUR = 3_600_000_000;

  test.each([
    ["hanako", "known"],
    ["expiring", "known"],
    ["revoked", "TSTR0006E"],
    ["expired", "known"],
    ["long-expired", "TSTR0004E"],
    ["renewed", "TSTR0010E"],
  ])("%s: %s", (id, said) => {
    const answer = authority.verify(certificateOf(id), OPENING);
    expect("refused" in answer ? answer.refused : "known").toBe(said);
  });

  test("a renewed one counts when a day has passed since, and not a moment earlier", () => {
    const renewed = certificateOf("renewed");
    const known = entryOf(renewed).knownFrom;
    expect(known - OPENING).toBe(20 * HOUR);
    expect(authority.verify(renewed, known - 1)).toEqual({ refused: "TSTR0010E" });
    expect(authority.verify(renewed, known)).toHaveProperty("serial");
  });

  test("one that the authority has signed and never entered is not known", () => {
    const { certificate } = issueAuthCertificate({
      issuer: pki.userAuthentication,
      spki: personKeys(1).auth.spki,
      serial: "0513999000000000000999A",
      residence: { prefecture: "Tokyo-to", city: "Mihon-ku" },
      notBefore: OPENING - 100 * HOUR,
      notAfter: OPENING + 1000 * HOUR,
    });
    expect(authority.verify(certificate, OPENING)).toEqual({ refused: "TSTR0010E" });
  });

  test("changes with the authority's book, for a time or for good, in the same moment as the OCSP responder's answer", () => {
    const certificate = certificateOf("taro");
    const { serial } = entryOf(certificate);
    const said = (at: number) => {
      const answer = authority.verify(certificate, at);
      return ["refused" in answer ? answer.refused : "known", ocspStatus(answerOcsp(asking(serial), [office], at).der)];
    };
    const hour = (count: number) => OPENING + count * HOUR;
    expect(said(OPENING)).toEqual(["known", "good"]);
    office.change((book) => suspend(book, serial, hour(1)));
    expect([said(OPENING), said(hour(1))]).toEqual([
      ["known", "good"],
      ["TSTR0006E", "revoked"],
    ]);
    office.change((book) => release(book, serial, hour(2)));
    expect(said(hour(2))).toEqual(["known", "good"]);
    // Not a moment later, though an answer's own times are whole seconds.
    const moment = hour(3) + 900_000;
    office.change((book) => revoke(book, serial, moment, "keyCompromise"));
    expect([said(moment - 1), said(moment)]).toEqual([
      ["known", "good"],
      ["TSTR0006E", "revoked"],
    ]);
  });

  const hashed = (bytes: Uint8Array) => octets(new Uint8Array(createHash("sha1").update(bytes).digest()));
  /** A request for one certificate, spelled from RFC 6960 §4.1.1. */
  const asking = (serial: Uint8Array) => {
    const { name, signer } = pki.userAuthentication;
    const keyBits = decodeTlvs(decodeTlv(signer.spki).value)[1]?.value.subarray(1) ?? EMPTY;
    const id = [sequence(oid("1.3.14.3.2.26"), NULL), hashed(encodeName(name)), hashed(keyBits), integer(serial)];
    return sequence(sequence(sequence(sequence(sequence(...id)))));
  };
});

/** As a library reads it that has no part in making it. */
function ocspStatus(der: Uint8Array): string | undefined {
  const { responseBytes } = AsnConvert.parse(der, OCSPResponse);
  const basic = responseBytes && AsnConvert.parse(responseBytes.response.buffer, BasicOCSPResponse);
  const [one] = basic?.tbsResponseData.responses ?? [];
  return ["good", "revoked", "unknown"].find((status) => one?.certStatus[status as "good"] !== undefined);
}
