import {
  OQSCD008,
  OQSCD009,
  OQSCD010,
  OQSCD011,
  OQSCD012,
  OQSCD013,
  OQSCD014,
  OQSCD015,
  OQSCD016,
} from "./code-tables.data.ts";
import { code, date, digits, group, list, optional, text, time, upToDigits } from "./element.ts";
import { ADDRESS, branchNumber, insurerNumber, NAME, referenceNumber, sex, SYMBOL } from "./fields.ts";
import { medicalTicket } from "./medical-ticket.ts";

/** ResultOfQualificationConfirmation: one entitlement of one person, in single answers, readers' results and bulk answers alike. */

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

const flag = optional(code(OQSCD016));
const at = optional(time);

export const qualificationResult = group({
  InsuredCardClassification: code(OQSCD010),
  InsurerNumber: optional(insurerNumber),
  InsuredCardSymbol: optional(SYMBOL),
  InsuredIdentificationNumber: optional(SYMBOL),
  InsuredBranchNumber: optional(branchNumber),
  /** These two and the welfare office take the place of insurer and number under medical assistance. */
  PublicExpenseNumber: optional(digits(8)),
  BeneficiaryNumber: optional(upToDigits(7)),
  PersonalFamilyClassification: optional(code(OQSCD009)),
  InsuredName: optional(NAME),
  Name: NAME,
  NameOfOther: optional(NAME),
  NameKana: optional(NAME),
  NameOfOtherKana: optional(NAME),
  Sex1: sex,
  Sex2: optional(sex),
  Birthdate: date,
  Address: optional(ADDRESS),
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
  WelfareOfficeName: optional(NAME),
  ElderlyRecipientCertificateInfo: optional(elderly),
  LimitApplicationCertificateRelatedConsFlg: flag,
  LimitApplicationCertificateRelatedConsTime: at,
  LimitApplicationCertificateRelatedInfo: optional(limitCertificate),
  SpecificDiseasesCertificateRelatedConsFlg: flag,
  SpecificDiseasesCertificateRelatedConsTime: at,
  SpecificDiseasesCertificateList: optional(list("SpecificDiseasesCertificateInfo", specificDisease)),
  PublicExpenseResultList: optional(list("MedicalTicketInfo", medicalTicket)),
  SpecificHealthCheckupsInfoConsFlg: flag,
  SpecificHealthCheckupsInfoConsTime: at,
  SpecificHealthCheckupsInfoAvailableTime: at,
  PharmacistsInfoConsFlg: flag,
  PharmacistsInfoConsTime: at,
  PharmacistsInfoAvailableTime: at,
  ArbitraryIdentifier: optional(text(50)),
  ReferenceNumber: optional(referenceNumber),
  DiagnosisInfoConsFlg: flag,
  DiagnosisInfoConsTime: at,
  DiagnosisInfoAvailableTime: at,
  OperationInfoConsFlg: flag,
  OperationInfoConsTime: at,
  OperationInfoAvailableTime: at,
  /** Since the last time it was asked for; bulk answers only. */
  LimitApplicationCertificateChanged: optional(code(OQSCD014)),
  /** Seen in a real reader's result, with no word on what it is for. */
  QualificationConfirmationKey: optional(text(100)),
});
