import { jstDate, jstTime } from "../../../device/wire/oqs/jst.ts";
import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { abnormal, type Asked, type Desk, echo, type No, told, wholeOf } from "../desk.ts";
import type { ResultCode } from "../../result-codes.data.ts";
import type { Change } from "../records.ts";
import { registering } from "../registration.ts";
import { type BulkKind, keepJob, runningTime } from "./jobs.ts";
import { compareLimits } from "./limits-seen.ts";

/** The first round of a bulk exchange: the request is kept under a number, and its outcome fetched later by that. */

type Answer = typeof bulk.OQSmuquc01res;

/** Acceptances of all kinds have one form. */
export function accepted(
  answer: Answer,
  { now, facility }: Asked,
  identifier: string | undefined,
  end: No | string,
  changes: readonly Change[] = [],
) {
  const header = {
    ProcessExecutionTime: jstTime(now),
    MedicalInstitutionCode: facility.institutionCode,
    ...echo(identifier),
    CharacterCodeIdentifier: "0",
  } as const;
  if (typeof end !== "string") return told(answer, { MessageHeader: { ...header, ...abnormal(end) }, MessageBody: {} });
  return told(
    answer,
    {
      MessageHeader: { ...header, SegmentOfResult: "1" },
      MessageBody: { ReceptionNumber: end, ReceptionDateTime: jstTime(now), ProcessingResultStatus: "1" },
    },
    { changes },
  );
}

/** More rows than this are refused; the official limit is not public. */
export const MOST_ROWS = 5_000;

/** Twenty digits: the second, and chance. */
const receptionNumber = ({ now, centre }: Asked) =>
  jstTime(now) + String(Buffer.from(centre.random.bytes(4)).readUInt32BE() % 1_000_000).padStart(6, "0");

export function keep(
  call: Asked,
  kind: BulkKind,
  rows: number,
  asked: unknown,
  more: { limitsChanged?: readonly ("0" | "1")[]; refusals?: readonly (ResultCode | null)[] } = {},
) {
  const number = receptionNumber(call);
  const { now, facility } = call;
  const job = { kind, received: now, ready: now + runningTime(rows), question: { XmlMsg: asked }, ...more };
  return { number, change: keepJob(facility.institutionCode, number, job) };
}

export const acceptCheck: Desk = async (call) => {
  const reading = readJson(bulk.OQSmuquc01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmuquc01res, call, identifier, whole.no);
  const { QualificationConfirmSearchInfo: rows } = whole.asked.MessageBody;
  if (rows.length > MOST_ROWS) return accepted(bulk.OQSmuquc01res, call, identifier, { code: "TSTB0003E" });
  const { ledger, store } = call.centre;
  const { institutionCode: institution } = call.facility;
  const limits = await compareLimits({ ledger, records: store.records, institution }, rows, jstDate(call.now));
  const { number, change } = keep(call, "OQSmuquc", rows.length, whole.asked, { limitsChanged: limits.changed });
  return accepted(bulk.OQSmuquc01res, call, identifier, number, [change, ...limits.changes]);
};

export const acceptRegistrations: Desk = (call) => {
  const reading = readJson(bulk.OQSmuimm01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmuimm01res, call, identifier, whole.no);
  const { ReferenceNumberRegistrationInfo: rows } = whole.asked.MessageBody;
  if (rows.length > MOST_ROWS) return accepted(bulk.OQSmuimm01res, call, identifier, { code: "TSTB0003E" });
  // Registered now, whether or not anybody ever fetches the outcome.
  return registering(call, (registerNext) => {
    const registered = rows.map(registerNext);
    const refusals = registered.map(({ refusal = null }) => refusal);
    const { number, change } = keep(call, "OQSmuimm", rows.length, whole.asked, { refusals });
    const changes = registered.flatMap((each) => each.changes);
    return accepted(bulk.OQSmuimm01res, call, identifier, number, [change, ...changes]);
  });
};

export const acceptTickets: Desk = (call) => {
  const reading = readJson(bulk.OQSmutic01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmutic01res, call, identifier, whole.no);
  const { number, change } = keep(call, "OQSmutic", 1, whole.asked);
  return accepted(bulk.OQSmutic01res, call, identifier, number, [change]);
};
