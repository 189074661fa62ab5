import { OQSmuimm01req, OQSmuimm01res, OQSmuimm02req, OQSmuimm02res } from "../../device/wire/oqs/bulk.ts";
import { type LooseOfMessage, writeMessage } from "../../device/wire/oqs/message.ts";
import { OQSsiimm01req, OQSsiimm01res, type ReferenceNumberRequest } from "../../device/wire/oqs/siimm.ts";
import { bareInsurer, padInsurer } from "../../device/wire/oqs/siquc.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";
import { judgeAcceptance, judgeFetched } from "./acceptance.ts";
import { decline, distrust, judgeHeader, readTrusted, type Refusal } from "./answer-file.ts";
import { BULK_PATIENCE } from "./bulk-check.ts";
import type { ChartEntry } from "./chart.ts";
import type { Errand } from "./errands.ts";

/** The number of a chart is registered for its patient (照会番号): results of the card carry it back from then on. */

type Registered = { readonly is: "registered"; readonly entry: ChartEntry } | Refusal;
type Registration = ReferenceNumberRequest["MessageBody"]["ReferenceNumberRegistrationInfo"];

/** Milliseconds. */
const PATIENCE = 3 * 60_000;

export function registration(entry: ChartEntry, encoding: XmlEncoding): Errand<Registered> {
  const asked = registrationOf(entry);
  return {
    id: "OQSsiimm01",
    rows: 1,
    patience: PATIENCE,
    question: (MessageHeader) =>
      writeMessage(
        OQSsiimm01req,
        { MessageHeader, MessageBody: { ReferenceNumberRegistrationInfo: asked } },
        { encoding, outsideJis: "keep" },
      ),
    judge(bytes, expected) {
      const read = readTrusted(OQSsiimm01res, bytes);
      if ("is" in read) return read;
      const unfit = judgeHeader(read.loose.MessageHeader, expected);
      if (unfit) return unfit;
      const row = judgeRow(read.loose.MessageBody ?? {}, entry);
      return row.is === "refused" && !row.final ? row : { is: "outcome", rows: [row] };
    },
  };
}

export function registrations(entries: readonly ChartEntry[], encoding: XmlEncoding): Errand<Registered> {
  const written = { encoding, outsideJis: "keep" } as const;
  const MessageBody = { ReferenceNumberRegistrationInfo: entries.map(registrationOf) };
  return {
    id: "OQSmuimm01",
    rows: entries.length,
    patience: BULK_PATIENCE,
    question: (MessageHeader) => writeMessage(OQSmuimm01req, { MessageHeader, MessageBody }, written),
    judge: (bytes, expected) => judgeAcceptance(OQSmuimm01res, bytes, expected),
    fetch: {
      id: "OQSmuimm02",
      question: (MessageHeader, ReceptionNumber) =>
        writeMessage(OQSmuimm02req, { MessageHeader, MessageBody: { ReceptionNumber } }, written),
      judge(bytes, expected) {
        const read = readTrusted(OQSmuimm02res, bytes);
        if ("is" in read) return read;
        const unfit = judgeFetched(read.loose.MessageHeader, expected);
        if (unfit) return unfit;
        const units = read.loose.MessageBody?.BulkRegistrationUnit ?? [];
        return { is: "outcome", rows: entries.map((entry) => rowOf(units, entry)) };
      },
    },
  };
}

type Unit = NonNullable<LooseOfMessage<typeof OQSsiimm01res>["MessageBody"]>;
type Units = NonNullable<NonNullable<LooseOfMessage<typeof OQSmuimm02res>["MessageBody"]>["BulkRegistrationUnit"]>;

/** A row is found by the number that was registered in it: nothing else of it is ours alone. */
function rowOf(units: Units, entry: ChartEntry): Registered {
  const [unit, ...others] = units.filter(
    (each) => each.ReferenceNumberRegistrationInfo?.ReferenceNumber === entry.number,
  );
  if (others.length > 0) return distrust("ambiguous");
  return unit ? judgeRow(unit, entry) : decline("rowMissing");
}

function judgeRow(unit: Unit, entry: ChartEntry): Registered {
  const { ReferenceNumberRegistrationInfo: told, ProcessingResultStatus: status } = unit;
  if (told && !isSame(told, registrationOf(entry))) return distrust("otherPatient");
  return status === "1" ? { is: "registered", entry } : decline("abnormal", unit.ProcessingResultCode);
}

const registrationOf = ({ patient, number }: ChartEntry): Registration => ({
  ReferenceNumber: number,
  InsurerNumber: padInsurer(patient.insurer),
  InsuredCardSymbol: patient.symbol === "" ? undefined : patient.symbol,
  InsuredIdentificationNumber: patient.number,
  InsuredBranchNumber: patient.branch === "" ? undefined : patient.branch,
});

const isSame = (told: NonNullable<Unit["ReferenceNumberRegistrationInfo"]>, asked: Registration): boolean =>
  told.ReferenceNumber === asked.ReferenceNumber &&
  bareInsurer(told.InsurerNumber ?? "") === bareInsurer(asked.InsurerNumber) &&
  told.InsuredCardSymbol === asked.InsuredCardSymbol &&
  told.InsuredIdentificationNumber === asked.InsuredIdentificationNumber &&
  (told.InsuredBranchNumber === undefined ||
    twoDigits(told.InsuredBranchNumber) === twoDigits(asked.InsuredBranchNumber));

const twoDigits = (branch = "") => branch.padStart(2, "0");
