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
import { type Access, NOBODY } from "../access-log.ts";
import { headerOf, shownOf } from "../answer.ts";
import { abnormal, type Asked, type Desk, echo, sentence, told, wholeOf } from "../desk.ts";
import { atInstitution, eligibilityByCard, registrationsOf } from "../eligibility.ts";
import type { Insured } from "../ledger.ts";
import { referenceOf } from "../references.ts";
import {
  consentTurn,
  inForce,
  isToRelease,
  keepRemoteConsent,
  kindByKind,
  reasonOf,
  type RemoteConsent,
  remoteConsentsOf,
} from "./consent.ts";
import { isSwitchedOn, type Use } from "./forms.ts";

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
    const insured = info.MedicalTreatmentFlag === use ? holderOf(call, info) : undefined;
    const consents = insured ? await remoteConsentsOf(centre.store.records, institutionCode, use, insured.id) : [];
    const isOn = await isSwitchedOn(centre.store.records, institutionCode, use);
    const code = isOn ? refusalFor(consents, now) : "TSTV0001E";
    if (!insured || code) {
      const refused = code ?? "TSTV0006E";
      const reason = code === "TSTV0007E" ? { ConsentExpirationReason: reasonOf(consents, now) } : {};
      return told(
        answer,
        { MessageHeader, MessageBody: { ...outcomeOf(refused), ...reason, QualificationConfirmSearchInfo: info } },
        { accesses: [accessTo(call, insured, answer.id, refused)] },
      );
    }
    const day = jstDate(now);
    const eligibility = atInstitution(eligibilityByCard(insured, day), institutionCode, day);
    const reference = await referenceOf(centre.store.records, institutionCode, insured.id);
    const shown = shownOf(eligibility, {
      day,
      now,
      facility,
      by: "card",
      consents: kindByKind(consents, now),
      reference,
    });
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

/**
 * The facility ends a patient's consents to visits (HVS-02: they last as long as the relation does). It may do so with the mode switched
 * off, as the patient may: whatever ends something is heard.
 */
export const endVisits: Desk = (call) => {
  const { centre, facility, now } = call;
  const { institutionCode } = facility;
  const { records } = centre.store;
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
  const nothing = (insured?: Insured) =>
    told(
      OQSsihvd01res,
      { MessageHeader, MessageBody: { ...outcomeOf("TSTV0005E"), QualificationConfirmSearchInfo: info } },
      { accesses: [accessTo(call, insured, OQSsihvd01res.id, "TSTV0005E")] },
    );
  const insured = info.MedicalTreatmentFlag === "2" ? holderOf(call, info) : undefined;
  if (!insured) return nothing();
  const decide = async () => {
    const running = (await remoteConsentsOf(records, institutionCode, "2", insured.id)).filter((consent) =>
      isToRelease(consent, now),
    );
    if (running.length === 0) return nothing(insured);
    const released = { at: now, by: "facility" } as const;
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
      {
        changes: running.map((consent) => keepRemoteConsent(institutionCode, { ...consent, released })),
        accesses: [{ ...accessTo(call, insured, OQSsihvd01res.id), shown: [] }],
      },
    );
  };
  return { about: consentTurn(institutionCode, "2", insured.id), decide };
};

type Question = ValueOfMessage<typeof OQSsihvq01req>["MessageBody"]["QualificationConfirmSearchInfo"];

/** Whom a number names; one that fits several names nobody. */
function holderOf({ centre }: Asked, info: Question): Insured | undefined {
  const number = {
    insurer: info.InsurerNumber,
    symbol: info.InsuredCardSymbol,
    number: info.InsuredIdentificationNumber,
    branch: info.InsuredBranchNumber,
  };
  const people = registrationsOf(centre.ledger, number).filter(({ insured }) => insured.birthDate === info.Birthdate);
  const [only, ...others] = people;
  return others.length > 0 ? undefined : only?.insured;
}

function refusalFor(consents: readonly RemoteConsent[], now: number): ResultCode | undefined {
  if (consents.some((consent) => inForce(consent, now))) return undefined;
  return consents.some(({ given }) => given <= now) ? "TSTV0007E" : "TSTV0006E";
}

const outcomeOf = (code: ResultCode) =>
  ({ ProcessingResultStatus: "2", ProcessingResultCode: code, ProcessingResultMessage: sentence({ code }) }) as const;

const accessTo = (
  { facility, now }: Asked,
  insured: Insured | undefined,
  message: string,
  refused?: ResultCode,
): Access => ({
  ...{ at: now, institution: facility.institutionCode, person: insured?.id ?? NOBODY },
  ...{ exchange: message.replace(/res$/, ""), basis: "number", shown: refused ? [] : ["eligibility"] },
  ...(refused ? { refused } : {}),
});
