import type { ConsentItem } from "../../device/wire/face.ts";
import { fromJst } from "../../device/wire/oqs/jst.ts";
import {
  bareInsurer,
  type LooseQualificationAnswer,
  type LooseQualificationResult,
} from "../../device/wire/oqs/siquc.ts";
import type { PersonFacts } from "../cast.ts";

/** What an answer says of a patient, and whether that is the patient it should be of. */

/** The one result of an answer; undefined when there is none, or more than one. */
export function onlyResult(answer: LooseQualificationAnswer | undefined): LooseQualificationResult | undefined {
  const results = answer?.MessageBody?.ResultList ?? [];
  return results.length === 1 ? results[0]?.ResultOfQualificationConfirmation : undefined;
}

const SEX_CODES = { male: "1", female: "2", unset: "3" } as const;

/** The names of the elements that differ from the person's facts; none means that it is that person. */
export function differences(result: LooseQualificationResult, person: PersonFacts): string[] {
  const pairs: readonly (readonly [tag: string, found: string | undefined, expected: string])[] = [
    ["Name", result.Name, person.name],
    ["Birthdate", result.Birthdate, person.birthDate],
    ["Sex1", result.Sex1, SEX_CODES[person.sex]],
    ["Address", result.Address, person.address],
    ["InsurerNumber", bareInsurer(result.InsurerNumber ?? ""), bareInsurer(person.insurer)],
    ["InsuredCardSymbol", result.InsuredCardSymbol ?? "", person.symbol],
    ["InsuredIdentificationNumber", result.InsuredIdentificationNumber, person.number],
    ["InsuredBranchNumber", branch(result.InsuredBranchNumber), branch(person.branch)],
  ];
  return pairs.filter(([, found, expected]) => found !== expected).map(([tag]) => tag);
}

const branch = (text: string | undefined) => (text ?? "").padStart(2, "0");

/** What RCP-11 wants in an answer, by element. */
const NEEDED = [
  "Name",
  "Sex1",
  "Birthdate",
  "Address",
  "InsuredCardClassification",
  "InsuredCardSymbol",
  "InsuredIdentificationNumber",
  "InsuredBranchNumber",
  "InsuredCardValidDate",
  "InsuredCardExpirationDate",
  "InsurerName",
  "InsuredPartialContributionRatio",
] as const;

export const lacking = (result: LooseQualificationResult): string[] =>
  NEEDED.filter((tag) => (result[tag] ?? "") === "");

/** A kind of information as an answer tells of it. Times are microseconds. */
export interface ToldConsent {
  readonly item: ConsentItem;
  readonly given: boolean;
  readonly at: number | undefined;
  readonly until: number | undefined;
}

export function consentsIn(result: LooseQualificationResult): readonly ToldConsent[] {
  const tell = (item: ConsentItem, flag: string | undefined, at: string | undefined, until: string | undefined) => ({
    item,
    given: flag === "1",
    at: at === undefined ? undefined : fromJst(at),
    until: until === undefined ? undefined : fromJst(until),
  });
  return [
    tell(
      "medicines",
      result.PharmacistsInfoConsFlg,
      result.PharmacistsInfoConsTime,
      result.PharmacistsInfoAvailableTime,
    ),
    tell(
      "checkups",
      result.SpecificHealthCheckupsInfoConsFlg,
      result.SpecificHealthCheckupsInfoConsTime,
      result.SpecificHealthCheckupsInfoAvailableTime,
    ),
    tell("diagnoses", result.DiagnosisInfoConsFlg, result.DiagnosisInfoConsTime, result.DiagnosisInfoAvailableTime),
    tell("operations", result.OperationInfoConsFlg, result.OperationInfoConsTime, result.OperationInfoAvailableTime),
  ];
}
