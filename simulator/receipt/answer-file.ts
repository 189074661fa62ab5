import { isFault } from "../../device/errors.ts";
import { isGrave } from "../../device/wire/oqs/finding.ts";
import { type FileReading, readMessage } from "../../device/wire/oqs/message.ts";
import { bareInsurer, OQSsiquc01res, type LooseQualificationAnswer } from "../../device/wire/oqs/siquc.ts";
import { MAX_BYTES } from "../../device/wire/oqs/xml-reader.ts";
import { type Patient, patientOf } from "./patient.ts";
import type { ReceiptReason } from "./reasons.data.ts";

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

export type Judged =
  | { readonly is: "patient"; readonly patient: Patient; readonly executed: string }
  /** The terminal is not through with it, and will write another file of this name. */
  | { readonly is: "running" }
  /** `final`: the request has its answer, and it is no. Otherwise the file is not to be trusted at all. */
  | { readonly is: "refused"; readonly reason: ReceiptReason; readonly final: boolean; readonly detail?: string };

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
  if (bytes.length > MAX_BYTES) return distrust("tooLarge");
  let reading: FileReading<typeof OQSsiquc01res>;
  try {
    reading = readMessage(OQSsiquc01res, bytes);
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    return distrust("notReadable", error.context.why);
  }
  const { findings, loose } = reading;
  if (findings.some(({ kind }) => kind === "doubled" || kind === "shape")) return distrust("ambiguous");
  const doubtful = findings.filter(isGrave).filter(({ kind }) => kind !== "missing");
  if (doubtful.some(({ path }) => NEEDED.includes(path.split("/").at(-1) ?? ""))) return distrust("incomplete");
  return judgeHeader(loose, expected) ?? judgeBody(loose, expected);
}

function judgeHeader({ MessageHeader: header }: LooseQualificationAnswer, expected: Expected): Judged | undefined {
  if (header?.SegmentOfResult === undefined || header.MedicalInstitutionCode === undefined)
    return distrust("incomplete");
  if (header.MedicalInstitutionCode !== expected.institutionCode) return distrust("otherInstitution");
  if (header.ArbitraryFileIdentifier !== expected.request?.identifier) return distrust("otherIdentifier");
  if (header.SegmentOfResult === "2") return { is: "running" };
  if (header.SegmentOfResult !== "1") return decline("abnormal", header.ErrorCode);
  return undefined;
}

function judgeBody({ MessageHeader: header, MessageBody: body }: LooseQualificationAnswer, expected: Expected): Judged {
  if (body?.ProcessingResultStatus !== "1") return decline("abnormal", body?.ProcessingResultCode);
  const validity = body.QualificationValidity ?? "";
  if (validity === "4") return decline("noSuchEntitlement");
  if (validity === "5") return decline("severalMatch");
  const [item, ...others] = body.ResultList ?? [];
  if (others.length > 0) return distrust("severalPatients");
  const result = item?.ResultOfQualificationConfirmation;
  if (!result) return distrust("incomplete");
  const patient = patientOf(result, validity);
  if ([patient.name, patient.birthDate, patient.insurer, patient.number, validity].includes(""))
    return distrust("incomplete");
  if (expected.request && !isOf(patient, expected.request.query)) return distrust("otherPatient");
  return { is: "patient", patient, executed: header?.ProcessExecutionTime ?? "" };
}

/** Every part of the number that was asked for, and the birth date; the branch only where it was asked for. */
const isOf = (patient: Patient, query: NumberQuery): boolean =>
  bareInsurer(patient.insurer) === bareInsurer(query.insurer) &&
  patient.symbol === query.symbol &&
  patient.number === query.number &&
  patient.birthDate === query.birthDate &&
  (query.branch === "" || patient.branch.padStart(2, "0") === query.branch.padStart(2, "0"));

const distrust = (reason: ReceiptReason, detail?: string): Judged => told(reason, false, detail);
const decline = (reason: ReceiptReason, detail?: string): Judged => told(reason, true, detail);
const told = (reason: ReceiptReason, final: boolean, detail?: string): Judged => ({
  is: "refused",
  reason,
  final,
  ...(detail === undefined ? {} : { detail }),
});
