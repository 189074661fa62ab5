import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import type { Change, TerminalFile } from "./change.ts";

/** What a terminal breaks that leaves an element out of its files of one kind, or writes the next character at its end. */
export interface BrokenElements {
  readonly file: TerminalFile;
  readonly tags: readonly string[];
  readonly how: Extract<Change, { at: "answer" }>["how"];
  readonly breaks: readonly [Clause, Reason];
  readonly also?: readonly Reason[];
}

/** Kinds of information, as their elements begin. */
const KINDS = ["PharmacistsInfo", "SpecificHealthCheckupsInfo", "DiagnosisInfo", "OperationInfo"] as const;
const ofEachKind = (end: string) => KINDS.map((kind) => `${kind}${end}`);

/** Who it is. */
const WHO = [
  ...["Name", "Birthdate", "Sex1", "Address"],
  ...["InsuredCardSymbol", "InsuredIdentificationNumber", "InsuredBranchNumber"],
] as const;
const PERSON = [...WHO, "InsurerNumber"] as const;

export const BROKEN_ELEMENTS: readonly BrokenElements[] = [
  {
    ...{ file: "face", how: "off", tags: PERSON, breaks: ["RCP-01", "answer.wrongPatient"] },
    also: ["import.wrongPatient", "import.missing", "file.unreadable"],
  },
  {
    ...{ file: "face", how: "dropped", breaks: ["RCP-11", "answer.incomplete"] },
    tags: [...WHO, "InsuredCardClassification", "InsuredCardValidDate", "InsuredCardExpirationDate", "InsurerName"],
    also: ["answer.wrongPatient", "import.wrongPatient", "import.missing", "file.unreadable"],
  },
  {
    ...{ file: "face", how: "dropped", tags: ["InsurerNumber"], breaks: ["RCP-01", "answer.wrongPatient"] },
    also: ["import.missing", "file.unreadable"],
  },
  {
    ...{ file: "face", how: "dropped", tags: ["InsuredPartialContributionRatio"] },
    breaks: ["RCP-11", "answer.incomplete"],
  },
  {
    file: "face",
    how: "off",
    tags: ["MedicalInstitutionCode", "SegmentOfResult"],
    breaks: ["RCP-01", "import.missing"],
  },
  {
    ...{ file: "face", how: "dropped", tags: ofEachKind("ConsFlg"), breaks: ["CNS-05", "consent.lost"] },
    also: ["file.unreadable"],
  },
  {
    ...{ file: "face", how: "off", tags: ofEachKind("ConsFlg"), breaks: ["CNS-05", "consent.lost"] },
    also: ["consent.invented", "consent.untimed"],
  },
  {
    ...{ file: "face", how: "dropped", tags: [...ofEachKind("ConsTime"), ...ofEachKind("AvailableTime")] },
    ...{ breaks: ["CNS-05", "consent.untimed"], also: ["consent.overlong", "file.unreadable"] },
  },
  // An end or a time that is a second off breaks what a terminal should do (CNS-07), and that is a warning: no mutant can die of it.
  {
    ...{ file: "number", how: "off", tags: PERSON, breaks: ["RCP-09", "answer.swapped"] },
    also: ["file.unreadable"],
  },
  { file: "number", how: "dropped", tags: PERSON, breaks: ["RCP-09", "answer.swapped"], also: ["file.unreadable"] },
  { file: "number", how: "off", tags: ["ArbitraryFileIdentifier"], breaks: ["RCP-09", "file.misnamed"] },
  { file: "number", how: "dropped", tags: ["ArbitraryFileIdentifier"], breaks: ["RCP-09", "file.misnamed"] },
  { file: "number", how: "off", tags: ["QualificationValidity"], breaks: ["RCP-10", "answer.wrongValidity"] },
  { file: "number", how: "dropped", tags: ["QualificationValidity"], breaks: ["RCP-10", "answer.wrongValidity"] },
  {
    ...{ file: "drugs", how: "off", tags: ["ResultCode"], breaks: ["CNS-01", "consent.lost"] },
    also: ["answer.leaksConsent"],
  },
  {
    ...{ file: "drugs", how: "dropped", tags: ["ResultCode"], breaks: ["CNS-01", "consent.lost"] },
    also: ["answer.leaksConsent"],
  },
  { file: "drugs", how: "off", tags: ["Name", "Birth"], breaks: ["CNS-01", "answer.swapped"] },
  { file: "drugs", how: "dropped", tags: ["Name", "Birth"], breaks: ["CNS-01", "answer.swapped"] },
  {
    ...{ file: "accepted", how: "dropped", tags: ["ReceptionNumber"], breaks: ["RCP-09", "file.missing"] },
    also: ["answer.incomplete"],
  },
  {
    ...{ file: "outcome", how: "off", breaks: ["RCP-09", "answer.swapped"] },
    tags: ["Name", "InsuredIdentificationNumber", "ArbitraryIdentifier"],
  },
  {
    ...{ file: "outcome", how: "dropped", breaks: ["RCP-09", "answer.swapped"] },
    tags: ["Name", "InsuredIdentificationNumber", "ArbitraryIdentifier"],
  },
];
