import { isFault } from "../../device/errors.ts";
import { fromUtf8, unhex } from "../../device/wire/bytes.ts";
import { readJson } from "../../device/wire/oqs/message.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";

/** An answer of the central system as it stands in a trace. */
interface Answer {
  readonly bytes: string;
}

/** What it says of somebody's eligibility, where it says anything. */
export function eligibilityOf(answer: Answer): { readonly validity?: string; readonly number?: string } | undefined {
  try {
    const body = readJson(OQSsiquc01res, jsonOf(answer)).value?.MessageBody;
    const number = body?.ResultList?.[0]?.ResultOfQualificationConfirmation.InsuredIdentificationNumber;
    const validity = body?.QualificationValidity;
    return { ...(validity === undefined ? {} : { validity }), ...(number === undefined ? {} : { number }) };
  } catch (error) {
    if (isFault(error, "peer.malformed")) return undefined;
    throw error;
  }
}

/** Names in it that are not eligibility: consent, drugs, check-ups, diseases, and whatever nobody has declared. */
export function tagsBeyondEligibility(answer: Answer): string[] {
  const found = new Set<string>();
  collect(jsonOf(answer), found);
  return [...found].filter((tag) => !ELIGIBILITY.has(tag));
}

/** The list is short and closed on purpose: an element added later is told until somebody has decided that it is eligibility. */
const ELIGIBILITY: ReadonlySet<string> = new Set([
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
]);

function jsonOf({ bytes }: Answer): unknown {
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
