import { readJson } from "../../device/wire/oqs/message.ts";
import { OQSsiimm01req, OQSsiimm01res, type ReferenceNumberRequest } from "../../device/wire/oqs/siimm.ts";
import { headerOf } from "./answer.ts";
import { abnormal, type Desk, echo, sentence, told, wholeOf } from "./desk.ts";
import { registrationsOf } from "./eligibility.ts";
import type { Ledger } from "./ledger.ts";
import type { Change } from "./records.ts";
import { register } from "./references.ts";

type Registration = ReferenceNumberRequest["MessageBody"]["ReferenceNumberRegistrationInfo"];

/** Registers what an institution calls a patient (照会番号); the card's later results carry it back, at this institution alone. */
export const answerRegistration: Desk = ({ centre, facility, json, now }) => {
  const reading = readJson(OQSsiimm01req, json);
  const header = {
    ...headerOf(now, { MedicalInstitutionCode: facility.institutionCode, ReferenceClassification: "2" }),
    ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
  };
  const whole = wholeOf(reading, facility);
  if ("no" in whole)
    return told(OQSsiimm01res, { MessageHeader: { ...header, ...abnormal(whole.no) }, MessageBody: {} });
  const { ReferenceNumberRegistrationInfo: info } = whole.asked.MessageBody;
  const { outcome, changes } = registerOne(centre.ledger, facility.institutionCode, info);
  return told(
    OQSsiimm01res,
    { MessageHeader: header, MessageBody: { ReferenceNumberRegistrationInfo: info, ...outcome } },
    { changes },
  );
};

/** One registration, alone or a row of many: what came of it, and what is to be stored. */
export function registerOne(ledger: Ledger, institution: string, info: Registration) {
  const [only, ...others] = registrationsOf(ledger, {
    insurer: info.InsurerNumber,
    symbol: info.InsuredCardSymbol,
    number: info.InsuredIdentificationNumber,
    branch: info.InsuredBranchNumber,
  });
  if (only && others.length === 0)
    return {
      outcome: { ProcessingResultStatus: "1" } as const,
      changes: [register(institution, only.insured.id, info.ReferenceNumber)],
    };
  const code = "TSTM0003E";
  const changes: Change[] = [];
  return {
    outcome: {
      ProcessingResultStatus: "2",
      ProcessingResultCode: code,
      ProcessingResultMessage: sentence({ code }),
    } as const,
    changes,
  };
}
