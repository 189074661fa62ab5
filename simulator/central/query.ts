import { isGrave, sayFindings } from "../../device/wire/oqs/finding.ts";
import { readJson } from "../../device/wire/oqs/message.ts";
import { OQSsiquc01req, type QualificationAnswer, type QualificationRequest } from "../../device/wire/oqs/siquc.ts";
import type { Facility } from "../facilities.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";
import { bodyOf, headerOf } from "./answer.ts";
import type { Centre } from "./centre.ts";
import { eligibilityByNumber } from "./eligibility.ts";

/**
 * Eligibility by insured number, as staff type it from a certificate. This way gives no consent (RCP-09). A request that is wrong in
 * its elements is answered by a message that says so, since the asker waits for a file.
 */
export function answerQuery({ clock, ledger }: Centre, facility: Facility, json: unknown): QualificationAnswer {
  const { value: asked, loose, findings } = readJson(OQSsiquc01req, json);
  const now = clock.now();
  const header = {
    MedicalInstitutionCode: facility.institutionCode,
    ReferenceClassification: "2",
    ...echo(loose.MessageHeader?.ArbitraryFileIdentifier),
  } as const;
  const refuse = (code: ResultCode, detail = ""): QualificationAnswer => ({
    MessageHeader: headerOf(now, {
      ...header,
      SegmentOfResult: "9",
      ErrorCode: code,
      ErrorMessage: Array.from(RESULT_CODES[code].ja + detail)
        .slice(0, 200)
        .join(""),
    }),
    MessageBody: {},
  });
  if (!asked) return refuse("TSTQ0001E", `（${sayFindings(findings.filter(isGrave), "ja")}）`);
  if (asked.MessageHeader.MedicalInstitutionCode !== facility.institutionCode) return refuse("TSTQ0002E");
  return {
    MessageHeader: headerOf(now, {
      ...header,
      QualificationConfirmationDate: asked.MessageHeader.QualificationConfirmationDate,
    }),
    MessageBody: bodyFor(asked, ledger, now),
  };
}

function bodyFor(asked: QualificationRequest, ledger: Centre["ledger"], now: number) {
  const info = asked.MessageBody.QualificationConfirmSearchInfo;
  const day = asked.MessageHeader.QualificationConfirmationDate;
  const eligibility = eligibilityByNumber(ledger, info, day);
  return bodyOf(eligibility, { day, now, consents: [], QualificationConfirmSearchInfo: info });
}

/** An identifier that is itself too long is no one's to match by, and an answer cannot carry it. */
const echo = (identifier: string | undefined) =>
  identifier !== undefined && Array.from(identifier).length <= 50 ? { ArbitraryFileIdentifier: identifier } : {};
