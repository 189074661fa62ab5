import { readMessage } from "../../device/wire/oqs/message.ts";
import { parseFaceName, parseName } from "../../device/wire/oqs/names.ts";
import { OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import type { Folders } from "../../device/ports.ts";
import type { NumberQuery } from "../receipt/answer-file.ts";
import { patientOf } from "../receipt/patient.ts";
import type { ReceiptParts } from "../receipt/receipt-computer.ts";
import { asking, reading, rewriting, sendingAnew, telling, writing } from "./receipt-habits.ts";
import { numbersOf, type ReceiptLie } from "./receipt-lies.ts";

const ONE = "OQSsiimm01";
const MANY = "OQSmuimm01";
const OUTCOME = "OQSmuimm02";
const WORDS = "Chart-of-the-clinic-at-the-corner/2026/";
const FIRST = "<ReferenceNumber>000001</ReferenceNumber>";
const NUMBER = /<ReferenceNumber>[^<]*<\/ReferenceNumber>/;
const INSURED = /<InsuredIdentificationNumber>[^<]*</;
const ROW = /<ReferenceNumberRegistrationInfo>[^]*?<\/ReferenceNumberRegistrationInfo>/g;
const status = (code: string) => `<ProcessingResultStatus>${code}<`;
const segment = (code: string) => `<SegmentOfResult>${code}<`;
const isOf = (name: string, ...ids: readonly string[]) => ids.includes(parseName(name)?.id ?? "");

/** Receipt computers that are careless with reference numbers (照会番号) alone. */
export const RECEIPT_REFERENCE_LIES: Readonly<Record<string, ReceiptLie>> = {
  "M-RCP-REF-UNWRITTEN": writing((name, text) => (isOf(name, ONE, MANY) ? undefined : text)),
  "M-RCP-REF-UNTOLD": telling(() => (told) => (told.is === "registered" ? undefined : told)),
  "M-RCP-REF-SHARED": writing((name, text) => (isOf(name, ONE) ? text.replace(NUMBER, FIRST) : text)),
  "M-RCP-REF-STALE-NUMBER": startingAnew(() => {
    let before: string | undefined;
    return writing((name, text) => {
      if (!isOf(name, ONE)) return text;
      before ??= INSURED.exec(text)?.[0];
      return text.replace(INSURED, before ?? "");
    });
  }),
  "M-RCP-REF-LAST": takesForTheLast,
  "M-RCP-REF-ECHO-UNREAD": ofAnswers(ONE, (text) =>
    text.replace(/<ReferenceNumberRegistrationInfo>[^]*<\/ReferenceNumberRegistrationInfo>/, ""),
  ),
  "M-RCP-REF-STATUS-IGNORED": ofAnswers(ONE, (text) => text.replace(status("2"), status("1"))),
  "M-RCP-REF-SENT-ANEW": sendingAnew(ONE, ONE, status("2")),
  "M-RCP-REF-ERROR-UNSEEN": unseen(ONE),
  "M-RCP-REF-NEXT-FILE": takesNextAnswer,
  "M-RCP-REF-IGNORED": reading((text, name) => (parseFaceName(name) ? text.replace(NUMBER, "") : text)),
  "M-RCP-REF-BLIND": believesNumber,
  "M-RCP-REF-ROWS-SHARED": sharesInRows,
  "M-RCP-REF-BULK-RESENDS": sendingAnew(MANY, OUTCOME, segment("2")),
  "M-RCP-REF-RUNNING-FINAL": ofAnswers(OUTCOME, (text) => text.replace(segment("2"), segment("9"))),
  "M-RCP-REF-BY-ORDER": takesRowsInOrder,
  "M-RCP-REF-ROW-UNSEEN": unseen(OUTCOME),
  "M-RCP-REF-NUMBER-UNREAD": ofAnswers(OUTCOME, (text) =>
    text.replace(/<ReceptionNumber>[^<]*<\/ReceptionNumber>/, ""),
  ),
};

/** Legal but unusual ones. */
export const RECEIPT_REFERENCE_VARIANTS: Readonly<Record<string, ReceiptLie>> = {
  // Within itself it counts; whoever else reads or writes its numbers sees words.
  "B-RCP-REF-OWN-NUMBERS": (parts) =>
    reading((text) => text.replaceAll(`<ReferenceNumber>${WORDS}`, "<ReferenceNumber>"))({
      ...parts,
      folders: rewriting(parts, (_, text) => text.replaceAll("<ReferenceNumber>", `<ReferenceNumber>${WORDS}`)),
    }),
};

function ofAnswers(id: string, change: (text: string) => string): ReceiptLie {
  return reading((text, name) => (isOf(name, id) ? change(text) : text));
}

function unseen(id: string): ReceiptLie {
  return telling(() => (told) => (told.is === "refused" && isOf(told.source, id) ? undefined : told));
}

/** What it remembers, it remembers of one counter. */
function startingAnew(make: () => ReceiptLie): ReceiptLie {
  return (parts) => make()(parts);
}

function takesForTheLast(parts: ReceiptParts) {
  let last: NumberQuery | undefined;
  const honest = telling(
    () => (told) =>
      told.is === "registered" && last ? { ...told, patient: { ...told.patient, ...numbersOf(last) } } : told,
  )(parts);
  return {
    ...honest,
    register(insured: NumberQuery) {
      last = insured;
      return honest.register(insured);
    },
  };
}

/** Whatever answer to a registration lies there is called what its own would be called. */
function takesNextAnswer(parts: ReceiptParts) {
  let own = "";
  const real = new Map<string, string>();
  const realOf = (name: string) => real.get(name) ?? name;
  const suffixOf = (name: string) => parseName(name)?.suffix ?? "";
  const folders: Folders = {
    ...parts.folders,
    write(folder, name, bytes) {
      if (isOf(name, ONE)) own = suffixOf(name);
      return parts.folders.write(folder, name, bytes);
    },
    async list(folder) {
      const there = await parts.folders.list(folder);
      return there.map((name) => {
        if (folder !== "res" || !isOf(name, ONE) || own === "") return name;
        const called = name.replace(suffixOf(name), own);
        real.set(called, name);
        return called;
      });
    },
    read: (folder, name, limit) => parts.folders.read(folder, realOf(name), limit),
    remove: (folder, name) => parts.folders.remove(folder, realOf(name)),
  };
  return reading((text, name) =>
    isOf(name, ONE)
      ? text.replace(/<ArbitraryFileIdentifier>[^<]*</, `<ArbitraryFileIdentifier>${suffixOf(name)}<`)
      : text,
  )({ ...parts, folders });
}

/** Where the reference refuses a result for the chart that its number names, it goes in all the same. */
function believesNumber(parts: ReceiptParts) {
  const results = new Map<string, Uint8Array>();
  const heard = asking((folders) => ({
    async read(folder, name, limit) {
      const bytes = await folders.read(folder, name, limit);
      if (bytes && parseFaceName(name)) results.set(name, bytes);
      return bytes;
    },
  }));
  return heard({
    ...parts,
    recorder: {
      ...parts.recorder,
      record(happening, ...more) {
        const isOthers =
          happening.channel === "chart" && happening.is === "refused" && happening.reason === "otherPatient";
        const bytes = isOthers ? results.get(happening.source) : undefined;
        const result =
          bytes &&
          readMessage(OQSsiquc01res, bytes).loose.MessageBody?.ResultList?.[0]?.ResultOfQualificationConfirmation;
        if (!isOthers || !result?.ReferenceNumber) {
          parts.recorder.record(happening, ...more);
          return;
        }
        const patient = { ...patientOf(result, "1"), referenceNumber: result.ReferenceNumber };
        parts.recorder.record({ channel: "chart", is: "imported", source: happening.source, patient });
      },
    },
  });
}

/** In its file every row has the first number, and so has what it tells; only within itself it knows better. */
function sharesInRows(parts: ReceiptParts) {
  const numbers = new Map<string, string>();
  const insuredIn = (row: string) => INSURED.exec(row)?.[0] ?? "";
  return telling(
    () => (told) =>
      told.is === "registered" && isOf(told.source, OUTCOME)
        ? { ...told, patient: { ...told.patient, referenceNumber: "000001" } }
        : told,
  )({
    ...parts,
    folders: {
      ...rewriting(parts, (name, text) => {
        if (!isOf(name, MANY)) return text;
        return text.replace(ROW, (row) => {
          numbers.set(insuredIn(row), NUMBER.exec(row)?.[0] ?? "");
          return row.replace(NUMBER, FIRST);
        });
      }),
      async read(folder, name, limit) {
        const bytes = await parts.folders.read(folder, name, limit);
        if (!bytes || !isOf(name, OUTCOME)) return bytes;
        const text = Buffer.from(bytes).toString("latin1");
        const restored = text.replace(ROW, (row) => row.replace(NUMBER, numbers.get(insuredIn(row)) ?? FIRST));
        return new Uint8Array(Buffer.from(restored, "latin1"));
      },
    },
  });
}

/** The n-th row of an outcome is taken for the n-th that was registered. */
function takesRowsInOrder(parts: ReceiptParts) {
  let asked: readonly string[] = [];
  return reading((text, name) => {
    if (!isOf(name, OUTCOME)) return text;
    let i = 0;
    return text.replace(ROW, (row) => asked[i++] ?? row);
  })({
    ...parts,
    folders: rewriting(parts, (name, text) => {
      if (isOf(name, MANY)) asked = text.match(ROW) ?? [];
      return text;
    }),
  });
}
