import type { ConsentItem } from "../../device/wire/face.ts";
import { fromJst } from "../../device/wire/oqs/jst.ts";
import type { LooseQualificationAnswer, LooseQualificationResult } from "../../device/wire/oqs/siquc.ts";
import { at, bare, both, fact, is, lookUp, type Predicate, type Term, textOf, there, twoDigits } from "./predicate.ts";

/** What an answer says of a patient, and whether that is the patient it should be of. */

/** The one result of an answer; undefined when there is none, or more than one. */
export function onlyResult(answer: LooseQualificationAnswer | undefined): LooseQualificationResult | undefined {
  const results = answer?.MessageBody?.ResultList ?? [];
  return results.length === 1 ? results[0]?.ResultOfQualificationConfirmation : undefined;
}

const SEX_CODES = { male: "1", female: "2", unset: "3" } as const;

/** The one result of a document is that of who plays the part: by name, birth date, sex, address, insurer, number and branch. */
export const isResultOf = (part: string | Term): Predicate<{ readonly result: LooseQualificationResult | undefined }> =>
  both(
    there(fact(part, "id")),
    is("result.Name", fact(part, "name")),
    is("result.Birthdate", fact(part, "birthDate")),
    is("result.Sex1", lookUp(fact(part, "sex"), SEX_CODES)),
    is("result.Address", fact(part, "address")),
    is(bare("result.InsurerNumber"), bare(fact(part, "insurer"))),
    is(textOf("result.InsuredCardSymbol"), fact(part, "symbol")),
    is("result.InsuredIdentificationNumber", fact(part, "number")),
    is(twoDigits("result.InsuredBranchNumber"), twoDigits(fact(part, "branch"))),
  );

/** A row of a bulk outcome: the eligibility of the one of the cast whose part is the identifier of the row. */
const asked = at("QualificationConfirmSearchInfo.ArbitraryIdentifier");
export const isOfWhomItNames: Predicate<Readonly<Record<string, unknown>>> = both(
  there(fact(asked, "id")),
  is("ResultOfQualificationConfirmation.Name", fact(asked, "name")),
  is("ResultOfQualificationConfirmation.InsuredIdentificationNumber", fact(asked, "number")),
);

/** What RCP-11 wants in an answer, by element. */
export const NEEDED = [
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
