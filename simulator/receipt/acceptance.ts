import type { OQSmuquc01res } from "../../device/wire/oqs/bulk.ts";
import { decline, distrust, judgeHeader, readTrusted, type Refusal } from "./answer-file.ts";
import type { Accepted, ExpectedAnswer } from "./errands.ts";

/** Acceptances of all kinds have one form. */
type Acceptance = typeof OQSmuquc01res;

/** The number by which the outcome is asked for; without one there is nothing to ask by. */
export function judgeAcceptance(acceptance: Acceptance, bytes: Uint8Array, expected: ExpectedAnswer): Accepted {
  const read = readTrusted(acceptance, bytes);
  if ("is" in read) return read;
  const { MessageHeader: header, MessageBody: body } = read.loose;
  // One of the sources has no SegmentOfResult in an acceptance.
  const judged = judgeHeader({ SegmentOfResult: "1", ...header }, expected);
  if (judged?.is === "refused") return judged;
  if ((body?.ProcessingResultStatus ?? "1") !== "1") return decline("abnormal", body?.ProcessingResultCode);
  return body?.ReceptionNumber === undefined
    ? decline("withoutNumber")
    : { is: "accepted", number: body.ReceptionNumber };
}

/** Nothing where it is the outcome of what was accepted under this number, and is through. */
export function judgeFetched(
  header: (Parameters<typeof judgeHeader>[0] & { readonly ReceptionNumber?: string | undefined }) | undefined,
  expected: ExpectedAnswer & { readonly number: string },
): Refusal | { readonly is: "running" } | undefined {
  if ((header?.ReceptionNumber ?? expected.number) !== expected.number) return distrust("otherNumber");
  return judgeHeader(header, expected);
}
