import { isWithinJis, jisFilter } from "../../device/wire/oqs/jis-filter.ts";
import { readJson } from "../../device/wire/oqs/message.ts";
import { OQSsiimm01req, OQSsiimm01res, type ReferenceNumberRequest } from "../../device/wire/oqs/siimm.ts";
import type { ResultCode } from "../result-codes.data.ts";
import { headerOf } from "./answer.ts";
import { abnormal, type Asked, type Desk, echo, sentence, told, wholeOf } from "./desk.ts";
import { registrationsOf } from "./eligibility.ts";
import type { Change } from "./records.ts";
import { referencesAt, register } from "./references.ts";

type Registration = ReferenceNumberRequest["MessageBody"]["ReferenceNumberRegistrationInfo"];

/** Registers what an institution calls a patient (照会番号); the card's later results carry it back, at this institution alone. */
export const answerRegistration: Desk = (call) => {
  const { facility, json, now } = call;
  const reading = readJson(OQSsiimm01req, json);
  const header = {
    ...headerOf(now, { MedicalInstitutionCode: facility.institutionCode, ReferenceClassification: "2" }),
    ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
  };
  const whole = wholeOf(reading, facility);
  if ("no" in whole)
    return told(OQSsiimm01res, { MessageHeader: { ...header, ...abnormal(whole.no) }, MessageBody: {} });
  const { ReferenceNumberRegistrationInfo: info } = whole.asked.MessageBody;
  return registering(call, (registerNext) => {
    const { refusal, changes } = registerNext(info);
    const MessageBody = { ReferenceNumberRegistrationInfo: info, ...outcomeOf(refusal) };
    return told(OQSsiimm01res, { MessageHeader: header, MessageBody }, { changes });
  });
};

/** What came of a registration, as its row or its answer says it. */
export function outcomeOf(code: ResultCode | undefined) {
  if (code === undefined) return { ProcessingResultStatus: "1" } as const;
  const ProcessingResultMessage = sentence({ code });
  return { ProcessingResultStatus: "2", ProcessingResultCode: code, ProcessingResultMessage } as const;
}

type Registered = { readonly refusal?: ResultCode; readonly changes: readonly Change[] };

/**
 * One registration after another, alone or row by row, each on what the ones before it came to: a number is one person's at an
 * institution, since a chart is found by it, and has only characters that every answer can carry back.
 */
export function registering<T>(
  { centre, facility: { institutionCode } }: Asked,
  work: (registerNext: (info: Registration) => Registered) => T,
) {
  const decide = async () => {
    const numbers = await referencesAt(centre.store.records, institutionCode);
    const owners = new Map([...numbers].map(([person, number]) => [spelt(number), person]));
    return work((info) => {
      const [only, ...others] = registrationsOf(centre.ledger, {
        insurer: info.InsurerNumber,
        symbol: info.InsuredCardSymbol,
        number: info.InsuredIdentificationNumber,
        branch: info.InsuredBranchNumber,
      });
      if (!only || others.length > 0) return { refusal: "TSTM0003E", changes: [] };
      const { id } = only.insured;
      const number = info.ReferenceNumber;
      if (!isWithinJis(number)) return { refusal: "TSTQ0003E", changes: [] };
      if ((owners.get(spelt(number)) ?? id) !== id) return { refusal: "TSTQ0004E", changes: [] };
      const before = numbers.get(id);
      if (before !== undefined) owners.delete(spelt(before));
      numbers.set(id, number);
      owners.set(spelt(number), id);
      return { changes: [register(institutionCode, id, number)] };
    });
  };
  return { about: `references ${institutionCode}`, decide };
}

/** As it is read when it comes back. */
const spelt = (number: string): string => jisFilter(number).trim();
