/** Kinds of facility; the kind decides what may be viewed (FAC-01, CNS-02). */
export const FACILITY_KINDS = {
  hospital: { ja: "病院", en: "hospital", viewsCheckups: true },
  medicalClinic: { ja: "医科診療所", en: "medical clinic", viewsCheckups: true },
  dentalClinic: { ja: "歯科診療所", en: "dental clinic", viewsCheckups: true },
  pharmacy: { ja: "薬局", en: "pharmacy", viewsCheckups: false },
  chainPharmacy: { ja: "大型チェーン薬局", en: "large-chain pharmacy", viewsCheckups: false },
} as const;
export type FacilityKind = keyof typeof FACILITY_KINDS;

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
];
