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
  /** Receipts are claimed online: without it nothing is added. */
  readonly online: boolean;
  /** The institution runs the system. */
  readonly running: boolean;
}

interface Points {
  readonly points: number;
  /** Charged once in so many calendar months. */
  readonly oncePerMonths?: number;
  readonly until?: string;
}

const FETCHED: Readonly<Record<Service, Points>> = {
  firstVisit: { points: 7 },
  revisit: { points: 4, oncePerMonths: 1 },
  dispensing: { points: 3, oncePerMonths: 1 },
};

/** Where the data could not be had, for a time; a revisit then adds nothing. */
const NOT_FETCHED: Readonly<Partial<Record<Service, Points>>> = {
  firstVisit: { points: 3, until: "20240331" },
  dispensing: { points: 1, oncePerMonths: 3, until: "20240331" },
};

const SINCE = "20220401";

export function feePoints({ service, dataFetched, on, lastCharged }: FeeOccasion, { online, running }: Claims): number {
  const rule = dataFetched ? FETCHED[service] : NOT_FETCHED[service];
  if (!rule || !online || !running || on < SINCE || on > (rule.until ?? on)) return 0;
  const { oncePerMonths = 0, points } = rule;
  return lastCharged !== undefined && monthsBetween(lastCharged, on) < oncePerMonths ? 0 : points;
}

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
  const full = FETCHED.firstVisit.points * firstVisits + FETCHED.revisit.points * revisits;
  const pointsADay = Math.round((full * withCard) / 1000);
  const yenAMonth = pointsADay * YEN_PER_POINT * daysAMonth;
  return { pointsADay, yenAMonth, yenAYear: 12 * yenAMonth };
}

/** The same practice where every patient comes with an insurance card: only first visits add anything. */
export function clinicIncomeWithoutCards({ firstVisits, daysAMonth }: ClinicModel) {
  const yenAMonth = (NOT_FETCHED.firstVisit?.points ?? 0) * firstVisits * YEN_PER_POINT * daysAMonth;
  return { yenAMonth, yenAYear: 12 * yenAMonth };
}

export interface PharmacyModel {
  /** Patients who come for the first time in a month. */
  readonly patientsAMonth: number;
  readonly withCard: number;
}

export const PHARMACY_MODEL: PharmacyModel = { patientsAMonth: 795, withCard: 424 };

export function pharmacyIncome({ patientsAMonth, withCard }: PharmacyModel) {
  const pointsAMonth = Math.round((FETCHED.dispensing.points * patientsAMonth * withCard) / 1000);
  const yenAMonth = pointsAMonth * YEN_PER_POINT;
  return { pointsAMonth, yenAMonth, yenAYear: 12 * yenAMonth };
}

/** Once in three months, so four times a year. */
export const pharmacyIncomeWithoutCards = ({ patientsAMonth }: PharmacyModel) => ({
  yenAYear: (NOT_FETCHED.dispensing?.points ?? 0) * patientsAMonth * YEN_PER_POINT * 4,
});
