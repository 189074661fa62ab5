import * as remote from "../../device/wire/oqs/remote.ts";
import type { Person } from "../../simulator/people.ts";
import { answered, asked, done, DONE, type Example, example, hanako, insured, result, taro } from "./parts.ts";

const remotely = (person: Person, flag: "2" | "3") => ({
  ...insured(person),
  Birthdate: person.birthDate,
  MedicalTreatmentFlag: flag,
});
const question = (person: Person, flag: "2" | "3") => ({
  MessageHeader: asked(),
  MessageBody: { QualificationConfirmSearchInfo: remotely(person, flag) },
});
const found = (person: Person, flag: "2" | "3") => ({
  MessageHeader: answered("2"),
  MessageBody: {
    ...DONE,
    QualificationValidity: "1" as const,
    QualificationConfirmSearchInfo: remotely(person, flag),
    ResultList: [{ ResultOfQualificationConfirmation: result(person) }],
  },
});
const settings = {
  HomeVisitUse: "1",
  OnlineTreatmentUse: "0",
  ElectronicPrescriptionUse: "2",
  PrescriptionIssueSelectTiming: "2",
} as const;

export const REMOTE: readonly Example[] = [
  example(remote.OQSsihvq01req, question(hanako, "2")),
  example(remote.OQSsihvq01res, found(hanako, "2")),
  example(remote.OQSsionq01req, question(taro, "3")),
  example(remote.OQSsionq01res, found(taro, "3")),
  example(remote.OQSsihvd01req, question(hanako, "2")),
  example(remote.OQSsihvd01res, {
    MessageHeader: done(),
    MessageBody: {
      ...DONE,
      ConsentExpirationReason: "1",
      QualificationConfirmSearchInfo: remotely(hanako, "2"),
    },
  }),
  example(remote.OQSsiurl01req, {
    MessageHeader: asked(),
    MessageBody: { UrlAcquisitionClassification: "2", UrlFileFormat: "2" },
  }),
  example(remote.OQSsiurl01res, {
    MessageHeader: done(),
    MessageBody: {
      ...DONE,
      UrlAcquisitionClassification: "2",
      Url: "https://reception.shikaku.test/visit?facility=9910000012&mode=2",
    },
  }),
  example(remote.OQSsiinq01req, { MessageHeader: asked(), MessageBody: {} }),
  example(remote.OQSsiinq01res, { MessageHeader: done(), MessageBody: { ...DONE, EnvironmentSettingInfo: settings } }),
  example(remote.OQSsiupd01req, {
    MessageHeader: asked(),
    MessageBody: {
      EnvironmentSettingInfo: {
        HomeVisitUseChange: "1",
        OnlineTreatmentUseChange: "0",
        ElectronicPrescriptionUseChange: "0",
        PrescriptionIssueSelectTimingChange: "0",
        HomeVisitUse: "1",
      },
    },
  }),
  example(remote.OQSsiupd01res, { MessageHeader: done(), MessageBody: { ...DONE, EnvironmentSettingInfo: settings } }),
];
