import { DeviceError } from "../../../device/errors.ts";
import * as bulk from "../../../device/wire/oqs/bulk.ts";
import type { ValueOf } from "../../../device/wire/oqs/element.ts";
import { jstDate, jstTime } from "../../../device/wire/oqs/jst.ts";
import { type Message, readJson, type ValueOfMessage } from "../../../device/wire/oqs/message.ts";
import type { SearchInfo } from "../../../device/wire/oqs/siquc.ts";
import { shownOf } from "../answer.ts";
import { abnormal, type Asked, type Desk, echo, type No, told, wholeOf } from "../desk.ts";
import { atInstitution, eligibilityByNumber } from "../eligibility.ts";
import { accessesTo, referenceTo } from "../query.ts";
import { outcomeOf } from "../registration.ts";
import { resultOf } from "../result.ts";
import { ticketsFor } from "../tickets.ts";
import { type BulkKind, type Job, jobOf } from "./jobs.ts";

/** The second round of a bulk exchange: what the request under a number came to, once it has run. */

type Fetching = typeof bulk.OQSmuquc02req;

interface Found {
  readonly header: ValueOf<typeof bulk.OQSmuquc02res.root>["MessageHeader"];
  /** Where there is an outcome: of what, and the day (JST) of which it tells. */
  readonly job?: Job;
  readonly day?: string;
}

/** Who may fetch what, and the header that it gets; every kind asks in the same form. */
export async function found(call: Asked, request: Fetching, kind: BulkKind): Promise<Found> {
  const { centre, facility, now } = call;
  const reading = readJson(request, call.json);
  const whole = wholeOf(reading, facility);
  const header = {
    ProcessExecutionTime: jstTime(now),
    QualificationConfirmationDate: jstDate(now),
    MedicalInstitutionCode: facility.institutionCode,
    ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
    CharacterCodeIdentifier: "0",
  } as const;
  const not = (no: No) => ({ header: { ...header, ...abnormal(no) } });
  if ("no" in whole) return not(whole.no);
  const { ReceptionNumber } = whole.asked.MessageBody;
  const job = await jobOf(centre.store.records, facility.institutionCode, ReceptionNumber, now);
  if (job?.kind !== kind) return not({ code: "TSTB0001E" });
  const numbered = { ...header, ReceptionNumber };
  if (now < job.ready) return { header: { ...numbered, SegmentOfResult: "2" } };
  const day = jstDate(job.received);
  return { header: { ...numbered, QualificationConfirmationDate: day, SegmentOfResult: "1" }, job, day };
}

/** Totals of a bulk answer. */
export const counted = (units: readonly { readonly ProcessingResultStatus?: "1" | "2" | undefined }[]) => {
  const errors = units.filter(({ ProcessingResultStatus }) => ProcessingResultStatus === "2").length;
  return {
    NumberOfProcessingResult: String(units.length),
    NumberOfNormalProcessing: String(units.length - errors),
    NumberOfError: String(errors),
  };
};

/**
 * Whether the numbers asked for still count. What a bulk check shows is eligibility and no consent, and nothing newer than what was
 * asked for.
 */
export const collectCheck: Desk = async (call) => {
  const { header, job, day = jstDate(call.now) } = await found(call, bulk.OQSmuquc02req, "OQSmuquc");
  if (!job) return told(bulk.OQSmuquc02res, { MessageHeader: header, MessageBody: {} });
  const rows = askedIn(bulk.OQSmuquc01req, job).QualificationConfirmSearchInfo;
  const checked = await Promise.all(rows.map((row, index) => checkUnit(call, row, day, job.limitsChanged?.[index])));
  const units = checked.map(({ unit }) => unit);
  return told(
    bulk.OQSmuquc02res,
    { MessageHeader: { ...header, ...counted(units) }, MessageBody: { BulkConfirmUnit: units } },
    { accesses: checked.flatMap(({ accesses }) => accesses) },
  );
};

async function checkUnit(call: Asked, row: SearchInfo, day: string, limitChanged: "0" | "1" = "1") {
  const { centre, facility, now } = call;
  const eligibility = atInstitution(eligibilityByNumber(centre.ledger, row, day), facility.institutionCode, day);
  const limit = row.LimitApplicationCertificateRelatedConsFlg === "1";
  const result = shownOf(eligibility, { day, now, facility, by: "number", limit });
  const reference = await referenceTo(call, eligibility);
  const unit: bulk.ConfirmUnit = {
    QualificationConfirmSearchInfo: row,
    ProcessingResultStatus: "1",
    QualificationValidity: eligibility.validity,
    ...(result
      ? { ResultOfQualificationConfirmation: { ...result, LimitApplicationCertificateChanged: limitChanged } }
      : {}),
  };
  return {
    unit: reference === undefined ? unit : bulk.placeReference(unit, reference, "unit"),
    accesses: accessesTo(call, eligibility, "OQSmuquc02"),
  };
}

/** What the registrations came to that were made when the request was accepted. */
export const collectRegistrations: Desk = async (call) => {
  const { header, job } = await found(call, bulk.OQSmuimm02req, "OQSmuimm");
  if (!job) return told(bulk.OQSmuimm02res, { MessageHeader: header, MessageBody: {} });
  const units = askedIn(bulk.OQSmuimm01req, job).ReferenceNumberRegistrationInfo.map((row, index) => ({
    ReferenceNumberRegistrationInfo: row,
    ...outcomeOf(job.refusals?.[index] ?? undefined),
  }));
  return told(bulk.OQSmuimm02res, {
    MessageHeader: { ...header, ...counted(units) },
    MessageBody: { BulkRegistrationUnit: units },
  });
};

/** Everybody whose ticket of a month is made out to the asking institution (CNS-06). */
export const collectTickets: Desk = async (call) => {
  const { centre, facility, now } = call;
  const { institutionCode } = facility;
  const { header, job, day = jstDate(now) } = await found(call, bulk.OQSmutic02req, "OQSmutic");
  if (!job) return told(bulk.OQSmutic02res, { MessageHeader: header, MessageBody: {} });
  const { MedicalTreatmentMonth: month } = askedIn(bulk.OQSmutic01req, job).QualificationConfirmSearchInfo;
  const people = centre.ledger
    .everybody()
    .filter((insured) => insured.assistance && ticketsFor(insured, institutionCode, month).length > 0);
  const units = people.flatMap((insured) => {
    const entitlement = insured.entitlements.at(-1);
    if (!entitlement) return [];
    // The tickets of the month that was asked for, whatever day it is.
    const options = { day: `${month}01`, validity: "1", limit: false, diseases: false, institutionCode } as const;
    const result = resultOf(insured, entitlement, options);
    return [
      { ProcessingResultStatus: "1", QualificationValidity: "1", ResultOfQualificationConfirmation: [result] } as const,
    ];
  });
  const accesses = people.map(({ id }) => ({
    ...{ at: now, institution: institutionCode, person: id, exchange: "OQSmutic02", shown: ["eligibility"] },
    basis: "list" as const,
  }));
  const MessageBody = units.length > 0 ? { BulkConfirmUnit: units } : {};
  const MessageHeader = { ...header, QualificationConfirmationDate: day, ...counted(units) };
  return told(bulk.OQSmutic02res, { MessageHeader, MessageBody }, { accesses });
};

/** What was asked; it was whole when it was accepted, so that anything else is a damaged file. */
export function askedIn<M extends Message>(request: M, { question }: Job): ValueOfMessage<M>["MessageBody"] {
  const { value } = readJson(request, question);
  if (value) return value.MessageBody;
  throw new DeviceError("file.refused", { path: "jobs", why: "a record is none", setup: "data.damaged" });
}
