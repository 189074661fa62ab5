import { isGrave, sayFindings } from "../../device/wire/oqs/finding.ts";
import type { FileReading, Message, Reading, ValueOfMessage } from "../../device/wire/oqs/message.ts";
import { writeJson } from "../../device/wire/oqs/message.ts";
import type { Facility } from "../facilities.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";
import type { Access } from "./access-log.ts";
import type { Centre } from "./centre.ts";
import type { Change } from "./records.ts";
import type { InTurn } from "./turns.ts";

/** One call about a message: who asks, and what, in its JSON form. */
export interface Asked {
  readonly centre: Centre;
  readonly facility: Facility;
  readonly json: unknown;
  /** Microseconds. */
  readonly now: number;
}

/**
 * What a call comes to. The answer is only given once the changes are stored, all of them or none: whoever asks again because the
 * answer was lost on its way does not bring about a second one.
 */
export interface Told {
  /** JSON form. */
  readonly answer: { readonly XmlMsg: unknown };
  /** The information as a PDF, where that was asked for. */
  readonly pdf?: Uint8Array;
  readonly changes?: readonly Change[];
  readonly accesses?: readonly Access[];
}

/** Answers one kind of message. Pure but for what it reads: whatever is to be stored it gives back. */
export type Desk = (asked: Asked) => Outcome | Promise<Outcome>;
type Outcome = Told | InTurn<Told>;

export const told = <M extends Message>(
  message: M,
  value: ValueOfMessage<M>,
  more: Omit<Told, "answer"> = {},
): Told => ({ answer: writeJson(message, value), ...more });

/** An identifier that is itself too long is no one's to match by, and an answer cannot carry it. */
export const echo = (identifier: string | undefined) =>
  identifier !== undefined && Array.from(identifier).length <= 50 ? { ArbitraryFileIdentifier: identifier } : {};

/** Why a request cannot be answered. */
export interface No {
  readonly code: ResultCode;
  readonly detail?: string;
}

/** A code and its sentence, as the elements for them hold it. */
export const sentence = ({ code, detail = "" }: No): string =>
  Array.from(RESULT_CODES[code].ja + detail)
    .slice(0, 200)
    .join("");

/** Header elements of a call that ended abnormally. */
export const abnormal = (no: No) => ({ SegmentOfResult: "9", ErrorCode: no.code, ErrorMessage: sentence(no) }) as const;

interface Headed {
  readonly MessageHeader: { readonly MedicalInstitutionCode: string };
}

/** The request, when it is whole and the asker's own; otherwise why not. */
export function wholeOf<M extends Message>(
  { value, findings }: Reading<M> | FileReading<M>,
  { institutionCode }: Facility,
): { readonly asked: ValueOfMessage<M> } | { readonly no: No } {
  if (!value) return { no: { code: "TSTQ0001E", detail: `（${sayFindings(findings.filter(isGrave), "ja")}）` } };
  const { MessageHeader } = value as unknown as Headed;
  return MessageHeader.MedicalInstitutionCode === institutionCode ? { asked: value } : { no: { code: "TSTQ0002E" } };
}
