import type { LooseQualificationResult } from "../../device/wire/oqs/siquc.ts";
import { REPLACEMENT } from "../../device/wire/oqs/jis-filter.ts";
import { bareInsurer } from "../../device/wire/oqs/siquc.ts";

/** What an answer told of a patient, as the chart keeps it. Days are yyyyMMdd; what the answer did not have is "". */
export interface Patient {
  readonly name: string;
  readonly kana: string;
  readonly birthDate: string;
  readonly sex: "male" | "female" | "unset";
  readonly address: string;
  /** OQSCD010. */
  readonly certificateClass: string;
  /** Without padding. */
  readonly insurer: string;
  readonly insurerName: string;
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** Three digits: "030" is 30 %. */
  readonly copayment: string;
  /** The same on the certificate of those between 70 and 74 (高齢受給者証); absent where none was told. */
  readonly elderlyCopayment?: string;
  /** OQSCD006: "1" is valid; "2" and "3" are lost and must not be billed. */
  readonly validity: string;
  /** Flags (OQSCD016) and ends of consent, yyyyMMddHHmmss. That to certificates of specific diseases has none in the answer. */
  readonly medicines: string;
  readonly medicinesUntil: string;
  readonly checkups: string;
  readonly checkupsUntil: string;
  readonly diagnoses: string;
  readonly diagnosesUntil: string;
  readonly operations: string;
  readonly operationsUntil: string;
  readonly specificDiseases: string;
}

const SEXES: Readonly<Record<string, Patient["sex"]>> = { "1": "male", "2": "female", "3": "unset" };

export const patientOf = (result: LooseQualificationResult, validity: string): Patient => ({
  name: result.Name ?? "",
  kana: result.NameKana ?? "",
  birthDate: result.Birthdate ?? "",
  sex: SEXES[result.Sex1 ?? ""] ?? "unset",
  address: result.Address ?? "",
  certificateClass: result.InsuredCardClassification ?? "",
  // Under medical assistance (医療扶助) the public expense numbers take their place.
  insurer: (result.InsurerNumber ?? result.PublicExpenseNumber ?? "").trim(),
  insurerName: result.InsurerName ?? "",
  symbol: result.InsuredCardSymbol ?? "",
  number: result.InsuredIdentificationNumber ?? result.BeneficiaryNumber ?? "",
  branch: result.InsuredBranchNumber ?? "",
  validFrom: result.InsuredCardValidDate ?? "",
  validTo: result.InsuredCardExpirationDate ?? "",
  copayment: result.InsuredPartialContributionRatio ?? "",
  ...elderlyShare(result),
  validity,
  medicines: result.PharmacistsInfoConsFlg ?? "",
  medicinesUntil: result.PharmacistsInfoAvailableTime ?? "",
  checkups: result.SpecificHealthCheckupsInfoConsFlg ?? "",
  checkupsUntil: result.SpecificHealthCheckupsInfoAvailableTime ?? "",
  diagnoses: result.DiagnosisInfoConsFlg ?? "",
  diagnosesUntil: result.DiagnosisInfoAvailableTime ?? "",
  operations: result.OperationInfoConsFlg ?? "",
  operationsUntil: result.OperationInfoAvailableTime ?? "",
  specificDiseases: result.SpecificDiseasesCertificateRelatedConsFlg ?? "",
});

function elderlyShare({ ElderlyRecipientCertificateInfo: certificate }: LooseQualificationResult) {
  const elderlyCopayment = certificate?.ElderlyRecipientContributionRatio;
  return elderlyCopayment === undefined ? {} : { elderlyCopayment };
}

/** Whether nobody can tell from the answer what share the patient pays: it told none, or two that differ. */
export const isShareInDoubt = ({ copayment, elderlyCopayment = copayment }: Patient): boolean =>
  copayment === "" || copayment !== elderlyCopayment;

export type Insured = Pick<Patient, "insurer" | "symbol" | "number" | "branch" | "birthDate">;

/** Identity by which charts are kept: the insured number in full with the birth date. A name is never part of it. */
export const identityOf = ({ insurer, symbol, number, branch, birthDate }: Insured): string =>
  JSON.stringify([bareInsurer(insurer), symbol, number, branch === "" ? "" : branch.padStart(2, "0"), birthDate]);

type Told = Pick<Patient, "name" | "kana" | "sex" | "birthDate">;

/**
 * Whether two records of one number may be of one person. A ● stands for a character that could not be carried, so a name with one
 * in it neither proves nor disproves anything; birth date, sex, and names that came whole, do.
 */
export function mayBeSame(a: Told, b: Told): boolean {
  const telling = !isClipped(a.name) && !isClipped(b.name);
  return a.birthDate === b.birthDate && a.sex === b.sex && (!telling || a.name === b.name);
}

/** Whether they are, by what they tell of the person alone: where a name has a ● in it, by its reading, which never has. */
export const isSame = (a: Told, b: Told): boolean =>
  mayBeSame(a, b) && ((a.name === b.name && !isClipped(a.name)) || (a.kana !== "" && a.kana === b.kana));

/** Whether a character of it could not be carried. */
export const isClipped = (text: string): boolean => text.includes(REPLACEMENT);
