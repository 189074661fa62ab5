import { CHARACTER_CODES, FILE_CATEGORIES, OQSCD007, OQSCD028 } from "./code-tables.data.ts";
import { code, date, digits, form, group, list, many, month, optional, text } from "./element.ts";
import { message, type ValueOfMessage } from "./message.ts";
import { insurerNumber, institutionCode } from "./siquc.ts";

/**
 * Drug information of one patient (薬剤情報, YZK-IF-001 and 002), the part that claims give. Tags as published client source reads
 * them; they spell the insured number otherwise than eligibility messages do. Lengths are ours.
 */
export const YZKsiquc01req = message(
  "YZKsiquc01req",
  {
    MedicalInstitutionCode: institutionCode,
    InsurerNumber: insurerNumber,
    InsuranceCardSymbol: optional(text(20)),
    InsuredPersonIdentificationNumber: text(20),
    BranchNumber: optional(form(2, "up to 2 digits", (text) => /^\d{1,2}$/.test(text))),
    ArbitraryFileIdentifier: optional(text(50)),
  },
  {
    StartDate: optional(date),
    EndDate: optional(date),
    FileCategory: code(FILE_CATEGORIES),
    PrDiInfClassification: optional(digits(1)),
    MedicalTreatmentFlag: code(OQSCD028),
  },
);

const drug = group({
  /** Nine digits of the claim code table. */
  DrugC: digits(9),
  DrugN: text(200),
  Qua1: optional(text(11)),
  Unit: optional(text(20)),
  UsageN: optional(text(200)),
  Times: optional(text(3)),
});

const day = group({
  DiDate: date,
  PrDate: optional(date),
  DrugInfs: list("DrugInf", drug),
});

export const YZKsiquc01res = message(
  "YZKsiquc01res",
  {
    ProcessExecutionTime: optional(text(14)),
    MedicalInstitutionCode: institutionCode,
    ArbitraryFileIdentifier: optional(text(50)),
    /** "1" is well; with anything else MessageContents tells why. */
    ResultCode: text(1),
    MessageContents: optional(text(200)),
    CharacterCodeIdentifier: code(CHARACTER_CODES),
    QuaInf: optional(
      group({ Name: text(100), KanaName: optional(text(100)), Birth: date, AdmGendCode: code(OQSCD007) }),
    ),
  },
  {
    MeTrMonthInf: optional(
      many(
        group({
          MeTrMonth: month,
          PrlsHCd: optional(institutionCode),
          PrlsHNm: optional(text(100)),
          DiDateInfs: list("DiDateInf", day),
        }),
      ),
    ),
  },
);

export type DrugAnswer = ValueOfMessage<typeof YZKsiquc01res>;
