import { z } from "zod";
import type { Change, Records } from "./records.ts";
import { get, put, type Shelf } from "./shelf.ts";

/**
 * Emergency view (救急時医療情報閲覧): a hospital may look at the information of a patient who cannot consent, for a day from when the
 * card was read. That it lasts as long as a consent at the counter is an assumption.
 */
const EMERGENCIES: Shelf<number> = { name: "emergencies", holds: z.int().nonnegative() };
const LASTS = 24 * 3600 * 1_000_000;

const keyOf = (institution: string, person: string) => `${institution} ${person}`;

export const openEmergency = (institution: string, person: string, now: number): Change =>
  put(EMERGENCIES, keyOf(institution, person), now + LASTS, now + LASTS);

/** Until when, in microseconds, where it has begun: a clock that jumped back opens nothing. */
export async function emergencyUntil(records: Records, institution: string, person: string, now: number) {
  const until = await get(records, EMERGENCIES, keyOf(institution, person));
  return until !== undefined && until - LASTS <= now ? until : undefined;
}
