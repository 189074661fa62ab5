import { z } from "zod";
import { isClause } from "../../catalog/clause.ts";
import { BUDGETS, type Leg } from "../../catalog/budgets.data.ts";
import { type StateName, STATES } from "../../model/reader-model.ts";
import { ROLES } from "../../role.ts";
import { VERDICTS } from "../../verdict.ts";
import type { StoredRun } from "../stored-run.ts";
import type { Text } from "./language.ts";
import { readEvents, Unreadable } from "./trace-file.ts";

/**
 * What the sections of a report rely on. A file may come from anywhere: whatever stands in markup as it is, or is looked up in a table,
 * has to be what it says, and all other text is escaped where it is written.
 */

const bilingual = z.object({ ja: z.string(), en: z.string() });
const verdict = z.enum(VERDICTS);
const natural = z.int().nonnegative();
const id = z.string().regex(/^[A-Z]{3}-[A-Z]{3}-\d{4}$/);
const reason = z.string().regex(/^[a-z]\w*\.\w+$/i);
const finite = z.number();

const leg = z.enum(Object.keys(BUDGETS) as [Leg, ...Leg[]]);

const measure = z.looseObject({
  ...{
    leg,
    samples: natural,
    // Files of earlier versions have none.
    values: z.array(finite).default([]),
    exceeding: natural,
    budget: finite.positive(),
    declared: z.boolean(),
  },
  ...{ plan: z.enum(["fixed", "sequential"]), own: finite },
  blame: z.object({ product: natural, bench: natural, human: natural }),
  ...{ quantile: finite.min(0).max(1), confidence: finite.min(0).max(1), median: finite, at: finite, worst: finite },
});

const check = z.looseObject({
  clause: z.string().refine(isClause),
  ...{ verdict, says: bilingual, reason: reason.optional(), actual: bilingual.optional() },
  assumption: z
    .string()
    .regex(/^ASM-[A-Z\d-]+$/)
    .optional(),
  saw: z.array(natural).optional(),
  measure: measure.optional(),
});

const product = z.looseObject({ maker: z.string(), model: z.string(), version: z.string() });

/** What the records walked along in the protocol's model (`model/coverage.ts`). */
const state = z.enum(Object.keys(STATES) as [StateName, ...StateName[]]);
const walked = z.looseObject({
  states: z.array(z.looseObject({ state, times: natural })),
  transitions: z.array(z.looseObject({ from: state, on: z.string(), to: state, times: natural })),
  pairs: z.looseObject({ possible: natural, seen: natural, unseen: z.array(z.string()) }),
  forbidden: z.array(z.looseObject({ state, stimulus: z.string(), times: natural })),
  strange: z.array(z.looseObject({ state, step: z.string(), record: id })),
});

const STORED_RUN = z.looseObject({
  seed: z.int(),
  clock: z.enum(["virtual", "system"]),
  ...{ planned: natural, emitted: natural, strict: z.boolean().optional() },
  verdicts: z.record(verdict, natural),
  walked: walked.optional(),
  profiles: z.partialRecord(z.enum(ROLES), z.looseObject({ product })),
  cases: z.array(
    z.looseObject({
      ...{ id, role: z.enum(ROLES), title: bilingual, verdict, reason: reason.optional() },
      ...{ actual: bilingual.optional(), checks: z.array(check) },
      observation: z.looseObject({ events: z.unknown(), latency: z.partialRecord(leg, finite.positive()) }),
    }),
  ),
  gaps: z.array(z.looseObject({ id, is: z.literal("notBegun").optional(), ...bilingual.shape })).optional(),
  known: z
    .array(
      z.looseObject({
        ...{ id, reason: z.string(), outcome: z.enum(["failed", "stale", "untold"]) },
        until: z.iso.date().optional(),
      }),
    )
    .optional(),
  findings: z
    .array(
      z.looseObject({
        ...{ is: z.enum(["ok", "optional", "missing"]), what: bilingual, mend: bilingual.optional() },
        ...{ found: z.string().optional(), setup: z.string().optional() },
      }),
    )
    .optional(),
});

/** A run with its traces, wherever it comes from. Throws `Unreadable`. */
export function readRun(value: unknown): StoredRun {
  const read = STORED_RUN.safeParse(value);
  if (!read.success) throw new Unreadable(otherThan(read.error));
  for (const { observation } of read.data.cases) readEvents(observation);
  // The schema has looked at everything that the sections use.
  return read.data as unknown as StoredRun;
}

/** `--json`: verdicts without traces, as far as they are shown. */
export const RUN_VERDICTS = z.looseObject({
  verdicts: z.record(verdict, natural),
  cases: z.array(z.looseObject({ id: z.string(), title: bilingual, verdict, actual: bilingual.optional() })),
});

export function otherThan({ issues }: z.ZodError): Text {
  const where = (issues[0]?.path ?? []).join(".");
  return {
    ja: `このファイルの ${where || "中身"} が読めません。別の版の shikaku で作られたか、書き換えられています。作った版で開くか、作り直してください。`,
    en: `What stands in ${where || "this file"} cannot be read: another version of shikaku made it, or it was changed. Open it with that version, or make it anew.`,
  };
}
