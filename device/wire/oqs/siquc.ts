import {
  CHARACTER_CODES,
  OQSCD001,
  OQSCD002,
  OQSCD003,
  OQSCD004,
  OQSCD006,
  OQSCD007,
  OQSCD008,
  OQSCD009,
  OQSCD010,
  OQSCD011,
  OQSCD012,
  OQSCD013,
  OQSCD015,
  OQSCD016,
  OQSCD017,
} from "./code-tables.data.ts";
import { code, date, digits, form, group, list, optional, text, time, type LooseOf, type ValueOf } from "./element.ts";
import { type LooseOfMessage, message, type ValueOfMessage } from "./message.ts";

/**
 * Single eligibility check (資格確認, OQS-IF-001 and 002). The body of the answer is also that of a face-auth reader's result.
 * Tags and codes from the vendor guide and published client source; what stands without a published length has one of ours.
 */

const NAME = text(100);
const SYMBOL = text(20);

export const institutionCode = digits(10);

/** One source pads with blanks and one with zeros: both are read; `padInsurer` writes blanks. */
export const insurerNumber = form(8, "an insurer number of up to 8 digits, padded on the left", (text) =>
  /^ *\d{1,8}$/.test(text),
);

const searchInfo = group({
  InsurerNumber: insurerNumber,
  InsuredCardSymbol: optional(SYMBOL),
  InsuredIdentificationNumber: SYMBOL,
  InsuredBranchNumber: optional(form(2, "up to 2 digits", (text) => /^\d{1,2}$/.test(text))),
  Birthdate: date,
  LimitApplicationCertificateRelatedConsFlg: code(OQSCD001),
  ArbitraryIdentifier: optional(text(50)),
});

export const OQSsiquc01req = message(
  "OQSsiquc01req",
  {
    QualificationConfirmationDate: date,
    MedicalInstitutionCode: institutionCode,
    ArbitraryFileIdentifier: optional(text(50)),
  },
  { QualificationConfirmSearchInfo: searchInfo },
);

const elderly = group({
  ElderlyRecipientCertificateDate: optional(date),
  ElderlyRecipientValidStartDate: optional(date),
  ElderlyRecipientValidEndDate: optional(date),
  ElderlyRecipientContributionRatio: optional(digits(3)),
});

const limitCertificate = group({
  LimitApplicationCertificateClassification: code(OQSCD011),
  LimitApplicationCertificateClassificationFlag: code(OQSCD012),
  LimitApplicationCertificateDate: optional(date),
  LimitApplicationCertificateValidStartDate: optional(date),
  LimitApplicationCertificateValidEndDate: optional(date),
  LimitApplicationCertificateLongTermDate: optional(date),
});

const specificDisease = group({
  SpecificDiseasesDiseaseCategory: code(OQSCD013),
  SpecificDiseasesCertificateDate: optional(date),
  SpecificDiseasesValidStartDate: optional(date),
  SpecificDiseasesValidEndDate: optional(date),
  SpecificDiseasesSelfPay: optional(text(8)),
});

const result = group({
  InsuredCardClassification: code(OQSCD010),
  InsurerNumber: optional(insurerNumber),
  InsuredCardSymbol: optional(SYMBOL),
  InsuredIdentificationNumber: optional(SYMBOL),
  InsuredBranchNumber: optional(form(2, "up to 2 digits", (text) => /^\d{1,2}$/.test(text))),
  PersonalFamilyClassification: optional(code(OQSCD009)),
  InsuredName: optional(NAME),
  Name: NAME,
  NameOfOther: optional(NAME),
  NameKana: optional(NAME),
  NameOfOtherKana: optional(NAME),
  Sex1: code(OQSCD007),
  Sex2: optional(code(OQSCD007)),
  Birthdate: date,
  Address: optional(text(200)),
  PostNumber: optional(text(8)),
  QualificationDate: optional(date),
  DisqualificationDate: optional(date),
  InsuredCertificateIssuanceDate: optional(date),
  InsuredCardValidDate: optional(date),
  InsuredCardExpirationDate: optional(date),
  InsuredPartialContributionRatio: optional(digits(3)),
  PreschoolClassification: optional(code(OQSCD015)),
  ReasonOfLoss: optional(code(OQSCD008)),
  InsurerName: NAME,
  ElderlyRecipientCertificateInfo: optional(elderly),
  LimitApplicationCertificateRelatedConsFlg: optional(code(OQSCD016)),
  LimitApplicationCertificateRelatedConsTime: optional(time),
  LimitApplicationCertificateRelatedInfo: optional(limitCertificate),
  SpecificDiseasesCertificateRelatedConsFlg: optional(code(OQSCD016)),
  SpecificDiseasesCertificateRelatedConsTime: optional(time),
  SpecificDiseasesCertificateList: optional(list("SpecificDiseasesCertificateInfo", specificDisease)),
  SpecificHealthCheckupsInfoConsFlg: optional(code(OQSCD016)),
  SpecificHealthCheckupsInfoConsTime: optional(time),
  SpecificHealthCheckupsInfoAvailableTime: optional(time),
  PharmacistsInfoConsFlg: optional(code(OQSCD016)),
  PharmacistsInfoConsTime: optional(time),
  PharmacistsInfoAvailableTime: optional(time),
  ArbitraryIdentifier: optional(text(50)),
  ReferenceNumber: optional(text(50)),
  DiagnosisInfoConsFlg: optional(code(OQSCD016)),
  DiagnosisInfoConsTime: optional(time),
  DiagnosisInfoAvailableTime: optional(time),
  OperationInfoConsFlg: optional(code(OQSCD016)),
  OperationInfoConsTime: optional(time),
  OperationInfoAvailableTime: optional(time),
});

export const OQSsiquc01res = message(
  "OQSsiquc01res",
  {
    ProcessExecutionTime: time,
    QualificationConfirmationDate: date,
    MedicalInstitutionCode: institutionCode,
    /** Absent in a reader's result, which nobody asked for. */
    ArbitraryFileIdentifier: optional(text(50)),
    ReferenceClassification: code(OQSCD002),
    SegmentOfResult: code(OQSCD003),
    ErrorCode: optional(text(16)),
    ErrorMessage: optional(text(200)),
    CharacterCodeIdentifier: code(CHARACTER_CODES),
  },
  {
    ProcessingResultStatus: optional(code(OQSCD004)),
    ProcessingResultCode: optional(text(16)),
    ProcessingResultMessage: optional(text(200)),
    QualificationValidity: optional(code(OQSCD006)),
    PrescriptionIssueSelect: optional(code(OQSCD017)),
    QualificationConfirmSearchInfo: optional(searchInfo),
    ResultList: optional(list("ResultOfQualificationConfirmation", result)),
  },
);

export type SearchInfo = ValueOf<typeof searchInfo>;
export type QualificationRequest = ValueOfMessage<typeof OQSsiquc01req>;
export type QualificationAnswer = ValueOfMessage<typeof OQSsiquc01res>;
export type QualificationResult = ValueOf<typeof result>;
export type LooseQualificationAnswer = LooseOfMessage<typeof OQSsiquc01res>;
export type LooseQualificationResult = LooseOf<typeof result>;

/** Eight places, blanks on the left. */
export const padInsurer = (number: string): string => number.padStart(8, " ");

/** An insurer number without its padding, of either kind, for comparing. */
export const bareInsurer = (number: string): string => number.replace(/^[ 0]+/, "");
