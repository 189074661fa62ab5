import { fromJst } from "../../../device/wire/oqs/jst.ts";
import { dayAfter } from "../calendar.ts";
import type { Records } from "../records.ts";
import { type Settings, settingsOf } from "../settings.ts";

/** Which environment setting switches a use on (HVS-06); MedicalTreatmentFlag by OQSCD028. */
const SWITCHED_BY = { "2": "HomeVisitUse", "3": "OnlineTreatmentUse" } as const satisfies Record<
  string,
  keyof Settings
>;

/**
 * Forms of care without a face-auth reader (居宅同意取得型; notice-2025, annexes 1 to 3). House calls are visits, and outpatients by
 * another route use the system of online consultation; which setting switches them on, and that a house call's consent ends as an
 * outpatient's does, are assumptions (ASM-REMOTE-FORMS).
 */
export const FORMS = {
  homeVisit: { use: "2", setting: SWITCHED_BY["2"], staffMayConfirm: true, today: true, ends: "withRelation" },
  houseCall: { use: "2", setting: SWITCHED_BY["2"], staffMayConfirm: true, today: true, ends: "dayAfter" },
  online: { use: "3", setting: SWITCHED_BY["3"], staffMayConfirm: false, today: false, ends: "dayAfter" },
  otherRoute: { use: "3", setting: SWITCHED_BY["3"], staffMayConfirm: true, today: true, ends: "dayAfter" },
} as const satisfies Record<string, FormRow>;

interface FormRow {
  /** MedicalTreatmentFlag (OQSCD028) by which the facility asks for it later. */
  readonly use: Use;
  /** The facility's environment setting that it needs (HVS-06). */
  readonly setting: (typeof SWITCHED_BY)[Use];
  /** Visual check beside the PIN (HVS-01, OUT-01; not ONL-01). */
  readonly staffMayConfirm: boolean;
  /** The card is held to the device on the day of care; an online patient may register before it. */
  readonly today: boolean;
  readonly ends: "withRelation" | "dayAfter";
}
export type Use = keyof typeof SWITCHED_BY;
export type FormOfCare = keyof typeof FORMS;
export const FORM_NAMES = Object.keys(FORMS) as [FormOfCare, ...FormOfCare[]];

export const formsOf = (use: Use): readonly FormOfCare[] => FORM_NAMES.filter((form) => FORMS[form].use === use);

/** Whether a facility has switched a use on, now: what it is told under it ends with the switch. */
export const isSwitchedOn = async (records: Records, institution: string, use: Use): Promise<boolean> =>
  (await settingsOf(records, institution))[SWITCHED_BY[use]] === "1";

/**
 * When a consent ends, in microseconds: at the first moment after the day that follows the day of care (yyyyMMdd, JST; ONL-02, OUT-02);
 * `undefined` while visits go on (HVS-02).
 */
export const endOf = (form: FormOfCare, careDay: string): number | undefined =>
  FORMS[form].ends === "withRelation" ? undefined : fromJst(dayAfter(dayAfter(careDay)));
