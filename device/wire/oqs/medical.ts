import { date, optional, text } from "./element.ts";
import {
  branchNumber,
  characterCode,
  fileIdentifier,
  institutionCode,
  insurerNumber,
  SENTENCE,
  SYMBOL,
} from "./fields.ts";

/**
 * What questions for medical information (YZK drugs and treatment, TKK check-ups) and their answers have in common. They spell the
 * insured number otherwise than eligibility messages do, and their answers say otherwise how they ended.
 */
export const MEDICAL_ASKED = {
  MedicalInstitutionCode: institutionCode,
  InsurerNumber: insurerNumber,
  InsuranceCardSymbol: optional(SYMBOL),
  InsuredPersonIdentificationNumber: SYMBOL,
  BranchNumber: optional(branchNumber),
  ArbitraryFileIdentifier: fileIdentifier,
};

export const MEDICAL_ANSWERED = {
  ProcessExecutionTime: optional(text(14)),
  MedicalInstitutionCode: institutionCode,
  ArbitraryFileIdentifier: fileIdentifier,
  /** "1" is well; with anything else MessageContents tells why. */
  ResultCode: text(1),
  MessageContents: optional(SENTENCE),
  CharacterCodeIdentifier: characterCode,
};

export const PERIOD = { StartDate: optional(date), EndDate: optional(date) };
