import { CONSENT_ITEMS, type ConsentItem } from "../device/wire/face.ts";

/** Pharmacies see all that a patient agrees to but check-ups (CNS-02). */
const NO_CHECKUPS = CONSENT_ITEMS.filter((item) => item !== "checkups");

/**
 * Kinds of facility (FAC-01), and what each may view: with the patient's consent, and in an emergency without it. That hospitals alone
 * have the latter right is an assumption.
 */
export const FACILITY_KINDS = {
  hospital: { ja: "病院", en: "hospital", views: CONSENT_ITEMS, viewsInEmergency: true },
  medicalClinic: { ja: "医科診療所", en: "medical clinic", views: CONSENT_ITEMS, viewsInEmergency: false },
  dentalClinic: { ja: "歯科診療所", en: "dental clinic", views: CONSENT_ITEMS, viewsInEmergency: false },
  pharmacy: { ja: "薬局", en: "pharmacy", views: NO_CHECKUPS, viewsInEmergency: false },
  chainPharmacy: { ja: "大型チェーン薬局", en: "large-chain pharmacy", views: NO_CHECKUPS, viewsInEmergency: false },
} as const satisfies Record<string, KindRow>;

interface KindRow {
  readonly ja: string;
  readonly en: string;
  readonly views: readonly ConsentItem[];
  readonly viewsInEmergency: boolean;
}
export type FacilityKind = keyof typeof FACILITY_KINDS;

/** Whether a facility may ever see information of this kind, whatever the patient agreed to. */
export const mayView = ({ kind }: Pick<Facility, "kind">, item: ConsentItem): boolean =>
  (FACILITY_KINDS[kind].views as readonly ConsentItem[]).includes(item);

/** A facility that was let into the closed network. */
export interface Facility {
  /** Prefecture (2), table of fees (1), number (7). */
  readonly institutionCode: string;
  readonly kind: FacilityKind;
  readonly name: string;
}

/** Prefecture 99 does not exist, so that no code here is a real institution's. */
export const FACILITIES: readonly Facility[] = [
  { institutionCode: "9910000012", kind: "medicalClinic", name: "見本内科クリニック" },
  { institutionCode: "9910000020", kind: "hospital", name: "見本総合病院" },
  { institutionCode: "9930000011", kind: "dentalClinic", name: "見本歯科医院" },
  { institutionCode: "9940000018", kind: "pharmacy", name: "見本薬局" },
  { institutionCode: "9940000026", kind: "chainPharmacy", name: "見本薬局チェーン" },
];
