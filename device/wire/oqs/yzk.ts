import { FILE_CATEGORIES } from "./code-tables.data.ts";
import { code, date, digits, group, list, many, month, optional, text, upToDigits } from "./element.ts";
import { institutionCode, NAME, sex, treatmentFlag } from "./fields.ts";
import { MEDICAL_ANSWERED, MEDICAL_ASKED, PERIOD } from "./medical.ts";
import { message, type ValueOfMessage } from "./message.ts";

/**
 * Drugs, treatments and prescriptions of one patient (薬剤・診療・処方情報). The same record has three origins, each with its own tags:
 * claims (MeTr…), electronic prescriptions (Sh…) and dispensing (Cz…). Tags as published client source reads them; lengths, order
 * and what may be left out are ours.
 */
export const YZKsiquc01req = message(
  "YZKsiquc01req",
  {
    title: { ja: "薬剤・診療・処方情報の照会", en: "drugs, treatments, prescriptions: question" },
    interface: "YZK-IF-001",
  },
  MEDICAL_ASKED,
  {
    ...PERIOD,
    FileCategory: code(FILE_CATEGORIES),
    PrDiInfClassification: optional(digits(1)),
    MedicalTreatmentFlag: treatmentFlag,
  },
);

const LONG = text(200);
const NINE = digits(9);
const UNIT = optional(text(20));
const TIMES = optional(upToDigits(3));
const AMOUNT = optional(text(11));
const FLAG = optional(digits(1));
const INSTITUTION = optional(institutionCode);
const PLACE = optional(NAME);

const drug = group({
  /** Nine digits of the claim code table. */
  DrugC: NINE,
  DrugN: LONG,
  IngreN: optional(LONG),
  Qua1: AMOUNT,
  Unit: UNIT,
  UsageN: optional(LONG),
  SpInst: optional(LONG),
  /** 診療識別: the section of the claim. */
  MeTrIdCl: optional(upToDigits(2)),
  Times: TIMES,
});

/** An act of treatment; operations are those of section 50. */
const treatment = group({
  SinInfCd: NINE,
  SinInfN: LONG,
  MeTrIdCl: optional(upToDigits(2)),
  Qua1: AMOUNT,
  Unit: UNIT,
  Times: TIMES,
});

const claimMonth = group({
  MeTrMonth: month,
  DiOrg: FLAG,
  MeTrDiHCd: INSTITUTION,
  MeTrDiHNm: PLACE,
  PrlsHCd: INSTITUTION,
  PrlsHNm: PLACE,
  PrIsOrg: FLAG,
  InOut: FLAG,
  DiDateInfs: list(
    "DiDateInf",
    group({
      DiDate: date,
      PrDate: optional(date),
      DrugInfs: optional(list("DrugInf", drug)),
      MeTrInfs: optional(list("MeTrInf", treatment)),
    }),
  ),
});

const prescriptionMonth = group({
  ShPrMonth: month,
  ShPrOrg: FLAG,
  ShMeTrDiHCd: INSTITUTION,
  ShMeTrDiHNm: PLACE,
  ShPrHCd: INSTITUTION,
  ShPrHNm: PLACE,
  ShPrIsOrg: FLAG,
  ShPrCl: FLAG,
  ShPrDateInfs: list(
    "ShPrDateInf",
    group({
      ShPrDate: date,
      ShDrugInfs: list(
        "ShDrugInf",
        group({
          ShDrugC: NINE,
          ShDrugN: LONG,
          ShIngreN: optional(LONG),
          ShQua1: AMOUNT,
          ShUnit: UNIT,
          ShUsageN: optional(LONG),
          ShSpInst: optional(LONG),
          ShUsageCl: optional(upToDigits(2)),
          ShTimes: TIMES,
        }),
      ),
    }),
  ),
});

const dispensingMonth = group({
  CzDiMonth: month,
  CzDiOrg: FLAG,
  CzMeTrDiHCd: INSTITUTION,
  CzMeTrDiHNm: PLACE,
  CzPrlsHCd: INSTITUTION,
  CzPrlsHNm: PLACE,
  CzPrIsOrg: FLAG,
  CzPrCl: FLAG,
  CzDiDateInfs: list(
    "CzDiDateInf",
    group({
      CzDiDate: date,
      CzPrDate: optional(date),
      CzDrugInfs: list(
        "CzDrugInf",
        group({
          CzDrugC: NINE,
          CzDrugN: LONG,
          CzIngreN: optional(LONG),
          CzQua1: AMOUNT,
          CzUnit: UNIT,
          CzUsageN: optional(LONG),
          CzSpInst: optional(LONG),
          CzUsageCl: optional(upToDigits(2)),
          CzTimes: TIMES,
        }),
      ),
    }),
  ),
});

export const YZKsiquc01res = message(
  "YZKsiquc01res",
  {
    title: { ja: "薬剤・診療・処方情報の回答（XML）", en: "drugs, treatments, prescriptions: answer as XML" },
    interface: "YZK-IF-002",
    assumed: "ASM-MEDICAL-BODIES",
  },
  {
    ...MEDICAL_ANSWERED,
    QuaInf: optional(group({ Name: NAME, KanaName: optional(NAME), Birth: date, AdmGendCode: sex })),
  },
  {
    MeTrMonthInf: optional(many(claimMonth)),
    ShPrInf: optional(group({ ShPrMonthInf: optional(many(prescriptionMonth)) })),
    CzDiInf: optional(group({ CzDiMonthInf: optional(many(dispensingMonth)) })),
  },
);

export type DrugRequest = ValueOfMessage<typeof YZKsiquc01req>;
export type DrugAnswer = ValueOfMessage<typeof YZKsiquc01res>;
