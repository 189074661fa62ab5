import { group, optional } from "./element.ts";
import { ANSWERED, ASKED, INSURED, OUTCOME, referenceNumber } from "./fields.ts";
import { message, type ValueOfMessage } from "./message.ts";

/** What an institution calls a patient, registered so that later results of the card carry it back (照会番号). */
export const registration = group({ ReferenceNumber: referenceNumber, ...INSURED });

export const OQSsiimm01req = message(
  "OQSsiimm01req",
  {
    title: { ja: "照会番号登録（単件）の要求", en: "registration of one reference number: request" },
    interface: "OQS-IF-003",
  },
  ASKED,
  { ReferenceNumberRegistrationInfo: registration },
);

export const OQSsiimm01res = message(
  "OQSsiimm01res",
  {
    title: { ja: "照会番号登録（単件）の結果", en: "registration of one reference number: outcome" },
    assumed: "ASM-BULK-BODIES",
  },
  { ...ANSWERED, ReferenceClassification: optional(ANSWERED.ReferenceClassification) },
  { ReferenceNumberRegistrationInfo: optional(registration), ...OUTCOME },
);

export type ReferenceNumberRequest = ValueOfMessage<typeof OQSsiimm01req>;
export type ReferenceNumberAnswer = ValueOfMessage<typeof OQSsiimm01res>;
