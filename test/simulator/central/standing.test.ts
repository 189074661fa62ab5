import { describe, expect, test } from "vitest";
import { testPki } from "../../../certs/authorities.ts";
import { issueAuthCertificate } from "../../../certs/leaves.ts";
import { personKeys } from "../../../certs/pool/key-for.ts";
import { EMPTY } from "../../../device/wire/bytes.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { cardMaterial } from "../../../simulator/card/material.ts";
import { bodyOf } from "../../../simulator/central/answer.ts";
import { cardAuthority } from "../../../simulator/central/card-authority.ts";
import { eligibilityByCard, eligibilityByNumber } from "../../../simulator/central/eligibility.ts";
import { ledgerOf } from "../../../simulator/central/ledger.ts";
import { personas } from "../../../simulator/personas.ts";
import { OPENING } from "../../../simulator/world.ts";
import { persona } from "../counter.ts";

const ledger = ledgerOf(personas);
const day = jstDate(OPENING);

function byCard(id: string) {
  const insured = ledger.byCertificate(persona(id).certificateSerial);
  if (!insured) throw new RangeError(`${id} is not registered`);
  return eligibilityByCard(insured, day);
}

const resultOf = (id: string) =>
  bodyOf(byCard(id), { day, now: OPENING, consents: [] }).ResultList?.[0]?.ResultOfQualificationConfirmation;

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
    expect(resultOf("assistance")).toMatchObject({ InsuredCardClassification: "A1", InsurerNumber: "12990016" });
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
  const authority = cardAuthority({ issuer: pki.userAuthentication, revoked: [certificateOf("revoked")] });
  const HOUR = 3_600_000_000;

  test.each([
    ["hanako", "known"],
    ["expiring", "known"],
    ["revoked", "TSTR0006E"],
    ["expired", "TSTR0004E"],
    ["long-expired", "TSTR0004E"],
    ["renewed", "TSTR0010E"],
  ])("%s: %s", (id, said) => {
    const answer = authority.verify(certificateOf(id), OPENING);
    expect("refused" in answer ? answer.refused : "known").toBe(said);
  });

  test("a renewed one counts when a day has passed since, and not a moment earlier", () => {
    const notBefore = OPENING - 4 * HOUR;
    const { certificate } = issueAuthCertificate({
      issuer: pki.userAuthentication,
      spki: personKeys(1).auth.spki,
      serial: persona("renewed").certificateSerial,
      residence: { prefecture: "Tokyo-to", city: "Mihon-ku" },
      notBefore,
      notAfter: OPENING + 1000 * HOUR,
    });
    expect(authority.verify(certificate, notBefore + 24 * HOUR - 1)).toEqual({ refused: "TSTR0010E" });
    expect(authority.verify(certificate, notBefore + 24 * HOUR)).toHaveProperty("serial");
  });
});
