import type { FacilityKind } from "../facilities.ts";
import type { Said } from "../result-codes.data.ts";

/**
 * The addition for making use of electronic medical information (電子的保健医療情報活用加算) as the leaflet of April 2022 has it (FAC-04).
 * A point is ten yen. Days as YYYYMMDD in Japan.
 */
export type Service = "firstVisit" | "revisit" | "dispensing";

export interface FeeOccasion {
  readonly service: Service;
  /** Medicines or check-ups were fetched for this patient through the system. */
  readonly dataFetched: boolean;
  readonly on: string;
  /** When the same addition was last charged for this patient here. */
  readonly lastCharged?: string;
}

export interface Claims {
  readonly kind: FacilityKind;
  /** Receipts are claimed online: without it nothing is added. */
  readonly online: boolean;
  /** The first day on which the institution may run the system: when its use was applied for. */
  readonly runsFrom?: string;
}

/** What is charged for whom, and on which days; without `until` the leaflet names no last day. */
export interface FeeRow {
  readonly service: Service;
  readonly dataFetched: boolean;
  readonly points: number;
  /** Charged once in so many calendar months. */
  readonly oncePerMonths?: number;
  readonly from: string;
  readonly until?: string;
}

const FROM = "20220401";
/** Where the data could not be had, for a time; a revisit then adds nothing. */
const FOR_A_TIME = { from: FROM, until: "20240331" } as const;

export const FEE_TABLE = [
  { service: "firstVisit", dataFetched: true, points: 7, from: FROM },
  { service: "revisit", dataFetched: true, points: 4, oncePerMonths: 1, from: FROM },
  { service: "dispensing", dataFetched: true, points: 3, oncePerMonths: 1, from: FROM },
  { service: "firstVisit", dataFetched: false, points: 3, ...FOR_A_TIME },
  { service: "dispensing", dataFetched: false, points: 1, oncePerMonths: 3, ...FOR_A_TIME },
] as const satisfies readonly FeeRow[];

const VISITS: readonly Service[] = ["firstVisit", "revisit"];
const DISPENSING: readonly Service[] = ["dispensing"];

/** What a facility of a kind charges for at all. */
export const SERVICES: Readonly<Record<FacilityKind, readonly Service[]>> = {
  hospital: VISITS,
  medicalClinic: VISITS,
  dentalClinic: VISITS,
  pharmacy: DISPENSING,
  chainPharmacy: DISPENSING,
};

export const NO_POINTS = {
  otherKind: {
    ja: "この種別の施設が算定するものではありません。初診と再診は医療機関、調剤管理料は薬局です。",
    en: "A facility of this kind does not charge for it: visits are a hospital's or a clinic's, dispensing a pharmacy's.",
  },
  claimsOnPaper: {
    ja: "レセプトをオンラインで請求していないため、算定できません。",
    en: "Receipts are not claimed online, which is a condition.",
  },
  notRunning: {
    ja: "この日にはまだ利用申請がないため、算定できません。ポータルで利用申請をしてください。",
    en: "On this day the use of the system had not been applied for. Apply for it at the portal.",
  },
  notOnThisDay: {
    ja: "この日には、この場合の加算がありません。日付と、情報を取得したかどうかを確かめてください。",
    en: "There is no such addition on this day. Check the day, and whether information was fetched.",
  },
  chargedAlready: {
    ja: "算定できる回数（月1回または3月に1回）を超えています。",
    en: "It was charged already: it is once a month, or once in three.",
  },
} as const satisfies Record<string, Said>;
export type NoPoints = keyof typeof NO_POINTS;

export type Fee = { readonly points: number } | { readonly points: 0; readonly why: NoPoints };

export function feePoints({ service, dataFetched, on, lastCharged }: FeeOccasion, claims: Claims): Fee {
  const none = (why: NoPoints): Fee => ({ points: 0, why });
  if (!SERVICES[claims.kind].includes(service)) return none("otherKind");
  if (!claims.online) return none("claimsOnPaper");
  if (claims.runsFrom === undefined || on < claims.runsFrom) return none("notRunning");
  const row = (FEE_TABLE as readonly FeeRow[]).find(
    (one) => one.service === service && one.dataFetched === dataFetched && on >= one.from && on <= (one.until ?? on),
  );
  if (!row) return none("notOnThisDay");
  const isTooSoon = lastCharged !== undefined && monthsBetween(lastCharged, on) < (row.oncePerMonths ?? 0);
  return isTooSoon ? none("chargedAlready") : { points: row.points };
}

const pointsOf = (service: Service, dataFetched: boolean): number =>
  FEE_TABLE.find((row) => row.service === service && row.dataFetched === dataFetched)?.points ?? 0;

const monthsBetween = (from: string, to: string) => month(to) - month(from);
const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(4, 6));

const YEN_PER_POINT = 10;

/** Patients a day by service, of a practice as the leaflet imagines one. */
export interface ClinicModel {
  readonly firstVisits: number;
  readonly revisits: number;
  readonly daysAMonth: number;
  /** Patients with a My Number Card in every 1,000. */
  readonly withCard: number;
}

export const CLINIC_MODEL: ClinicModel = { firstVisits: 3, revisits: 20, daysAMonth: 20, withCard: 424 };

/** Points a day and yen a month and a year; the leaflet rounds the points of a day to whole ones. */
export function clinicIncome({ firstVisits, revisits, daysAMonth, withCard }: ClinicModel) {
  const full = pointsOf("firstVisit", true) * firstVisits + pointsOf("revisit", true) * revisits;
  const pointsADay = Math.round((full * withCard) / 1000);
  const yenAMonth = pointsADay * YEN_PER_POINT * daysAMonth;
  return { pointsADay, yenAMonth, yenAYear: 12 * yenAMonth };
}

/** The same practice where every patient comes with an insurance card: only first visits add anything. */
export function clinicIncomeWithoutCards({ firstVisits, daysAMonth }: ClinicModel) {
  const yenAMonth = pointsOf("firstVisit", false) * firstVisits * YEN_PER_POINT * daysAMonth;
  return { yenAMonth, yenAYear: 12 * yenAMonth };
}

export interface PharmacyModel {
  /** Patients who come for the first time in a month. */
  readonly patientsAMonth: number;
  readonly withCard: number;
}

export const PHARMACY_MODEL: PharmacyModel = { patientsAMonth: 795, withCard: 424 };

export function pharmacyIncome({ patientsAMonth, withCard }: PharmacyModel) {
  const pointsAMonth = Math.round((pointsOf("dispensing", true) * patientsAMonth * withCard) / 1000);
  const yenAMonth = pointsAMonth * YEN_PER_POINT;
  return { pointsAMonth, yenAMonth, yenAYear: 12 * yenAMonth };
}

/** Once in three months, so four times a year. */
export const pharmacyIncomeWithoutCards = ({ patientsAMonth }: PharmacyModel) => ({
  yenAYear: pointsOf("dispensing", false) * patientsAMonth * YEN_PER_POINT * 4,
});
