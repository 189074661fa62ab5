import { z } from "zod";
import type { ResultCode } from "../result-codes.data.ts";
import type { Change, Records } from "./records.ts";
import type { Refusal } from "./refusal.ts";
import { put, read, type Shelf } from "./shelf.ts";

/** How somebody came to see something: by what was shown of a person, or by what makes it lawful; by nothing at all where it was refused. */
const BASES = ["card", "number", "list", "consent", "disaster", "emergency", "nothing"] as const;

/** In place of a person: who it was about is not known, or is not said by whoever was refused. */
export const NOBODY = "";

/** One person's data asked for by one institution, and what came of it (CNS-05); refusals that are about nobody, too. Times are microseconds. */
export interface Access {
  readonly at: number;
  readonly institution: string;
  /** The ledger's id of a person; `NOBODY` in some refusals. */
  readonly person: string;
  /** Which exchange: OQSsiquc01, YZKsiquc01, …, "reception", "eligibilityOnly", "remote online", …, or the door of a refusal. */
  readonly exchange: string;
  readonly basis: (typeof BASES)[number];
  /** What was shown: kinds of information, or "eligibility"; nothing where it was refused. */
  readonly shown: readonly string[];
  /** Why it was refused. */
  readonly refused?: string | undefined;
  /** Consents that count at once differ, or were taken at once: the stricter reading counts. */
  readonly narrowed?: true | undefined;
}

const ACCESSES: Shelf<Access> = {
  name: "accesses",
  holds: z.strictObject({
    at: z.int().nonnegative(),
    institution: z.string(),
    person: z.string(),
    exchange: z.string(),
    basis: z.enum(BASES),
    shown: z.array(z.string()),
    refused: z.string().optional(),
    narrowed: z.literal(true).optional(),
  }),
};

/** Four hundred days, in microseconds. */
const KEPT = 400 * 24 * 3600 * 1_000_000;

/** Lines of the log. Two of one moment differ by the number that is counted here, and by the door they came through. */
export function accessLog(door = "") {
  let count = 0;
  return (access: Access): Change => {
    count = (count + 1) % 1_000_000;
    const key = `${String(access.at).padStart(17, "0")} ${String(count).padStart(6, "0")}${door}`;
    return put(ACCESSES, key, access, access.at + KEPT);
  };
}

/** Whoever is refused before a facility is known gets one line a second at each door: a guesser fills no disk. */
export const strangerLine = (access: Access): Change => {
  const second = access.at - (access.at % 1_000_000);
  const key = `${String(second).padStart(17, "0")} ${access.exchange} ${access.refused ?? ""}`;
  return put(ACCESSES, key, access, access.at + KEPT);
};

/** Calls that are no question at all, and faults of our own: nobody was refused anything. */
const UNLOGGED: readonly ResultCode[] = ["TSTA0004E", "TSTA0005E", "TSTA0006E", "TSTA0007E", "TSTA0009E"];

/** The line of a call that was refused. */
export const refusedAccess = (
  { code, person = NOBODY }: Refusal,
  of: Pick<Access, "at" | "institution" | "exchange">,
): Access | undefined =>
  UNLOGGED.includes(code) ? undefined : { ...of, person, basis: "nothing", shown: [], refused: code };

/** Everything that is in the log, oldest first. */
export async function readAccesses(records: Pick<Records, "list">): Promise<readonly Access[]> {
  const lines = await records.list(ACCESSES.name, "");
  return lines.flatMap(({ value }) => read(ACCESSES, value) ?? []);
}
