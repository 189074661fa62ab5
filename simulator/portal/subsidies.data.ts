import type { FacilityKind } from "../facilities.ts";

/**
 * Subsidies as the ministry announced them, amounts in yen, dates as YYYYMMDD and inclusive. A scheme pays `rate` of what a project
 * costs, each part of it counted up to its ceiling, and never more than `limit`.
 */
export interface Terms {
  readonly rate: readonly [numerator: number, denominator: number];
  readonly limit: number;
  /** What a project may cost at most, part by part; what a scheme does not name it does not pay for. */
  readonly ceilings: Readonly<Partial<Record<Part, number>>>;
}

/** What money is spent on: everything of the first introduction, a device to read cards with, a change of the receipt computer. */
export type Part = "introduction" | "device" | "systemChange";

export interface Scheme {
  readonly ja: string;
  readonly en: string;
  /** The last day by which the project is to be complete, where the document names one. */
  readonly completeBy?: string;
  /** The first and the last day on which it can be applied for. */
  readonly applyFrom: string;
  readonly applyBy: string;
  readonly terms: Readonly<Partial<Record<FacilityKind, Terms>>>;
}

const HALF = [1, 2] as const;
const THREE_QUARTERS = [3, 4] as const;

const SMALL: Terms = { rate: THREE_QUARTERS, limit: 321_000, ceilings: { introduction: 429_000 } };

/** Leaflet of July 2021 (notice-2021-06, annex 3): a hospital's money falls with each further reader that it is given. */
const hospital = (limit: number, ceiling: number): Terms => ({
  rate: HALF,
  limit,
  ceilings: { introduction: ceiling },
});
export const HOSPITAL_BY_READERS: readonly Terms[] = [
  hospital(1_050_000, 2_101_000),
  hospital(1_001_000, 2_002_000),
  hospital(951_000, 1_903_000),
];

/** The year's money begins with the fiscal year, and the documents name no day (ours). */
const YEAR_2025 = { applyFrom: "20250401", applyBy: "20260115" } as const;
/** "From about July 2025" (notice-2025): the day is ours. */
const FROM_JULY_2025 = { applyFrom: "20250701", applyBy: "20260115" } as const;

const MOBILE = 41_000;
const CHANGE_HOSPITAL = 781_000;
const CHANGE_OTHERS = 130_000;

/** With a mobile device (notice-2025, annexes 1 and 3). */
const mobile = {
  hospital: { rate: HALF, limit: 411_000, ceilings: { device: MOBILE, systemChange: CHANGE_HOSPITAL } },
  chainPharmacy: { rate: HALF, limit: 85_000, ceilings: { device: MOBILE, systemChange: CHANGE_OTHERS } },
  ...forSmall({ rate: THREE_QUARTERS, limit: 128_000, ceilings: { device: MOBILE, systemChange: CHANGE_OTHERS } }),
} as const;

/** On the patient's own device (notice-2025, annex 2). */
const web = {
  hospital: { rate: HALF, limit: 390_000, ceilings: { systemChange: CHANGE_HOSPITAL } },
  chainPharmacy: { rate: HALF, limit: 65_000, ceilings: { systemChange: CHANGE_OTHERS } },
  ...forSmall({ rate: THREE_QUARTERS, limit: 97_000, ceilings: { systemChange: CHANGE_OTHERS } }),
} as const;

/** Notice-2025, annex 4 names the rate and the limit, and no ceiling of what counts. */
const ELIGIBILITY_ONLY: Terms = { rate: THREE_QUARTERS, limit: 31_000, ceilings: { device: Infinity } };

function forSmall(terms: Terms) {
  return { medicalClinic: terms, dentalClinic: terms, pharmacy: terms };
}

export const SCHEMES = {
  introduction: {
    ja: "オンライン資格確認の導入",
    en: "introducing online eligibility verification",
    completeBy: "20230331",
    // These terms are for readers that are ordered from this day on (notice-2021-06, 2); nobody was paid before he had one.
    applyFrom: "20210401",
    applyBy: "20230630",
    terms: {
      hospital: hospital(1_050_000, 2_101_000),
      chainPharmacy: { rate: HALF, limit: 214_000, ceilings: { introduction: 429_000 } },
      ...forSmall(SMALL),
    },
  },
  homeVisit: { ja: "訪問診療等", en: "home visits", ...YEAR_2025, terms: mobile },
  online: { ja: "オンライン診療等", en: "online consultation", ...YEAR_2025, terms: web },
  otherRoute: {
    ja: "外来診療等（通常とは異なる動線）",
    en: "outpatients by another route",
    ...YEAR_2025,
    terms: mobile,
  },
  brokenReader: {
    ja: "外来診療等（機器故障時等）",
    en: "outpatients with a broken reader",
    ...FROM_JULY_2025,
    terms: mobile,
  },
  eligibilityOnly: {
    ja: "資格確認限定型",
    en: "eligibility only",
    ...YEAR_2025,
    terms: {
      hospital: ELIGIBILITY_ONLY,
      chainPharmacy: ELIGIBILITY_ONLY,
      ...forSmall(ELIGIBILITY_ONLY),
    },
  },
} as const satisfies Record<string, Scheme>;

export type SchemeName = keyof typeof SCHEMES;

/**
 * Modes that need the same change of a system: who was paid for it under one is not paid for it again under another
 * (notice-2025, annexes 2 and 3). That they pay no more in sum than the dearest of them is ours: it follows for all but a large chain,
 * whose half of a device would come to 500 yen more.
 */
export const ONE_CHANGE: readonly SchemeName[] = ["online", "otherRoute", "brokenReader"];

/** Who has another route can use it when a reader is broken: there is one subsidy for both (notice-2025, annex 3). */
export const ONE_SUBSIDY: readonly SchemeName[] = ["otherRoute", "brokenReader"];
