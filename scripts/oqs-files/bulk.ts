import * as bulk from "../../device/wire/oqs/bulk.ts";
import type { QualificationResult } from "../../device/wire/oqs/siquc.ts";
import type { Person } from "../../simulator/people.ts";
import {
  asked,
  DAY,
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
  taro,
  WELL,
} from "./parts.ts";

const assisted: QualificationResult = {
  ...result(persona("assistance")),
  InsuredCardClassification: "A1",
  PublicExpenseResultList: [
    {
      MedicalTicketInfo: {
        TicketType: "01",
        MedicalTicketValidDate: "20260401",
        MedicalTicketExpirationDate: "20260430",
        IssueNumber: "0000001",
        MedicalTreatmentMonth: "202604",
        DesignatedMedicalInstitutionCode: INSTITUTION,
        DesignatedMedicalInstitutionFlag: "0",
        DesignatedMedicalInstitutionName: "見本内科医院",
        InjuryName1: "感冒",
        MedicalTreatmentType: "02",
        SelfPayAmount: "0",
        DistrictContactName: "見本　一郎",
        HandlingContactName: "見本　二郎",
        SingleOrCombinedUse: "01",
        StatusOfSocialInsurance: "02",
        StatusOfInfecton: "02",
        StatusOfElderlyMedicalCare: "02",
        StatusOfPrefecturalExpenses: "02",
      },
    },
  ],
};

const NUMBER = "2026040100000001";
const accepted = {
  MessageHeader: { ProcessExecutionTime: NOW, ...asked(), ...WELL },
  MessageBody: { ReceptionNumber: NUMBER, ReceptionDateTime: NOW },
};
const fetched = { MessageHeader: asked(), MessageBody: { ReceptionNumber: NUMBER } };
const collected = (well: number, wrong = 0) => ({
  ProcessExecutionTime: NOW,
  QualificationConfirmationDate: DAY,
  ...asked(),
  ReceptionNumber: NUMBER,
  ...WELL,
  NumberOfProcessingResult: String(well + wrong),
  NumberOfNormalProcessing: String(well),
  NumberOfError: String(wrong),
});
const row = (person: Person, key: string) => ({ ...search(person), ArbitraryIdentifier: key });
const consentDays = { ConsentDateFrom: "20260301", ConsentDateTo: "20260331" };
const remoteList = (person: Person) => ({
  MessageHeader: collected(1),
  MessageBody: {
    ...DONE,
    BulkConfirmUnit: [
      {
        ...DONE,
        QualificationValidity: "1" as const,
        ResultOfQualificationConfirmation: [result(person)],
        ReferenceNumber: [`K-${person.number}`],
      },
    ],
  },
});

export const BULK: readonly Example[] = [
  example(bulk.OQSmuquc01req, {
    MessageHeader: asked(),
    MessageBody: { QualificationConfirmSearchInfo: [row(hanako, "1"), row(taro, "2")] },
  }),
  example(bulk.OQSmuquc01res, accepted),
  example(bulk.OQSmuquc02req, fetched),
  example(bulk.OQSmuquc02res, {
    MessageHeader: { ProcessExecutionTime: NOW, ...asked(), ReceptionNumber: NUMBER, ...WELL, SegmentOfResult: "2" },
    MessageBody: {},
  }),
  example(bulk.OQSmuquc02res, {
    MessageHeader: collected(1, 1),
    MessageBody: {
      BulkConfirmUnit: [
        {
          QualificationConfirmSearchInfo: row(hanako, "1"),
          ...DONE,
          QualificationValidity: "1",
          ResultOfQualificationConfirmation: { ...result(hanako), LimitApplicationCertificateChanged: "0" },
          ReferenceNumber: `K-${hanako.number}`,
        },
        {
          QualificationConfirmSearchInfo: row(taro, "2"),
          ProcessingResultStatus: "2",
          ProcessingResultCode: "TSTQ0001E",
          ProcessingResultMessage: "要求の項目に誤りがあります。",
        },
      ],
    },
  }),
  example(bulk.OQSmuimm01req, {
    MessageHeader: asked(),
    MessageBody: { ReferenceNumberRegistrationInfo: [registration(hanako), registration(taro)] },
  }),
  example(bulk.OQSmuimm01res, accepted),
  example(bulk.OQSmuimm02req, fetched),
  example(bulk.OQSmuimm02res, {
    MessageHeader: collected(2),
    MessageBody: {
      BulkRegistrationUnit: [hanako, taro].map((person) => ({
        ReferenceNumberRegistrationInfo: registration(person),
        ...DONE,
      })),
    },
  }),
  example(bulk.OQSmutic01req, {
    MessageHeader: asked(),
    MessageBody: { QualificationConfirmSearchInfo: { MedicalTreatmentMonth: "202604" } },
  }),
  example(bulk.OQSmutic01res, accepted),
  example(bulk.OQSmutic02req, fetched),
  example(bulk.OQSmutic02res, {
    MessageHeader: collected(1),
    MessageBody: {
      BulkConfirmUnit: [{ ...DONE, QualificationValidity: "1", ResultOfQualificationConfirmation: [assisted] }],
    },
  }),
  example(bulk.OQSmuhvq01req, {
    MessageHeader: asked(),
    MessageBody: { QualificationConfirmSearchInfo: { ...consentDays, MedicalTreatmentFlag: "2" } },
  }),
  example(bulk.OQSmuhvq01res, accepted),
  example(bulk.OQSmuhvq02req, fetched),
  example(bulk.OQSmuhvq02res, remoteList(hanako)),
  example(bulk.OQSmuonq01req, {
    MessageHeader: asked(),
    MessageBody: { QualificationConfirmSearchInfo: { ...consentDays, MedicalTreatmentFlag: "3" } },
  }),
  example(bulk.OQSmuonq01req, {
    MessageHeader: asked(2),
    MessageBody: {
      QualificationConfirmSearchInfo: {
        ExaminationDateFrom: "20260301",
        ExaminationDateTo: "20260331",
        MedicalTreatmentFlag: "3",
      },
    },
  }),
  example(bulk.OQSmuonq01res, accepted),
  example(bulk.OQSmuonq02req, fetched),
  example(bulk.OQSmuonq02res, remoteList(taro)),
];
