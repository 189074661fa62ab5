import { OQSmuquc01res, OQSmuquc02res } from "../../device/wire/oqs/bulk.ts";
import {
  decline,
  distrust,
  type Found,
  judgeHeader,
  judgeResult,
  type NumberQuery,
  readTrusted,
  type Refusal,
} from "./answer-file.ts";

/** Files of a bulk check: that it was accepted, and what came of it. */

interface Expected {
  readonly institutionCode: string;
  readonly request: { readonly identifier: string };
}

type Accepted = { readonly is: "accepted"; readonly number: string } | Refusal;

/** The number by which the outcome is asked for; without one there is nothing to ask by. */
export function judgeAcceptance(bytes: Uint8Array, expected: Expected): Accepted {
  const read = readTrusted(OQSmuquc01res, bytes);
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

/** Row by row as they were asked. */
type Outcome = { readonly is: "outcome"; readonly rows: readonly Found[] } | { readonly is: "running" } | Refusal;

export function judgeOutcome(
  bytes: Uint8Array,
  expected: Expected & { readonly number: string; readonly rows: readonly NumberQuery[] },
): Outcome {
  const read = readTrusted(OQSmuquc02res, bytes);
  if ("is" in read) return read;
  const { MessageHeader: header, MessageBody: body } = read.loose;
  if ((header?.ReceptionNumber ?? expected.number) !== expected.number) return distrust("otherNumber");
  const judged = judgeHeader(header, expected);
  if (judged) return judged;
  const units = body?.BulkConfirmUnit ?? [];
  return {
    is: "outcome",
    rows: expected.rows.map((query, i) => {
      const [unit, ...others] = units.filter(
        (each) => each.QualificationConfirmSearchInfo?.ArbitraryIdentifier === rowKey(i),
      );
      if (others.length > 0) return distrust("ambiguous");
      return unit
        ? judgeResult({ ...unit, result: unit.ResultOfQualificationConfirmation }, query)
        : decline("rowMissing");
    }),
  };
}

/** What stands in a row of the request and comes back in its outcome. */
export const rowKey = (i: number): string => String(i + 1);
