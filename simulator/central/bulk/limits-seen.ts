import { z } from "zod";
import type { SearchInfo } from "../../../device/wire/oqs/siquc.ts";
import { eligibilityByNumber } from "../eligibility.ts";
import type { Ledger } from "../ledger.ts";
import type { Change, Records } from "../records.ts";
import { limitOn } from "../result.ts";
import { get, put, type Shelf } from "../shelf.ts";

/** What an institution was last told of a person's limit of payments, in short. */
const SEEN: Shelf<string> = { name: "limitsSeen", holds: z.string() };

/**
 * Row by row whether the limit has changed since this institution last asked in bulk: "1" is yes, or that it cannot be told, as when
 * nobody asked before (OQSCD014).
 */
export async function compareLimits(
  { ledger, records, institution }: { ledger: Ledger; records: Records; institution: string },
  rows: readonly SearchInfo[],
  day: string,
): Promise<{ readonly changed: readonly ("0" | "1")[]; readonly changes: readonly Change[] }> {
  const found = await Promise.all(
    rows.map(async (row) => {
      const eligibility = eligibilityByNumber(ledger, row, day);
      if (!("insured" in eligibility)) return { changed: "1", changes: [] } as const;
      const key = `${institution} ${eligibility.insured.id}`;
      const says = JSON.stringify(limitOn(eligibility.insured, day) ?? null);
      const changed = (await get(records, SEEN, key)) === says ? "0" : "1";
      return { changed, changes: [put(SEEN, key, says)] } as const;
    }),
  );
  return { changed: found.map(({ changed }) => changed), changes: found.flatMap(({ changes }) => changes) };
}
