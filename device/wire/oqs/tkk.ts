import { FILE_CATEGORIES } from "./code-tables.data.ts";
import { code, date, digits, group, list, many, optional, text } from "./element.ts";
import { NAME, sex, treatmentFlag } from "./fields.ts";
import { MEDICAL_ANSWERED, MEDICAL_ASKED } from "./medical.ts";
import { message, type ValueOfMessage } from "./message.ts";

/** Specific health check-ups of one patient (特定健診情報). Tags as published client source reads them; lengths and order are ours. */
export const TKKsiquc01req = message(
  "TKKsiquc01req",
  { title: { ja: "特定健診情報の照会", en: "check-ups: question" } },
  MEDICAL_ASKED,
  {
    FileCategory: code(FILE_CATEGORIES),
    /** Of drug information; the one published client writes it here as well. */
    PrDiInfClassification: optional(digits(1)),
    MedicalTreatmentFlag: treatmentFlag,
  },
);

const item = group({
  /** Seventeen places of the code of laboratory tests (JLAC10). */
  ItemCode: text(20),
  ItemName: text(100),
  /** PQ a quantity, CD or CO a code, ST text, as in HL7. */
  DataType: optional(text(10)),
  DataValue: optional(text(256)),
  Unit: optional(text(20)),
  Oid: optional(text(64)),
  /** What a code in DataValue means. */
  DataValueName: optional(text(256)),
});

export const TKKsiquc01res = message(
  "TKKsiquc01res",
  {
    title: { ja: "特定健診情報の回答（XML）", en: "check-ups: answer as XML" },
    assumed: "ASM-MEDICAL-BODIES",
  },
  {
    ...MEDICAL_ANSWERED,
    QualificationsInfo: optional(
      group({ Name: NAME, KanasName: optional(NAME), Birthday: date, AdministrativeGenderCode: sex }),
    ),
  },
  {
    SpecificHealthCheckupInfo: optional(
      many(
        group({
          EffectiveTime: date,
          HealthCheckupResultAndQuestionInfos: list("HealthCheckupResultAndQuestionInfo", item),
        }),
      ),
    ),
  },
);

export type CheckupRequest = ValueOfMessage<typeof TKKsiquc01req>;
export type CheckupAnswer = ValueOfMessage<typeof TKKsiquc01res>;
