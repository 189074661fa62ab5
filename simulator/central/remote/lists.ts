import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { type Access, NOBODY } from "../access-log.ts";
import { shownOf } from "../answer.ts";
import { accepted, keep } from "../bulk/accept.ts";
import { askedIn, counted, found } from "../bulk/collect.ts";
import { abnormal, type Asked, type Desk, sentence, told, wholeOf } from "../desk.ts";
import { atInstitution, eligibilityByCard } from "../eligibility.ts";
import type { Insured } from "../ledger.ts";
import { referenceOf } from "../references.ts";
import { inForce, kindByKind, type RemoteConsent, remoteConsentsAt } from "./consent.ts";
import { isSwitchedOn, type Use } from "./forms.ts";

/** Lists of the patients who consented away from the counter: asked for by the day of consent, or online by the day of care. */

export const acceptVisits: Desk = async (call) => {
  const reading = readJson(bulk.OQSmuhvq01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmuhvq01res, call, identifier, whole.no);
  const off = await switchedOff(call, "OQSmuhvq01", "2");
  if (off) return { ...accepted(bulk.OQSmuhvq01res, call, identifier, off.no), ...off.logged };
  const { number, change } = keep(call, "OQSmuhvq", 1, whole.asked);
  return accepted(bulk.OQSmuhvq01res, call, identifier, number, [change]);
};

export const acceptOnline: Desk = async (call) => {
  const reading = readJson(bulk.OQSmuonq01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmuonq01res, call, identifier, whole.no);
  const off = await switchedOff(call, "OQSmuonq01", "3");
  if (off) return { ...accepted(bulk.OQSmuonq01res, call, identifier, off.no), ...off.logged };
  const { number, change } = keep(call, "OQSmuonq", 1, whole.asked);
  return accepted(bulk.OQSmuonq01res, call, identifier, number, [change]);
};

export const collectVisits: Desk = async (call) => {
  const { header, job } = await found(call, bulk.OQSmuhvq02req, "OQSmuhvq");
  if (!job) return told(bulk.OQSmuhvq02res, { MessageHeader: header, MessageBody: {} });
  const off = await switchedOff(call, "OQSmuhvq02", "2");
  if (off)
    return told(bulk.OQSmuhvq02res, { MessageHeader: { ...header, ...abnormal(off.no) }, MessageBody: {} }, off.logged);
  const {
    ConsentDateFrom: from,
    ConsentDateTo: to,
    MedicalTreatmentFlag: flag,
  } = askedIn(bulk.OQSmuhvq01req, job).QualificationConfirmSearchInfo;
  const { units, accesses } = await unitsOf(call, "OQSmuhvq02", flag === "2" ? "2" : undefined, ({ given }) =>
    within(jstDate(given), from, to),
  );
  return told(
    bulk.OQSmuhvq02res,
    { MessageHeader: { ...header, ...counted(units) }, MessageBody: bodyOf(units) },
    { accesses },
  );
};

export const collectOnline: Desk = async (call) => {
  const { header, job } = await found(call, bulk.OQSmuonq02req, "OQSmuonq");
  if (!job) return told(bulk.OQSmuonq02res, { MessageHeader: header, MessageBody: {} });
  const off = await switchedOff(call, "OQSmuonq02", "3");
  if (off)
    return told(bulk.OQSmuonq02res, { MessageHeader: { ...header, ...abnormal(off.no) }, MessageBody: {} }, off.logged);
  const asked = askedIn(bulk.OQSmuonq01req, job).QualificationConfirmSearchInfo;
  const { units, accesses } = await unitsOf(
    call,
    "OQSmuonq02",
    asked.MedicalTreatmentFlag === "3" ? "3" : undefined,
    ({ given, careDay }) =>
      within(jstDate(given), asked.ConsentDateFrom, asked.ConsentDateTo) &&
      within(careDay, asked.ExaminationDateFrom, asked.ExaminationDateTo),
  );
  return told(
    bulk.OQSmuonq02res,
    { MessageHeader: { ...header, ...counted(units) }, MessageBody: bodyOf(units) },
    { accesses },
  );
};

const bodyOf = (units: readonly bulk.ListUnit[]) => (units.length > 0 ? { BulkConfirmUnit: units } : {});

const within = (day: string, from = "00000000", to = "99999999") => from <= day && day <= to;

/** A list may be asked for, and fetched, while the mode is switched on. */
async function switchedOff({ centre, facility, now }: Asked, exchange: string, use: Use) {
  const { institutionCode: institution } = facility;
  if (await isSwitchedOn(centre.store.records, institution, use)) return undefined;
  const no = { code: "TSTV0001E" } as const;
  const line: Access = { at: now, institution, person: NOBODY, exchange, basis: "list", shown: [], refused: no.code };
  return { no, logged: { accesses: [line] } };
}

/** Whose consent counts now, with the latest entitlement of each; a flag of another form of care lists nobody. */
async function unitsOf(
  call: Asked,
  exchange: string,
  use: Use | undefined,
  isAsked: (consent: RemoteConsent) => boolean,
) {
  const { centre, facility, now } = call;
  const { institutionCode: institution } = facility;
  if (!use) return { units: [], accesses: [] };
  const { people, damaged } = await remoteConsentsAt(centre.store.records, institution, use);
  const insuredById = new Map(centre.ledger.everybody().map((insured) => [insured.id, insured]));
  const listed = [...people].flatMap(([person, consents]) => {
    const insured = insuredById.get(person);
    const counts = consents.some((consent) => inForce(consent, now) && isAsked(consent));
    return insured && counts ? [{ consents, insured }] : [];
  });
  const units = await Promise.all(listed.map(({ insured, consents }) => unitOf(call, insured, consents)));
  const accesses = listed.map(({ insured }) => ({
    ...{ at: now, institution, person: insured.id, exchange, shown: ["eligibility"] },
    basis: "list" as const,
  }));
  // Whose a record is that cannot be read nobody knows: the list says that one is missing, and has all others.
  return { units: [...units, ...Array.from({ length: damaged }, () => UNREADABLE)], accesses };
}

async function unitOf(
  { centre, facility, now }: Asked,
  insured: Insured,
  consents: readonly RemoteConsent[],
): Promise<bulk.ListUnit> {
  const { institutionCode: institution } = facility;
  const day = jstDate(now);
  const eligibility = atInstitution(eligibilityByCard(insured, day), institution, day);
  const reference = await referenceOf(centre.store.records, institution, insured.id);
  const counting = kindByKind(consents, now);
  const shown = shownOf(eligibility, { day, now, facility, by: "card", consents: counting, reference });
  return {
    ProcessingResultStatus: "1",
    QualificationValidity: eligibility.validity,
    ...(shown ? { ResultOfQualificationConfirmation: [shown] } : {}),
  };
}

const UNREADABLE = {
  ProcessingResultStatus: "2",
  ProcessingResultCode: "TSTV0012E",
  ProcessingResultMessage: sentence({ code: "TSTV0012E" }),
} as const satisfies bulk.ListUnit;
