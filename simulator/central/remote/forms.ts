import { fromJst } from "../../../device/wire/oqs/jst.ts";
import { dayAfter } from "../calendar.ts";
import type { Settings } from "../settings.ts";

/**
 * Forms of care without a face-auth reader (居宅同意取得型; notice-2025, annexes 1 to 3). House calls are visits, and outpatients by
 * another route use the system of online consultation; which setting switches them on, and that a house call's consent ends as an
 * outpatient's does, are assumptions (ASM-REMOTE-FORMS).
 */
export const FORMS = {
  homeVisit: { use: "2", setting: "HomeVisitUse", staffMayConfirm: true, today: true, ends: "withRelation" },
  houseCall: { use: "2", setting: "HomeVisitUse", staffMayConfirm: true, today: true, ends: "dayAfter" },
  online: { use: "3", setting: "OnlineTreatmentUse", staffMayConfirm: false, today: false, ends: "dayAfter" },
  otherRoute: { use: "3", setting: "OnlineTreatmentUse", staffMayConfirm: true, today: true, ends: "dayAfter" },
} as const satisfies Record<string, FormRow>;

interface FormRow {
  /** MedicalTreatmentFlag (OQSCD028) by which the facility asks for it later. */
  readonly use: Use;
  /** The facility's environment setting that it needs (HVS-06). */
  readonly setting: keyof Pick<Settings, "HomeVisitUse" | "OnlineTreatmentUse">;
  /** Visual check beside the PIN (HVS-01, OUT-01; not ONL-01). */
  readonly staffMayConfirm: boolean;
  /** The card is held to the device on the day of care; an online patient may register before it. */
  readonly today: boolean;
  readonly ends: "withRelation" | "dayAfter";
}
export type Use = "2" | "3";
export type FormOfCare = keyof typeof FORMS;
export const FORM_NAMES = Object.keys(FORMS) as [FormOfCare, ...FormOfCare[]];

/**
 * When a consent ends, in microseconds: at the first moment after the day that follows the day of care (yyyyMMdd, JST; ONL-02, OUT-02);
 * `undefined` while visits go on (HVS-02).
 */
export const endOf = (form: FormOfCare, careDay: string): number | undefined =>
  FORMS[form].ends === "withRelation" ? undefined : fromJst(dayAfter(dayAfter(careDay)));
