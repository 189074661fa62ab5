import type { FacilityKind } from "../facilities.ts";

/** Face-auth readers that a facility is given without payment, at most (notice-2021-06, annex 3). */
export const READERS_GIVEN: Readonly<Record<FacilityKind, number>> = {
  hospital: 3,
  medicalClinic: 1,
  dentalClinic: 1,
  pharmacy: 1,
  chainPharmacy: 1,
};

/**
 * "Model undecided" could be applied for on these days and chosen until the last of these; without a choice the application counts
 * as cancelled. First it was to be chosen by the end of June 2021 (notice-2021-06, 2). Days as YYYYMMDD, inclusive.
 */
export const UNDECIDED = { from: "20210201", to: "20210331", chooseBy: "20210801" } as const;

export type ReaderOrder =
  | { readonly is: "ordered"; readonly model: string; readonly count: number; readonly on: string }
  | { readonly is: "undecided"; readonly count: number; readonly on: string }
  | { readonly is: "cancelled"; readonly count: number; readonly on: string };

/** How an order stands on a day: what nobody chose in time is cancelled. */
export const orderOn = (order: ReaderOrder, day: string): ReaderOrder =>
  order.is === "undecided" && day > UNDECIDED.chooseBy ? { ...order, is: "cancelled" } : order;

/** A free text of a maker's and model's name. */
export const mayLeaveUndecided = (day: string): boolean => day >= UNDECIDED.from && day <= UNDECIDED.to;
