import { writeJson } from "../../../device/wire/oqs/message.ts";
import { OQSmuimm01req, OQSmuquc01req, OQSmuquc02req } from "../../../device/wire/oqs/bulk.ts";
import { OQSsiupd01req } from "../../../device/wire/oqs/remote.ts";
import { OQSsiimm01req } from "../../../device/wire/oqs/siimm.ts";
import { OQSsiquc01req, padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { TKKsiquc01req } from "../../../device/wire/oqs/tkk.ts";
import { YZKsiquc01req } from "../../../device/wire/oqs/yzk.ts";
import type { Facility } from "../../../simulator/facilities.ts";
import type { Person } from "../../../simulator/people.ts";

/** Questions as institutions send them, in JSON form. */

type From = Pick<Facility, "institutionCode">;

const head = ({ institutionCode }: From, identifier = "1") => ({
  MedicalInstitutionCode: institutionCode,
  ArbitraryFileIdentifier: identifier,
});

export const insuredAs = ({ insurer, symbol, number, branch }: Person) => ({
  InsurerNumber: padInsurer(insurer),
  ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
  InsuredIdentificationNumber: number,
  ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
});

export const searchFor = (person: Person, limit: "0" | "1" = "0") => ({
  ...insuredAs(person),
  Birthdate: person.birthDate,
  LimitApplicationCertificateRelatedConsFlg: limit,
});

export const question = (from: From, person: Person, limit: "0" | "1" = "0") =>
  writeJson(OQSsiquc01req, {
    MessageHeader: { QualificationConfirmationDate: "20260401", ...head(from) },
    MessageBody: { QualificationConfirmSearchInfo: searchFor(person, limit) },
  });

export const manyQuestions = (from: From, people: readonly Person[]) =>
  writeJson(OQSmuquc01req, {
    MessageHeader: head(from, "many"),
    MessageBody: {
      QualificationConfirmSearchInfo: people.map((person) => ({
        ...searchFor(person),
        ArbitraryIdentifier: person.id,
      })),
    },
  });

/** The second rounds of all kinds ask in one form. */
export const fetching = (request: typeof OQSmuquc02req, from: From, ReceptionNumber: string) =>
  writeJson(request, { MessageHeader: head(from, "fetch"), MessageBody: { ReceptionNumber } });

export const registration = (from: From, person: Person, ReferenceNumber: string) =>
  writeJson(OQSsiimm01req, {
    MessageHeader: head(from),
    MessageBody: { ReferenceNumberRegistrationInfo: { ReferenceNumber, ...insuredAs(person) } },
  });

export const manyRegistrations = (from: From, rows: readonly (readonly [Person, string])[]) =>
  writeJson(OQSmuimm01req, {
    MessageHeader: head(from),
    MessageBody: {
      ReferenceNumberRegistrationInfo: rows.map(([person, ReferenceNumber]) => ({
        ReferenceNumber,
        ...insuredAs(person),
      })),
    },
  });

const medicalHead = (from: From, { insurer, symbol, number, branch }: Person) => ({
  MedicalInstitutionCode: from.institutionCode,
  InsurerNumber: padInsurer(insurer),
  ...(symbol === "" ? {} : { InsuranceCardSymbol: symbol }),
  InsuredPersonIdentificationNumber: number,
  ...(branch === "" ? {} : { BranchNumber: branch }),
  ArbitraryFileIdentifier: "m1",
});

interface Wish {
  readonly pdf?: boolean;
  readonly treatment?: "1" | "2" | "3" | "4";
  readonly prescriptions?: boolean;
}

export const drugsQuestion = (from: From, person: Person, { pdf, treatment = "1", prescriptions }: Wish = {}) =>
  writeJson(YZKsiquc01req, {
    MessageHeader: medicalHead(from, person),
    MessageBody: {
      FileCategory: pdf ? "1" : "2",
      MedicalTreatmentFlag: treatment,
      ...(prescriptions ? { PrDiInfClassification: "1" } : {}),
    },
  });

export const checkupsQuestion = (from: From, person: Person, { pdf, treatment = "1" }: Wish = {}) =>
  writeJson(TKKsiquc01req, {
    MessageHeader: medicalHead(from, person),
    MessageBody: { FileCategory: pdf ? "1" : "2", MedicalTreatmentFlag: treatment },
  });

type Settings = Parameters<typeof writeJson<typeof OQSsiupd01req>>[1]["MessageBody"]["EnvironmentSettingInfo"];
const AS_IT_IS = {
  HomeVisitUseChange: "0",
  OnlineTreatmentUseChange: "0",
  ElectronicPrescriptionUseChange: "0",
  PrescriptionIssueSelectTimingChange: "0",
} as const;

/** What is not named stays as it is. */
export const settings = (from: From, changes: Partial<Settings>) =>
  writeJson(OQSsiupd01req, {
    MessageHeader: head(from),
    MessageBody: { EnvironmentSettingInfo: { ...AS_IT_IS, ...changes } },
  });

export const bothFormsAskedAtTheReader = (from: From) =>
  settings(from, {
    ElectronicPrescriptionUseChange: "1",
    ElectronicPrescriptionUse: "2",
    PrescriptionIssueSelectTimingChange: "1",
    PrescriptionIssueSelectTiming: "2",
  });
