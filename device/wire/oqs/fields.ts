import { OQSCD001, OQSCD002, OQSCD003, OQSCD004, OQSCD005, OQSCD006, OQSCD007, OQSCD028 } from "./code-tables.data.ts";
import { code, date, digits, form, type Leaf, optional, text, time, upToDigits } from "./element.ts";

/**
 * Elements that many messages share. Lengths of numbers, symbols and reference numbers are published; the others are ours, chosen
 * so that nothing seen in the field is too long.
 */
export const NAME = text(100);
export const ADDRESS = text(200);
export const SYMBOL = text(20);
export const SENTENCE = text(200);

export const institutionCode = digits(10);
export const branchNumber = upToDigits(2);
export const fileIdentifier = optional(text(50));
export const referenceNumber = text(50);
export const receptionNumber = text(30);

const PADDED = [1, 2, 3, 4, 5, 6, 7].map((blanks) => `${" ".repeat(blanks)}[0-9]{${8 - blanks}}`);

/** Eight digits, or fewer with blanks on the left; some sources pad with zeros (`Dialect.insurerPadding`). */
export const insurerNumber: Leaf = {
  ...form(
    8,
    {
      ja: "保険者番号（8 桁に満たなければ左を空白で埋める）",
      en: "an insurer number, padded on the left to eight places",
    },
    ["(0[1-9]|[1-9][0-9])[0-9]{6}", ...PADDED].join("|"),
  ),
  varies: "insurerPadding",
};

/** The insured number as eligibility messages spell it. Medical information spells it otherwise (`medical.ts`). */
export const INSURED = {
  InsurerNumber: insurerNumber,
  InsuredCardSymbol: optional(SYMBOL),
  InsuredIdentificationNumber: SYMBOL,
  InsuredBranchNumber: optional(branchNumber),
};

/** As one finds a person by what stands on a certificate. */
export const SEARCH = {
  ...INSURED,
  Birthdate: date,
  LimitApplicationCertificateRelatedConsFlg: code(OQSCD001),
};

/** Header of whatever a receipt computer asks. */
export const ASKED = { MedicalInstitutionCode: institutionCode, ArbitraryFileIdentifier: fileIdentifier };

export const characterCode: Leaf<keyof typeof OQSCD005> = { ...code(OQSCD005), varies: "characterCodes" };

/** How the call as a whole ended; code and message stand where it was not well. */
export const SEGMENT = {
  SegmentOfResult: code(OQSCD003),
  ErrorCode: optional(text(16)),
  ErrorMessage: optional(SENTENCE),
};

/** How it ended for one person. Code and message also carry notices, as of a certificate that expires soon. */
export const OUTCOME = {
  ProcessingResultStatus: optional(code(OQSCD004)),
  ProcessingResultCode: optional(text(16)),
  ProcessingResultMessage: optional(SENTENCE),
};

/** Header of an eligibility answer. */
export const ANSWERED = {
  ProcessExecutionTime: time,
  QualificationConfirmationDate: date,
  MedicalInstitutionCode: institutionCode,
  /** Absent in a reader's result, which nobody asked for. */
  ArbitraryFileIdentifier: fileIdentifier,
  ReferenceClassification: code(OQSCD002),
  ...SEGMENT,
  CharacterCodeIdentifier: characterCode,
};

export const qualificationValidity = code(OQSCD006);
export const sex = code(OQSCD007);
export const treatmentFlag = code(OQSCD028);
