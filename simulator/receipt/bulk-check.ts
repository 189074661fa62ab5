import { OQSmuquc01req, OQSmuquc01res, OQSmuquc02req, OQSmuquc02res } from "../../device/wire/oqs/bulk.ts";
import { type LooseOfMessage, writeMessage } from "../../device/wire/oqs/message.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { judgeAcceptance, judgeFetched } from "./acceptance.ts";
import { decline, distrust, type Found, judgeResult, type NumberQuery, readTrusted } from "./answer-file.ts";
import type { Errand } from "./errands.ts";
import { searchFor } from "./search-for.ts";

/** A check of many at once: whether the numbers still count, row by row. */
export function bulkCheck(queries: readonly NumberQuery[], encoding: XmlEncoding): Errand<Found> {
  const written = { encoding, outsideJis: "keep" } as const;
  const rows = queries.map((query, i) => ({ ...searchFor(query), ArbitraryIdentifier: rowKey(i) }));
  return {
    id: "OQSmuquc01",
    rows: queries.length,
    patience: BULK_PATIENCE,
    question: (MessageHeader) =>
      writeMessage(OQSmuquc01req, { MessageHeader, MessageBody: { QualificationConfirmSearchInfo: rows } }, written),
    judge: (bytes, expected) => judgeAcceptance(OQSmuquc01res, bytes, expected),
    fetch: {
      id: "OQSmuquc02",
      question: (MessageHeader, ReceptionNumber) =>
        writeMessage(OQSmuquc02req, { MessageHeader, MessageBody: { ReceptionNumber } }, written),
      judge(bytes, expected) {
        const read = readTrusted(OQSmuquc02res, bytes);
        if ("is" in read) return read;
        const unfit = judgeFetched(read.loose.MessageHeader, expected);
        if (unfit) return unfit;
        const units = read.loose.MessageBody?.BulkConfirmUnit ?? [];
        return { is: "outcome", rows: queries.map((query, i) => rowOf(units, query, i)) };
      },
    },
  };
}

/** Milliseconds. */
export const BULK_PATIENCE = 30 * 60_000;

type Units = NonNullable<NonNullable<LooseOfMessage<typeof OQSmuquc02res>["MessageBody"]>["BulkConfirmUnit"]>;

function rowOf(units: Units, query: NumberQuery, i: number): Found {
  const [unit, ...others] = units.filter(
    (each) => each.QualificationConfirmSearchInfo?.ArbitraryIdentifier === rowKey(i),
  );
  if (others.length > 0) return distrust("ambiguous");
  return unit ? judgeResult({ ...unit, result: unit.ResultOfQualificationConfirmation }, query) : decline("rowMissing");
}

/** What stands in a row of the request and comes back in its outcome. */
const rowKey = (i: number): string => String(i + 1);
