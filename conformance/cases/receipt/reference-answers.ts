import { OQSmuimm01res, OQSmuimm02res } from "../../../device/wire/oqs/bulk.ts";
import { jstDate, jstTime } from "../../../device/wire/oqs/jst.ts";
import { writeMessage } from "../../../device/wire/oqs/message.ts";
import { fileName } from "../../../device/wire/oqs/names.ts";
import { OQSsiimm01res, type ReferenceNumberRequest } from "../../../device/wire/oqs/siimm.ts";
import type { AnswerFile, Terminal } from "./answers.ts";

/** What the suite writes in answer to the registration of reference numbers. */

export type Registration = ReferenceNumberRequest["MessageBody"]["ReferenceNumberRegistrationInfo"];

/** A registration as it was asked, or as something else has it, and whether it was done. */
export interface Registered {
  readonly asked: Registration;
  readonly status: "1" | "2";
}

const head = ({ clock, institutionCode }: Terminal, suffix: string) =>
  ({
    ProcessExecutionTime: jstTime(clock.now()),
    MedicalInstitutionCode: institutionCode,
    ArbitraryFileIdentifier: suffix,
    CharacterCodeIdentifier: "0",
  }) as const;

const fileOf = (id: string, suffix: string, bytes: Uint8Array): AnswerFile => ({
  folder: "res",
  name: fileName({ id, side: "res", suffix, extension: "xml" }),
  bytes,
});

const bodyOf = ({ asked, status }: Registered) => ({
  ReferenceNumberRegistrationInfo: asked,
  ProcessingResultStatus: status,
  ...(status === "1" ? {} : { ProcessingResultCode: "TSTM0003E", ProcessingResultMessage: "該当する方がいません。" }),
});

export function registrationAnswer(bench: Terminal, suffix: string, registered: Registered): AnswerFile {
  const bytes = writeMessage(
    OQSsiimm01res,
    {
      MessageHeader: {
        ...head(bench, suffix),
        QualificationConfirmationDate: jstDate(bench.clock.now()),
        ReferenceClassification: "2",
        SegmentOfResult: "1",
      },
      MessageBody: bodyOf(registered),
    },
    { encoding: "UTF-8" },
  );
  return fileOf("OQSsiimm01", suffix, bytes);
}

export function registrationsAccepted(bench: Terminal, suffix: string, number: string): AnswerFile {
  const bytes = writeMessage(
    OQSmuimm01res,
    {
      MessageHeader: { ...head(bench, suffix), SegmentOfResult: "1" },
      MessageBody: {
        ReceptionNumber: number,
        ReceptionDateTime: jstTime(bench.clock.now()),
        ProcessingResultStatus: "1",
      },
    },
    { encoding: "UTF-8" },
  );
  return fileOf("OQSmuimm01", suffix, bytes);
}

/** What has come of them; without rows they still run. */
export function registrationsOutcome(
  bench: Terminal,
  suffix: string,
  number: string,
  rows: readonly Registered[] | "running",
): AnswerFile {
  const isRunning = rows === "running";
  const bytes = writeMessage(
    OQSmuimm02res,
    {
      MessageHeader: { ...head(bench, suffix), ReceptionNumber: number, SegmentOfResult: isRunning ? "2" : "1" },
      MessageBody: isRunning ? {} : { BulkRegistrationUnit: rows.map(bodyOf) },
    },
    { encoding: "UTF-8" },
  );
  return fileOf("OQSmuimm02", suffix, bytes);
}
