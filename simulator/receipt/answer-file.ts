import { isFault } from "../../device/errors.ts";
import { isGrave } from "../../device/wire/oqs/finding.ts";
import { type FileReading, isBulk, type Message, readMessage } from "../../device/wire/oqs/message.ts";
import {
  bareInsurer,
  OQSsiquc01res,
  type LooseQualificationAnswer,
  type LooseQualificationResult,
} from "../../device/wire/oqs/siquc.ts";
import { BULK_LIMITS, SINGLE_LIMITS } from "../../device/wire/oqs/xml-reader.ts";
import { isClipped, type Patient, patientOf } from "./patient.ts";
import type { ReceiptReason } from "../../device/control/receipt-reasons.data.ts";

/** As staff type it from a certificate. Symbol and branch may be "". */
export interface NumberQuery {
  readonly insurer: string;
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  /** yyyyMMdd. */
  readonly birthDate: string;
}

/** What the receipt computer knows of a file before it opens it. */
export interface Expected {
  readonly institutionCode: string;
  /** The request it is the answer to; a reader's result answers none. */
  readonly request?: { readonly identifier: string; readonly query: NumberQuery };
}

/** `final`: the request has its answer, and it is no. Otherwise the file is not to be trusted at all. */
export interface Refusal {
  readonly is: "refused";
  readonly reason: ReceiptReason;
  readonly final: boolean;
  readonly detail?: string;
}

export type Found =
  | {
      readonly is: "patient";
      readonly patient: Patient;
      /** What this institution once registered for the patient (照会番号). */
      readonly reference?: string;
    }
  | Refusal;

/** Running: the terminal is not through with it, and will write another file of this name. */
export type Judged = Found | { readonly is: "running" };

/** Without these nobody can say whose result it is; with one of them in doubt neither. */
const NEEDED = [
  "SegmentOfResult",
  "MedicalInstitutionCode",
  "ArbitraryFileIdentifier",
  "ProcessingResultStatus",
  "QualificationValidity",
  "InsurerNumber",
  "InsuredIdentificationNumber",
  "InsuredBranchNumber",
  "InsuredCardSymbol",
  "Name",
  "Sex1",
  "Birthdate",
];

/** Reads an answer file and decides whether it is a result for this institution, and of the patient it should be of. */
export function judgeAnswer(bytes: Uint8Array, expected: Expected): Judged {
  const read = readTrusted(OQSsiquc01res, bytes);
  if ("is" in read) return read;
  const { MessageHeader: header, MessageBody: body } = read.loose;
  return judgeHeader(header, expected) ?? judgeBody(body, expected.request?.query);
}

/** A file of which nothing that tells whose it is stands twice, or is in doubt. */
export function readTrusted<M extends Message>(message: M, bytes: Uint8Array): FileReading<M> | Refusal {
  if (bytes.length > (isBulk(message) ? BULK_LIMITS : SINGLE_LIMITS).bytes) return distrust("tooLarge");
  let reading: FileReading<M>;
  try {
    reading = readMessage(message, bytes);
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    return distrust("notReadable", error.context.why);
  }
  const { findings } = reading;
  if (findings.some(({ kind }) => kind === "doubled" || kind === "shape")) return distrust("ambiguous");
  const doubtful = findings.filter(isGrave).filter(({ kind }) => kind !== "missing");
  if (doubtful.some(({ path }) => NEEDED.includes(path.split("/").at(-1) ?? ""))) return distrust("incomplete");
  return reading;
}

type Header = Pick<
  NonNullable<LooseQualificationAnswer["MessageHeader"]>,
  "SegmentOfResult" | "MedicalInstitutionCode" | "ArbitraryFileIdentifier" | "ErrorCode"
>;

/** Nothing where the answer ended well, and is for whom it should be. */
export function judgeHeader(
  header: Header | undefined,
  { institutionCode, request }: { institutionCode: string; request?: { readonly identifier: string } },
): Refusal | { readonly is: "running" } | undefined {
  if (header?.SegmentOfResult === undefined || header.MedicalInstitutionCode === undefined)
    return distrust("incomplete");
  if (header.MedicalInstitutionCode !== institutionCode) return distrust("otherInstitution");
  if (header.ArbitraryFileIdentifier !== request?.identifier) return distrust("otherIdentifier");
  if (header.SegmentOfResult === "2") return { is: "running" };
  if (header.SegmentOfResult !== "1") return decline("abnormal", header.ErrorCode);
  return undefined;
}

function judgeBody(body: LooseQualificationAnswer["MessageBody"], query: NumberQuery | undefined): Found {
  const [item, ...others] = body?.ResultList ?? [];
  const found = judgeResult({ ...body, result: item?.ResultOfQualificationConfirmation }, query);
  return found.is === "patient" && others.length > 0 ? distrust("severalPatients") : found;
}

/** How it ended for one person, in an answer of its own or as a row among many. */
export function judgeResult(
  outcome: {
    readonly ProcessingResultStatus?: string | undefined;
    readonly ProcessingResultCode?: string | undefined;
    readonly QualificationValidity?: string | undefined;
    readonly result: LooseQualificationResult | undefined;
  },
  query: NumberQuery | undefined,
): Found {
  const { QualificationValidity: validity = "", result } = outcome;
  if (outcome.ProcessingResultStatus !== "1") return decline("abnormal", outcome.ProcessingResultCode);
  if (validity === "4") return decline("noSuchEntitlement");
  if (validity === "5") return decline("severalMatch");
  if (!result) return distrust("incomplete");
  const patient = patientOf(result, validity);
  if ([patient.name, patient.birthDate, patient.insurer, patient.number, validity].includes(""))
    return distrust("incomplete");
  // What became ● may have been anything: somebody else's number may read the same.
  if ([patient.symbol, patient.number].some(isClipped)) return distrust("incomplete");
  if (query && !isOf(patient, query)) return distrust("otherPatient");
  const { ReferenceNumber: reference } = result;
  return { is: "patient", patient, ...(reference === undefined ? {} : { reference }) };
}

/** Every part of the number that was asked for, and the birth date; the branch only where it was asked for. */
const isOf = (patient: Patient, query: NumberQuery): boolean =>
  bareInsurer(patient.insurer) === bareInsurer(query.insurer) &&
  patient.symbol === query.symbol &&
  patient.number === query.number &&
  patient.birthDate === query.birthDate &&
  (query.branch === "" || patient.branch.padStart(2, "0") === query.branch.padStart(2, "0"));

export const distrust = (reason: ReceiptReason, detail?: string): Refusal => told(reason, false, detail);
export const decline = (reason: ReceiptReason, detail?: string): Refusal => told(reason, true, detail);
const told = (reason: ReceiptReason, final: boolean, detail?: string): Refusal => ({
  is: "refused",
  reason,
  final,
  ...(detail === undefined ? {} : { detail }),
});
