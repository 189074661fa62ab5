import { fromUtf8, unhex } from "../../device/wire/bytes.ts";
import { centralAnswer } from "./central.ts";
import { valueAt } from "./predicate.ts";
import type { Selector } from "./selector.ts";

/** What an answer of the central system says of somebody's eligibility, where it says anything. */
export interface Told {
  readonly status: number;
  /** Every name in it, at whatever depth. */
  readonly tags: readonly string[];
  readonly validity: string | undefined;
  readonly number: string | undefined;
}

export const eligibilityTold = (path: string): Selector<Told> => ({
  ...centralAnswer(path),
  rule: { see: "eligibility", path },
  find: (observation) =>
    centralAnswer(path)
      .find(observation)
      .map((sighting) => ({ ...sighting, value: toldIn(sighting.value) })),
});

function toldIn({ status, bytes }: { readonly status: number; readonly bytes: string }): Told {
  const json = jsonOf(bytes);
  const tags = new Set<string>();
  collect(json, tags);
  const body = "XmlMsg.MessageBody";
  return {
    status,
    tags: [...tags],
    validity: textAt(json, `${body}.QualificationValidity`),
    number: textAt(json, `${body}.ResultList.0.ResultOfQualificationConfirmation.InsuredIdentificationNumber`),
  };
}

/** Names in it that are not eligibility: consent, drugs, check-ups, diseases, and whatever nobody has declared. */
export const beyondEligibility = ({ tags }: Told): string[] => tags.filter((tag) => !ELIGIBILITY.includes(tag));

/** The list is short and closed on purpose: an element added later is told until somebody has decided that it is eligibility. */
export const ELIGIBILITY: readonly string[] = [
  ...["XmlMsg", "MessageHeader", "MessageBody", "ResultList", "ResultOfQualificationConfirmation"],
  ...["ProcessExecutionTime", "QualificationConfirmationDate", "MedicalInstitutionCode", "ArbitraryFileIdentifier"],
  ...["ReferenceClassification", "SegmentOfResult", "ErrorCode", "ErrorMessage", "CharacterCodeIdentifier"],
  ...["ProcessingResultStatus", "ProcessingResultCode", "ProcessingResultMessage", "QualificationValidity"],
  ...["InsuredCardClassification", "InsurerNumber", "InsuredCardSymbol", "InsuredIdentificationNumber"],
  ...["InsuredBranchNumber", "PersonalFamilyClassification", "InsuredName", "Name", "NameOfOther", "NameKana"],
  ...["NameOfOtherKana", "Sex1", "Sex2", "Birthdate", "Address", "PostNumber", "QualificationDate"],
  ...["DisqualificationDate", "InsuredCertificateIssuanceDate", "InsuredCardValidDate", "InsuredCardExpirationDate"],
  ...["InsuredPartialContributionRatio", "PreschoolClassification", "ReasonOfLoss", "InsurerName"],
  ...["ElderlyRecipientCertificateInfo", "ElderlyRecipientCertificateDate", "ElderlyRecipientValidStartDate"],
  ...["ElderlyRecipientValidEndDate", "ElderlyRecipientContributionRatio", "ReferenceNumber", "ArbitraryIdentifier"],
];

function textAt(json: unknown, path: string): string | undefined {
  const value = valueAt(json, path);
  return typeof value === "string" ? value : undefined;
}

function jsonOf(bytes: string): unknown {
  try {
    return JSON.parse(fromUtf8(unhex(bytes)));
  } catch {
    return undefined;
  }
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (!Array.isArray(value)) into.add(name);
    collect(inner, into);
  }
}
