/**
 * Facilities of the whole country and how far their introduction was on 27 February 2022 (rollout-2022-02). Of the four kinds the
 * document tells; large-chain pharmacies are counted among the pharmacies there.
 */
export const NATION = {
  hospital: { all: 8_218, readerOrdered: 6_435, ready: 2_790, running: 2_097 },
  medicalClinic: { all: 89_425, readerOrdered: 39_966, ready: 12_118, running: 7_936 },
  dentalClinic: { all: 70_697, readerOrdered: 34_722, ready: 9_114, running: 6_698 },
  pharmacy: { all: 60_903, readerOrdered: 49_674, ready: 18_566, running: 12_196 },
} as const;

export type NationalKind = keyof typeof NATION;

/** Checks between 20 October and 31 December 2021 (leaflet-2022-04). */
export const CHECKS_2021 = { count: 42_000_000, from: "20211020", to: "20211231" } as const;
