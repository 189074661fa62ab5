import type { Bilingual } from "../../bilingual.ts";
import { check } from "../../case.ts";
import type { Reason } from "../../catalog/reasons.data.ts";
import type { Clause } from "../../catalog/requirements.data.ts";
import { centralAnswer } from "../../expect/central.ts";
import { sequence } from "../../expect/vocabulary.ts";
import { messagePath } from "./caller.ts";

/** What a facility that asks again is told, in turn. */

export const AGAIN = { "2": messagePath("OQSsihvq01"), "3": messagePath("OQSsionq01") } as const;
const OUTCOME = "json.XmlMsg.MessageBody.ProcessingResultCode";
export const VALIDITY = "json.XmlMsg.MessageBody.QualificationValidity";

/** Answers to a question asked again, in turn: the code of a refusal, or nothing where it was shown. */
export const told = (use: "2" | "3", ...codes: readonly (string | undefined)[]) =>
  sequence(centralAnswer(AGAIN[use]), OUTCOME, codes);
export const statuses = (path: string, ...codes: readonly number[]) => sequence(centralAnswer(path), "status", codes);
/** These wait for days of virtual time; milliseconds. */
export const SEASON = 100 * 24 * 3600_000;
export const NONE = "TSTV0006E";
export const ENDED = "TSTV0007E";

export const one = (clause: Clause, reason: Reason, says: Bilingual, expectation: ReturnType<typeof told>) => [
  check(clause, reason, says, expectation),
];
