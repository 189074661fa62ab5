import { OQSCD017, OQSCD031, OQSCD033, OQSCD034, OQSCD035, OQSCD037, OQSCD038, OQSCD039 } from "./code-tables.data.ts";
import { code, date, form, group, list, optional, text } from "./element.ts";
import { ANSWERED, ASKED, INSURED, OUTCOME, qualificationValidity, SEGMENT, treatmentFlag } from "./fields.ts";
import { type About, message } from "./message.ts";
import { qualificationResult } from "./qualification-result.ts";

/**
 * Single messages of the remote modes. Of these nothing but the ids and the code tables is public: meanings are inferred from names,
 * and the bodies are our own, made of known elements as far as those reach.
 */
const ours = (ja: string, en: string): About => ({ title: { ja, en }, assumed: "ASM-REMOTE-MESSAGES" });

const patient = group({ ...INSURED, Birthdate: date, MedicalTreatmentFlag: treatmentFlag });
const QUESTION = { QualificationConfirmSearchInfo: patient };

/** As for a single check, and the consent that it rests on. */
const ELIGIBILITY = {
  ...OUTCOME,
  QualificationValidity: optional(qualificationValidity),
  PrescriptionIssueSelect: optional(code(OQSCD017)),
  ConsentExpirationReason: optional(code(OQSCD031)),
  QualificationConfirmSearchInfo: optional(patient),
  ResultList: optional(list("ResultOfQualificationConfirmation", qualificationResult)),
};

export const OQSsihvq01req = message(
  "OQSsihvq01req",
  ours("訪問診療等の患者の再照会（単件）", "a patient of home visits, asked for again: question"),
  ASKED,
  QUESTION,
);
export const OQSsihvq01res = message(
  "OQSsihvq01res",
  ours("訪問診療等の患者の再照会（単件）の回答", "a patient of home visits, asked for again: answer"),
  ANSWERED,
  ELIGIBILITY,
);
export const OQSsionq01req = message(
  "OQSsionq01req",
  ours("オンライン診療等の患者の照会（単件）", "a patient of online treatment: question"),
  ASKED,
  QUESTION,
);
export const OQSsionq01res = message(
  "OQSsionq01res",
  ours("オンライン診療等の患者の照会（単件）の回答", "a patient of online treatment: answer"),
  ANSWERED,
  ELIGIBILITY,
);
export const OQSsihvd01req = message(
  "OQSsihvd01req",
  ours("訪問診療等の同意の解除", "end of a patient's consent to home visits: request"),
  ASKED,
  QUESTION,
);

/** Nobody was looked up, so the header does not say how. */
const DONE = { ...ANSWERED, ReferenceClassification: optional(ANSWERED.ReferenceClassification), ...SEGMENT };

export const OQSsihvd01res = message(
  "OQSsihvd01res",
  ours("訪問診療等の同意の解除の結果", "end of a patient's consent to home visits: outcome"),
  DONE,
  {
    ...OUTCOME,
    ConsentExpirationReason: optional(code(OQSCD031)),
    QualificationConfirmSearchInfo: optional(patient),
  },
);
export const OQSsiurl01req = message(
  "OQSsiurl01req",
  ours("マイナ在宅受付WebのURL・二次元コードの取得", "address of the facility's web reception: request"),
  ASKED,
  { UrlAcquisitionClassification: code(OQSCD033), UrlFileFormat: code(OQSCD034) },
);
export const OQSsiurl01res = message(
  "OQSsiurl01res",
  ours("マイナ在宅受付WebのURL・二次元コードの回答", "address of the facility's web reception: answer"),
  DONE,
  {
    ...OUTCOME,
    UrlAcquisitionClassification: optional(code(OQSCD033)),
    Url: optional(text(2000)),
    UrlFileFormat: optional(code(OQSCD034)),
    UrlFileData: optional(
      form(1_000_000, { ja: "base64 の文字列", en: "base64" }, "([A-Za-z0-9+/]{4})*[A-Za-z0-9+/=]{4}"),
    ),
  },
);

const SETTINGS = {
  HomeVisitUse: optional(code(OQSCD037)),
  OnlineTreatmentUse: optional(code(OQSCD037)),
  ElectronicPrescriptionUse: optional(code(OQSCD038)),
  PrescriptionIssueSelectTiming: optional(code(OQSCD039)),
};
/** What is to change, said of each setting beside its value. */
const CHANGES = {
  HomeVisitUseChange: code(OQSCD035),
  OnlineTreatmentUseChange: code(OQSCD035),
  ElectronicPrescriptionUseChange: code(OQSCD035),
  PrescriptionIssueSelectTimingChange: code(OQSCD035),
};

export const OQSsiinq01req = message(
  "OQSsiinq01req",
  ours("環境設定情報の照会", "settings of the facility: question"),
  ASKED,
  {},
);
export const OQSsiinq01res = message(
  "OQSsiinq01res",
  ours("環境設定情報の回答", "settings of the facility: answer"),
  DONE,
  { ...OUTCOME, EnvironmentSettingInfo: optional(group(SETTINGS)) },
);
export const OQSsiupd01req = message(
  "OQSsiupd01req",
  ours("環境設定情報の更新", "settings of the facility: change"),
  ASKED,
  { EnvironmentSettingInfo: group({ ...CHANGES, ...SETTINGS }) },
);
export const OQSsiupd01res = message(
  "OQSsiupd01res",
  ours("環境設定情報の更新の結果", "settings of the facility: outcome of a change"),
  DONE,
  { ...OUTCOME, EnvironmentSettingInfo: optional(group(SETTINGS)) },
);
