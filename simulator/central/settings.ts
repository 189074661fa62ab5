import { z } from "zod";
import { OQSCD037, OQSCD038, OQSCD039 } from "../../device/wire/oqs/code-tables.data.ts";
import { readJson, type ValueOfMessage } from "../../device/wire/oqs/message.ts";
import { OQSsiinq01req, OQSsiinq01res, OQSsiupd01req, OQSsiupd01res } from "../../device/wire/oqs/remote.ts";
import { headerOf } from "./answer.ts";
import { abnormal, type Asked, type Desk, echo, told, wholeOf } from "./desk.ts";
import type { Records } from "./records.ts";
import { get, put, type Shelf } from "./shelf.ts";

/** What an institution has set for itself (環境設定情報). */
export interface Settings {
  readonly HomeVisitUse: keyof typeof OQSCD037;
  readonly OnlineTreatmentUse: keyof typeof OQSCD037;
  readonly ElectronicPrescriptionUse: keyof typeof OQSCD038;
  readonly PrescriptionIssueSelectTiming: keyof typeof OQSCD039;
}

const oneOf = <T extends string>(table: Readonly<Record<T, unknown>>) => z.enum(Object.keys(table) as [T, ...T[]]);

const SETTINGS: Shelf<Settings> = {
  name: "settings",
  holds: z.strictObject({
    HomeVisitUse: oneOf(OQSCD037),
    OnlineTreatmentUse: oneOf(OQSCD037),
    ElectronicPrescriptionUse: oneOf(OQSCD038),
    PrescriptionIssueSelectTiming: oneOf(OQSCD039),
  }),
};

/** Nothing is used before somebody says so. */
const AT_FIRST: Settings = {
  HomeVisitUse: "0",
  OnlineTreatmentUse: "0",
  ElectronicPrescriptionUse: "0",
  PrescriptionIssueSelectTiming: "1",
};

export const settingsOf = async (records: Records, institution: string): Promise<Settings> =>
  (await get(records, SETTINGS, institution)) ?? AT_FIRST;

/** Whether patients are asked at the reader which form of prescription they want: both are issued, and that is the time to ask. */
export const asksForPrescription = ({ ElectronicPrescriptionUse, PrescriptionIssueSelectTiming }: Settings): boolean =>
  ElectronicPrescriptionUse === "2" && PrescriptionIssueSelectTiming === "2";

const header = ({ now, facility }: Asked, identifier: string | undefined) => ({
  ...headerOf(now, { MedicalInstitutionCode: facility.institutionCode, ReferenceClassification: "2" }),
  ...echo(identifier),
});

export const answerSettings: Desk = async (call) => {
  const reading = readJson(OQSsiinq01req, call.json);
  const MessageHeader = header(call, reading.loose.MessageHeader?.ArbitraryFileIdentifier);
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole)
    return told(OQSsiinq01res, { MessageHeader: { ...MessageHeader, ...abnormal(whole.no) }, MessageBody: {} });
  const EnvironmentSettingInfo = await settingsOf(call.centre.store.records, call.facility.institutionCode);
  return told(OQSsiinq01res, { MessageHeader, MessageBody: { ProcessingResultStatus: "1", EnvironmentSettingInfo } });
};

/** Changes what the request says is to change, and leaves the rest, also what another request changes at the same time. */
export const changeSettings: Desk = (call) => {
  const reading = readJson(OQSsiupd01req, call.json);
  const MessageHeader = header(call, reading.loose.MessageHeader?.ArbitraryFileIdentifier);
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole)
    return told(OQSsiupd01res, { MessageHeader: { ...MessageHeader, ...abnormal(whole.no) }, MessageBody: {} });
  const { institutionCode } = call.facility;
  const wish = whole.asked.MessageBody.EnvironmentSettingInfo;
  return {
    about: `settings ${institutionCode}`,
    async decide() {
      const after = changed(await settingsOf(call.centre.store.records, institutionCode), wish);
      return told(
        OQSsiupd01res,
        { MessageHeader, MessageBody: { ProcessingResultStatus: "1", EnvironmentSettingInfo: after } },
        { changes: [put(SETTINGS, institutionCode, after)] },
      );
    },
  };
};

type Wish = ValueOfMessage<typeof OQSsiupd01req>["MessageBody"]["EnvironmentSettingInfo"];

const changed = (before: Settings, wish: Wish): Settings => ({
  HomeVisitUse: (wish.HomeVisitUseChange === "1" && wish.HomeVisitUse) || before.HomeVisitUse,
  OnlineTreatmentUse: (wish.OnlineTreatmentUseChange === "1" && wish.OnlineTreatmentUse) || before.OnlineTreatmentUse,
  ElectronicPrescriptionUse:
    (wish.ElectronicPrescriptionUseChange === "1" && wish.ElectronicPrescriptionUse) ||
    before.ElectronicPrescriptionUse,
  PrescriptionIssueSelectTiming:
    (wish.PrescriptionIssueSelectTimingChange === "1" && wish.PrescriptionIssueSelectTiming) ||
    before.PrescriptionIssueSelectTiming,
});
