import { OQSCD017 } from "./code-tables.data.ts";
import { code, date, group, list, type LooseOf, optional, text, type ValueOf } from "./element.ts";
import { ANSWERED, ASKED, OUTCOME, qualificationValidity, SEARCH } from "./fields.ts";
import { type LooseOfMessage, message, type ValueOfMessage } from "./message.ts";
import { qualificationResult } from "./qualification-result.ts";

/**
 * Single eligibility check (資格確認). The body of the answer is also that of a face-auth reader's result. Tags and codes from the
 * vendor guide and published client source; what stands without a published length has one of ours.
 */
const searchInfo = group({ ...SEARCH, ArbitraryIdentifier: optional(text(50)) });

export const OQSsiquc01req = message(
  "OQSsiquc01req",
  { title: { ja: "資格確認（単件）の照会", en: "eligibility of one person: question" }, interface: "OQS-IF-001" },
  { QualificationConfirmationDate: date, ...ASKED },
  { QualificationConfirmSearchInfo: searchInfo },
);

export const OQSsiquc01res = message(
  "OQSsiquc01res",
  {
    title: {
      ja: "資格確認（単件）の回答、顔認証の結果",
      en: "eligibility of one person: answer, and a reader's result",
    },
    interface: "OQS-IF-002",
  },
  ANSWERED,
  {
    ...OUTCOME,
    QualificationValidity: optional(qualificationValidity),
    PrescriptionIssueSelect: optional(code(OQSCD017)),
    QualificationConfirmSearchInfo: optional(searchInfo),
    ResultList: optional(list("ResultOfQualificationConfirmation", qualificationResult)),
  },
);

export type SearchInfo = ValueOf<typeof searchInfo>;
export type QualificationRequest = ValueOfMessage<typeof OQSsiquc01req>;
export type QualificationAnswer = ValueOfMessage<typeof OQSsiquc01res>;
export type QualificationResult = ValueOf<typeof qualificationResult>;
export type LooseQualificationAnswer = LooseOfMessage<typeof OQSsiquc01res>;
export type LooseQualificationResult = LooseOf<typeof qualificationResult>;

/** Eight places, blanks on the left. */
export const padInsurer = (number: string): string => number.padStart(8, " ");

/** An insurer number without its padding, of either kind, for comparing. */
export const bareInsurer = (number: string): string => number.replace(/^[ 0]+/, "");
