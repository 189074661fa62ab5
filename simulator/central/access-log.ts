import { z } from "zod";
import type { Change, Records } from "./records.ts";
import { put, read, type Shelf } from "./shelf.ts";

/** How somebody came to see something: by what was shown of a person, or by what makes it lawful. */
const BASES = ["card", "number", "list", "consent", "disaster", "emergency"] as const;

/** One person's data asked for by one institution, and what came of it (CNS-05). Times are microseconds. */
export interface Access {
  readonly at: number;
  readonly institution: string;
  /** The ledger's id of a person. */
  readonly person: string;
  /** Which exchange: OQSsiquc01, YZKsiquc01, …, or "reception". */
  readonly exchange: string;
  readonly basis: (typeof BASES)[number];
  /** What was shown: kinds of information, or "eligibility"; nothing where it was refused. */
  readonly shown: readonly string[];
  /** Why it was refused. */
  readonly refused?: string | undefined;
  /** Two devices took a consent at once: what both agree on counts. */
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

/** Everything that is in the log, oldest first. */
export async function readAccesses(records: Pick<Records, "list">): Promise<readonly Access[]> {
  const lines = await records.list(ACCESSES.name, "");
  return lines.flatMap(({ value }) => read(ACCESSES, value) ?? []);
}
