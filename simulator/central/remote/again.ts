import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { readJson, type ValueOfMessage } from "../../../device/wire/oqs/message.ts";
import {
  OQSsihvd01req,
  OQSsihvd01res,
  OQSsihvq01req,
  OQSsihvq01res,
  OQSsionq01req,
  OQSsionq01res,
} from "../../../device/wire/oqs/remote.ts";
import type { ResultCode } from "../../result-codes.data.ts";
import type { Access } from "../access-log.ts";
import { headerOf, shownOf } from "../answer.ts";
import { abnormal, type Asked, type Desk, echo, sentence, told, wholeOf } from "../desk.ts";
import { atInstitution, eligibilityByCard, registrationsOf } from "../eligibility.ts";
import type { Insured } from "../ledger.ts";
import { referenceOf } from "../references.ts";
import { inForce, keepRemoteConsent, kindByKind, reasonOf, type RemoteConsent, remoteConsentOf } from "./consent.ts";
import type { Use } from "./forms.ts";

/**
 * A patient who consented is asked for again by the number got then, without a card (再照会; HVS-02, ONL-03, OUT-03). What is told is
 * the latest entitlement: that is what the question is for.
 */
const again =
  (request: typeof OQSsihvq01req, answer: typeof OQSsihvq01res, use: Use): Desk =>
  async (call) => {
    const { centre, facility, now } = call;
    const { institutionCode } = facility;
    const reading = readJson(request, call.json);
    const header = {
      MedicalInstitutionCode: institutionCode,
      ReferenceClassification: "2",
      ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
    } as const;
    const whole = wholeOf(reading, facility);
    if ("no" in whole)
      return told(answer, { MessageHeader: headerOf(now, { ...header, ...abnormal(whole.no) }), MessageBody: {} });
    const MessageHeader = headerOf(now, header);
    const { QualificationConfirmSearchInfo: info } = whole.asked.MessageBody;
    const found = info.MedicalTreatmentFlag === use ? await consentFor(call, info, use) : undefined;
    const refusal = refusalFor(found, now);
    if (refusal || !found?.consent) {
      const code = refusal ?? "TSTV0006E";
      return told(
        answer,
        {
          MessageHeader,
          MessageBody: {
            ...outcomeOf(code),
            ...(found?.consent && code === "TSTV0007E" ? { ConsentExpirationReason: reasonOf(found.consent) } : {}),
            QualificationConfirmSearchInfo: info,
          },
        },
        { accesses: found ? [accessTo(call, found.insured, answer.id, code)] : [] },
      );
    }
    const { insured, consent } = found;
    const day = jstDate(now);
    const eligibility = atInstitution(eligibilityByCard(insured, day), institutionCode, day);
    const reference = await referenceOf(centre.store.records, institutionCode, insured.id);
    const shown = shownOf(eligibility, { day, now, facility, by: "card", consents: kindByKind(consent), reference });
    return told(
      answer,
      {
        MessageHeader,
        MessageBody: {
          ProcessingResultStatus: "1",
          QualificationValidity: eligibility.validity,
          QualificationConfirmSearchInfo: info,
          ...(shown ? { ResultList: [{ ResultOfQualificationConfirmation: shown }] } : {}),
        },
      },
      { accesses: [accessTo(call, insured, answer.id)] },
    );
  };

export const askVisitAgain = again(OQSsihvq01req, OQSsihvq01res, "2");
export const askOnlineAgain = again(OQSsionq01req, OQSsionq01res, "3");

/** The facility ends a patient's consent to home visits (HVS-02: it lasts as long as the relation does). */
export const endVisits: Desk = async (call) => {
  const { facility, now } = call;
  const { institutionCode } = facility;
  const reading = readJson(OQSsihvd01req, call.json);
  const header = {
    MedicalInstitutionCode: institutionCode,
    ReferenceClassification: "2",
    ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
  } as const;
  const whole = wholeOf(reading, facility);
  if ("no" in whole)
    return told(OQSsihvd01res, { MessageHeader: headerOf(now, { ...header, ...abnormal(whole.no) }), MessageBody: {} });
  const { QualificationConfirmSearchInfo: info } = whole.asked.MessageBody;
  const MessageHeader = headerOf(now, header);
  const found = await consentFor(call, info, "2");
  if (!found?.consent || found.consent.released)
    return told(OQSsihvd01res, {
      MessageHeader,
      MessageBody: { ...outcomeOf("TSTV0005E"), QualificationConfirmSearchInfo: info },
    });
  const released: RemoteConsent = { ...found.consent, released: { at: now, by: "facility" } };
  const access: Access = { ...accessTo(call, found.insured, "OQSsihvd01"), shown: [] };
  return told(
    OQSsihvd01res,
    {
      MessageHeader,
      MessageBody: {
        ProcessingResultStatus: "1",
        ConsentExpirationReason: "1",
        QualificationConfirmSearchInfo: info,
      },
    },
    { changes: [keepRemoteConsent(institutionCode, released)], accesses: [access] },
  );
};

type Question = ValueOfMessage<typeof OQSsihvq01req>["MessageBody"]["QualificationConfirmSearchInfo"];

interface Found {
  readonly insured: Insured;
  readonly consent: RemoteConsent | undefined;
}

/** Whom a number names, and what that person agreed to here; a number that fits several names nobody. */
async function consentFor({ centre, facility }: Asked, info: Question, use: Use): Promise<Found | undefined> {
  const number = {
    insurer: info.InsurerNumber,
    symbol: info.InsuredCardSymbol,
    number: info.InsuredIdentificationNumber,
    branch: info.InsuredBranchNumber,
  };
  const people = registrationsOf(centre.ledger, number).filter(({ insured }) => insured.birthDate === info.Birthdate);
  const [only, ...others] = people;
  if (!only || others.length > 0) return undefined;
  const { insured } = only;
  const consent = await remoteConsentOf(centre.store.records, facility.institutionCode, use, insured.id);
  return { insured, consent };
}

function refusalFor(found: Found | undefined, now: number): ResultCode | undefined {
  if (!found?.consent || found.consent.given > now) return "TSTV0006E";
  return inForce(found.consent, now) ? undefined : "TSTV0007E";
}

const outcomeOf = (code: ResultCode) =>
  ({ ProcessingResultStatus: "2", ProcessingResultCode: code, ProcessingResultMessage: sentence({ code }) }) as const;

const accessTo = ({ facility, now }: Asked, { id }: Insured, message: string, refused?: ResultCode): Access => ({
  ...{ at: now, institution: facility.institutionCode, person: id, exchange: message.replace(/res$/, "") },
  ...{ basis: "number", shown: refused ? [] : ["eligibility"] },
  ...(refused ? { refused } : {}),
});
