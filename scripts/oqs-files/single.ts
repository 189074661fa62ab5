import { faceName } from "../../device/wire/oqs/names.ts";
import { OQSsiimm01req, OQSsiimm01res } from "../../device/wire/oqs/siimm.ts";
import { OQSsiquc01req, OQSsiquc01res, type QualificationResult } from "../../device/wire/oqs/siquc.ts";
import type { Person } from "../../simulator/people.ts";
import {
  answered,
  asked,
  DAY,
  done,
  DONE,
  type Example,
  example,
  hanako,
  INSTITUTION,
  NOW,
  persona,
  registration,
  result,
  search,
} from "./parts.ts";

/** With consent to everything, a limit certificate and a specific disease. */
const consented = (person: Person): QualificationResult => ({
  ...result(person),
  LimitApplicationCertificateRelatedConsFlg: "1",
  LimitApplicationCertificateRelatedConsTime: NOW,
  LimitApplicationCertificateRelatedInfo: {
    LimitApplicationCertificateClassification: "01",
    LimitApplicationCertificateClassificationFlag: "A03",
    LimitApplicationCertificateDate: "20250801",
    LimitApplicationCertificateValidStartDate: "20250801",
    LimitApplicationCertificateValidEndDate: "20260731",
  },
  SpecificDiseasesCertificateRelatedConsFlg: "1",
  SpecificDiseasesCertificateRelatedConsTime: NOW,
  SpecificDiseasesCertificateList: [
    {
      SpecificDiseasesCertificateInfo: {
        SpecificDiseasesDiseaseCategory: "1",
        SpecificDiseasesCertificateDate: "20250401",
        SpecificDiseasesValidStartDate: "20250401",
        SpecificDiseasesSelfPay: "10000",
      },
    },
  ],
  SpecificHealthCheckupsInfoConsFlg: "1",
  SpecificHealthCheckupsInfoConsTime: NOW,
  SpecificHealthCheckupsInfoAvailableTime: "20260402090003",
  PharmacistsInfoConsFlg: "1",
  PharmacistsInfoConsTime: NOW,
  PharmacistsInfoAvailableTime: "20260402090003",
  DiagnosisInfoConsFlg: "1",
  DiagnosisInfoConsTime: NOW,
  DiagnosisInfoAvailableTime: "20260402090003",
  OperationInfoConsFlg: "0",
});

export const SINGLE: readonly Example[] = [
  example(OQSsiquc01req, {
    MessageHeader: { QualificationConfirmationDate: DAY, ...asked() },
    MessageBody: { QualificationConfirmSearchInfo: search(hanako) },
  }),
  example(OQSsiquc01res, {
    MessageHeader: answered("2"),
    MessageBody: {
      ...DONE,
      QualificationValidity: "1",
      QualificationConfirmSearchInfo: search(hanako),
      ResultList: [{ ResultOfQualificationConfirmation: result(hanako) }],
    },
  }),
  example(OQSsiquc01res, {
    MessageHeader: {
      ...answered("2", 2),
      SegmentOfResult: "9",
      ErrorCode: "TSTQ0001E",
      ErrorMessage: "要求の項目に誤りがあります。",
    },
    MessageBody: {},
  }),
  example(
    OQSsiquc01res,
    {
      MessageHeader: { ...answered("1"), ArbitraryFileIdentifier: undefined },
      MessageBody: {
        ...DONE,
        QualificationValidity: "1",
        PrescriptionIssueSelect: "1",
        ResultList: [{ ResultOfQualificationConfirmation: consented(persona("gaiji")) }],
      },
    },
    faceName({ from: `${INSTITUTION}F0000001`, time: NOW }),
  ),
  example(OQSsiimm01req, {
    MessageHeader: asked(),
    MessageBody: { ReferenceNumberRegistrationInfo: registration(hanako) },
  }),
  example(OQSsiimm01res, {
    MessageHeader: done(),
    MessageBody: { ReferenceNumberRegistrationInfo: registration(hanako), ...DONE },
  }),
];
