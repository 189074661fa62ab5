import { z } from "zod";
import { isResultCode, type ResultCode } from "../../result-codes.data.ts";
import type { Change, Records } from "../records.ts";
import { get, put, type Shelf } from "../shelf.ts";

/** The kinds of bulk exchange, by what their four messages have in common. */
export const BULK_KINDS = ["OQSmuquc", "OQSmuimm", "OQSmutic", "OQSmuhvq", "OQSmuonq"] as const;
export type BulkKind = (typeof BULK_KINDS)[number];

/** A bulk request that was accepted, and what its outcome will be made of. Times are microseconds. */
export interface Job {
  readonly kind: BulkKind;
  readonly received: number;
  /** From when on the outcome can be fetched; until then it is still running (SegmentOfResult 2). */
  readonly ready: number;
  /** The request, JSON form. */
  readonly question: unknown;
  /** Row by row, whether the limit of payments has changed since the institution last asked (OQSCD014). */
  readonly limitsChanged?: readonly ("0" | "1")[] | undefined;
  /** Row by row, why a registration was refused. */
  readonly refusals?: readonly (ResultCode | null)[] | undefined;
}

const JOBS: Shelf<Job> = {
  name: "jobs",
  holds: z.strictObject({
    kind: z.enum(BULK_KINDS),
    received: z.int().nonnegative(),
    ready: z.int().nonnegative(),
    question: z.unknown(),
    limitsChanged: z.array(z.enum(["0", "1"])).optional(),
    refusals: z.array(z.custom<ResultCode>(isResultCode).nullable()).optional(),
  }),
};

/** How long an outcome can be fetched: 1,440 minutes, as results stay at a terminal. Microseconds. */
export const RETENTION = 1_440 * 60 * 1_000_000;

/** What a bulk request takes before its outcome is there: a model, a base and so much a row. Microseconds. */
export const runningTime = (rows: number): number => 5_000_000 + rows * 10_000;

const keyOf = (institution: string, number: string) => `${institution} ${number}`;

export const keepJob = (institution: string, number: string, job: Job): Change =>
  put(JOBS, keyOf(institution, number), job, job.received + RETENTION);

/** A number that another institution was given, and one that is too old, is nobody's. */
export async function jobOf(
  records: Records,
  institution: string,
  number: string,
  now: number,
): Promise<Job | undefined> {
  const job = await get(records, JOBS, keyOf(institution, number));
  return job && now < job.received + RETENTION ? job : undefined;
}
