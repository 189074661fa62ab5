import { parseName } from "../../device/wire/oqs/names.ts";
import type { NumberQuery } from "../receipt/answer-file.ts";
import { openReceiptComputer, type ReceiptParts } from "../receipt/receipt-computer.ts";
import { reading, rewriting, sendingAnew, telling, underNumbersOf, writing } from "./receipt-habits.ts";
import type { ReceiptLie } from "./receipt-lies.ts";

const segment = (code: string) => `<SegmentOfResult>${code}<`;

/** Receipt computers that are careless with bulk checks alone. */
export const RECEIPT_BULK_LIES: Readonly<Record<string, ReceiptLie>> = {
  "M-RCP-BULK-UNWRITTEN": writing((name, text) => (isCheck(name) ? undefined : text)),
  "M-RCP-BULK-BY-ORDER": takesRowsInOrder,
  // A row is begun with what the one before left.
  "M-RCP-BULK-STALE-ROW": writing((name, text) => {
    if (!isCheck(name)) return text;
    const first = /<Birthdate>\d+</.exec(text)?.[0] ?? "";
    return text.replace(/<Birthdate>\d+</g, first);
  }),
  "M-RCP-BULK-RESENDS": sendingAnew("OQSmuquc01", "OQSmuquc02", segment("2")),
  "M-RCP-BULK-RUNNING-FINAL": ofOutcomes((text) => text.replace(segment("2"), segment("9"))),
  "M-RCP-BULK-STOPS-AT-ERROR": ofOutcomes((text) => {
    const units = text.split(UNIT);
    const bad = units.findIndex((unit) => unit.includes("<ProcessingResultStatus>2<"));
    return bad < 0 ? text : units.slice(0, bad + 1).join(UNIT) + (bad === units.length - 1 ? "" : AFTER_UNITS);
  }),
  "M-RCP-BULK-ROW-UNSEEN": telling(() => (told) => {
    const isRow = parseName(told.source)?.id === "OQSmuquc02";
    return isRow && told.is === "refused" && told.reason === "abnormal" ? undefined : told;
  }),
  "M-RCP-BULK-NUMBER-UNREAD": ofOutcomes((text) => text.replace(/<ReceptionNumber>[^<]*<\/ReceptionNumber>/, "")),
  "M-RCP-BULK-FETCHES-BLINDLY": reading((text, name) =>
    parseName(name)?.id === "OQSmuquc01"
      ? text
          .replace(segment("9"), segment("1"))
          .replace(/<MessageBody\s*\/>|<MessageBody>\s*<\/MessageBody>/, `<MessageBody>${NUMBER_ZERO}</MessageBody>`)
      : text,
  ),
  "M-RCP-BULK-LOST-SENT-ANEW": sendingAnew("OQSmuquc01", "OQSmuquc02", segment("9")),
  "M-RCP-BULK-LAST-NUMBER": fetchesByTheLast,
};

/** Legal but unusual ones. */
export const RECEIPT_BULK_VARIANTS: Readonly<Record<string, ReceiptLie>> = {
  // What its rows are called is for itself to know: in its requests they have names, and in what it reads numbers.
  "B-RCP-BULK-OWN-KEYS": (parts) =>
    reading((text, name) =>
      parseName(name)?.id === "OQSmuquc02"
        ? text.replace(/<ArbitraryIdentifier>Karte-(\d+)</g, "<ArbitraryIdentifier>$1<")
        : text,
    )({
      ...parts,
      folders: rewriting(parts, (name, text) =>
        isCheck(name) ? text.replace(/<ArbitraryIdentifier>(\d+)</g, "<ArbitraryIdentifier>Karte-$1<") : text,
      ),
    }),
  "B-RCP-BULK-SLOW-FETCH": (parts) =>
    openReceiptComputer({
      ...parts,
      // Whatever it waits ten seconds for, as between two rounds, it waits five minutes for.
      clock: {
        ...parts.clock,
        now: () => parts.clock.now(),
        after: (wait, act) => parts.clock.after(wait === 10_000 ? 300_000 : wait, act),
      },
    }),
};

const UNIT = "<BulkConfirmUnit>";
const AFTER_UNITS = "</MessageBody></XmlMsg>";
const NUMBER_ZERO = "<ReceptionNumber>0</ReceptionNumber>";
const isCheck = (name: string) => parseName(name)?.id === "OQSmuquc01";

function ofOutcomes(change: (text: string) => string): ReceiptLie {
  return reading((text, name) => (parseName(name)?.id === "OQSmuquc02" ? change(text) : text));
}

/** The n-th row of an outcome goes into the chart of the n-th who was asked about. */
function takesRowsInOrder(parts: ReceiptParts) {
  let queries: readonly NumberQuery[] = [];
  const honest = reading((text, name) => {
    if (parseName(name)?.id !== "OQSmuquc02") return text;
    const [head = "", ...units] = text.split(UNIT);
    const rows = units.map((unit, i) => {
      const query = queries[i];
      const keyed = unit.replace(/<ArbitraryIdentifier>[^<]*</g, `<ArbitraryIdentifier>${i + 1}<`);
      return query ? underNumbersOf(query, keyed) : keyed;
    });
    return [head, ...rows].join(UNIT);
  })(parts);
  return {
    ...honest,
    requestMany(asked: readonly NumberQuery[]) {
      queries = asked;
      return honest.requestMany(asked);
    },
  };
}

/** It keeps one number, the last that it was given. */
function fetchesByTheLast(parts: ReceiptParts) {
  let last = "";
  const remembering = reading((text, name) => {
    if (isCheck(name)) last = /<ReceptionNumber>([^<]*)</.exec(text)?.[1] ?? last;
    return text;
  });
  return remembering({
    ...parts,
    folders: rewriting(parts, (name, text) =>
      parseName(name)?.id === "OQSmuquc02"
        ? text.replace(/<ReceptionNumber>[^<]*</, `<ReceptionNumber>${last}<`)
        : text,
    ),
  });
}
