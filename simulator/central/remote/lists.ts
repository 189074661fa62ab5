import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import { shownOf } from "../answer.ts";
import { accepted, keep } from "../bulk/accept.ts";
import { askedIn, counted, found } from "../bulk/collect.ts";
import { type Asked, type Desk, told, wholeOf } from "../desk.ts";
import { atInstitution, eligibilityByCard } from "../eligibility.ts";
import { referenceOf } from "../references.ts";
import { inForce, kindByKind, type RemoteConsent, remoteConsentsAt } from "./consent.ts";
import type { Use } from "./forms.ts";

/** Lists of the patients who consented away from the counter: asked for by the day of consent, or online by the day of care. */

export const acceptVisits: Desk = (call) => {
  const reading = readJson(bulk.OQSmuhvq01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmuhvq01res, call, identifier, whole.no);
  const { number, change } = keep(call, "OQSmuhvq", 1, whole.asked);
  return accepted(bulk.OQSmuhvq01res, call, identifier, number, [change]);
};

export const acceptOnline: Desk = (call) => {
  const reading = readJson(bulk.OQSmuonq01req, call.json);
  const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return accepted(bulk.OQSmuonq01res, call, identifier, whole.no);
  const { number, change } = keep(call, "OQSmuonq", 1, whole.asked);
  return accepted(bulk.OQSmuonq01res, call, identifier, number, [change]);
};

export const collectVisits: Desk = async (call) => {
  const { header, job } = await found(call, bulk.OQSmuhvq02req, "OQSmuhvq");
  if (!job) return told(bulk.OQSmuhvq02res, { MessageHeader: header, MessageBody: {} });
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

/** Whose consent counts now, with the latest entitlement of each; a flag of another form of care lists nobody. */
async function unitsOf(
  { centre, facility, now }: Asked,
  exchange: string,
  use: Use | undefined,
  isAsked: (consent: RemoteConsent) => boolean,
) {
  const { institutionCode: institution } = facility;
  const { records } = centre.store;
  const consents = use ? await remoteConsentsAt(records, institution, use) : [];
  const people = new Map(centre.ledger.everybody().map((insured) => [insured.id, insured]));
  const day = jstDate(now);
  const listed = consents
    .filter((consent) => inForce(consent, now) && isAsked(consent))
    .flatMap((consent) => {
      const insured = people.get(consent.person);
      return insured ? [{ consent, insured }] : [];
    });
  const units = listed.map(async ({ consent, insured }): Promise<bulk.ListUnit> => {
    const eligibility = atInstitution(eligibilityByCard(insured, day), institution, day);
    const reference = await referenceOf(records, institution, insured.id);
    const shown = shownOf(eligibility, { day, now, facility, by: "card", consents: kindByKind(consent), reference });
    return {
      ProcessingResultStatus: "1",
      QualificationValidity: eligibility.validity,
      ...(shown ? { ResultOfQualificationConfirmation: [shown] } : {}),
    };
  });
  const accesses = listed.map(({ insured }) => ({
    ...{ at: now, institution, person: insured.id, exchange, shown: ["eligibility"] },
    basis: "list" as const,
  }));
  return { units: await Promise.all(units), accesses };
}
