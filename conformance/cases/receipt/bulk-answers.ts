import { type ConfirmUnit, OQSmuquc01res, OQSmuquc02res } from "../../../device/wire/oqs/bulk.ts";
import { jstDate, jstTime } from "../../../device/wire/oqs/jst.ts";
import { writeMessage } from "../../../device/wire/oqs/message.ts";
import { fileName } from "../../../device/wire/oqs/names.ts";
import type { SearchInfo } from "../../../device/wire/oqs/siquc.ts";
import type { PersonFacts } from "../../cast.ts";
import { type AnswerFile, resultOf, type Terminal } from "./answers.ts";

/** What the suite writes in answer to a bulk check. */

const head = ({ clock, institutionCode }: Terminal, suffix: string) =>
  ({
    ProcessExecutionTime: jstTime(clock.now()),
    MedicalInstitutionCode: institutionCode,
    ArbitraryFileIdentifier: suffix,
    CharacterCodeIdentifier: "0",
  }) as const;

const nameOf = (round: "01" | "02", suffix: string) =>
  fileName({ id: `OQSmuquc${round}`, side: "res", suffix, extension: "xml" });

const ABNORMAL = { SegmentOfResult: "9", ErrorCode: "TSTB0001E", ErrorMessage: "受付番号がありません。" } as const;

/** With a number, that it was accepted; without one, that it was not. */
export function acceptance(bench: Terminal, suffix: string, number: string | undefined): AnswerFile {
  const bytes = writeMessage(
    OQSmuquc01res,
    {
      MessageHeader: { ...head(bench, suffix), ...(number === undefined ? ABNORMAL : { SegmentOfResult: "1" }) },
      MessageBody:
        number === undefined
          ? {}
          : { ReceptionNumber: number, ReceptionDateTime: jstTime(bench.clock.now()), ProcessingResultStatus: "1" },
    },
    { encoding: "UTF-8" },
  );
  return { folder: "res", name: nameOf("01", suffix), bytes };
}

/** A row as it was asked, and what came of it: the person's entitlement, or an error. */
export interface Row {
  readonly asked: SearchInfo;
  readonly person?: PersonFacts;
}

/** What has come of it; without rows it still runs, or was never heard of. */
export function outcome(
  bench: Terminal,
  suffix: string,
  number: string,
  rows: readonly Row[] | "running" | "unknown",
): AnswerFile {
  const segment = rows === "running" ? { SegmentOfResult: "2" as const } : rows === "unknown" ? ABNORMAL : DONE;
  const units = typeof rows === "string" ? [] : rows.map(unitOf);
  const bytes = writeMessage(
    OQSmuquc02res,
    {
      MessageHeader: {
        ...head(bench, suffix),
        QualificationConfirmationDate: jstDate(bench.clock.now()),
        ...(rows === "unknown" ? {} : { ReceptionNumber: number }),
        ...segment,
      },
      MessageBody: units.length === 0 ? {} : { BulkConfirmUnit: units },
    },
    { encoding: "UTF-8" },
  );
  return { folder: "res", name: nameOf("02", suffix), bytes };
}
const DONE = { SegmentOfResult: "1" } as const;

function unitOf({ asked, person }: Row): ConfirmUnit {
  if (!person)
    return {
      QualificationConfirmSearchInfo: asked,
      ProcessingResultStatus: "2",
      ProcessingResultCode: "TSTC0001E",
      ProcessingResultMessage: "処理できませんでした。",
    };
  return {
    QualificationConfirmSearchInfo: asked,
    ProcessingResultStatus: "1",
    QualificationValidity: "1",
    ResultOfQualificationConfirmation: resultOf(person, "1"),
  };
}
