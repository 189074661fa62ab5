import { z } from "zod";
import { ROLES } from "../role.ts";
import { VERDICTS } from "../verdict.ts";

/** The shape of a run as JSON: a contract with users' scripts. Fields are added, never changed. */

const bilingual = z.strictObject({ ja: z.string(), en: z.string() });
const verdict = z.enum(VERDICTS);
const natural = z.int().nonnegative();

const measure = z.strictObject({
  leg: z.string(),
  samples: natural,
  values: z.array(z.number()).describe("milliseconds: each sample, in the order in which they came"),
  exceeding: natural,
  budget: z.number().describe("milliseconds"),
  declared: z.boolean().describe("the vendor set this budget himself"),
  quantile: z.number(),
  confidence: z.number(),
  median: z.number().describe("milliseconds"),
  at: z.number().describe("milliseconds: the empirical value of the quantile"),
  worst: z.number().describe("milliseconds"),
  plan: z.enum(["fixed", "sequential"]).describe("looked at once after a number set beforehand, or after each sample"),
  own: z.number().describe("milliseconds: what the bench itself takes, measured in the same run and never subtracted"),
  blame: z
    .strictObject({ product: natural, bench: natural, human: natural })
    .describe("spans beyond the budget, by whose the time was; a person's is cut out of every sample"),
});

const check = z.strictObject({
  clause: z.string(),
  verdict,
  says: bilingual,
  reason: z.string().optional(),
  actual: bilingual.optional(),
  assumption: z.string().optional(),
  measure: measure.optional(),
});

const about = {
  id: z.string().regex(/^[A-Z]{3}-[A-Z]{3}-\d{4}$/),
  role: z.enum(ROLES),
  title: bilingual,
  clauses: z.array(z.string()),
};

export const RUN_SCHEMA = z.strictObject({
  planned: natural.describe("checks of the cases that apply"),
  emitted: natural.describe("checks that came to a verdict about the product"),
  verdicts: z.record(verdict, natural).describe("cases by verdict"),
  cases: z.array(
    z.strictObject({
      ...about,
      verdict,
      reason: z.string().optional(),
      actual: bilingual.optional(),
      repeated: natural.optional().describe("how often the operator had the case started again"),
      checks: z.array(check),
    }),
  ),
  gaps: z
    .array(z.strictObject({ id: z.string(), is: z.literal("notBegun").optional(), ja: z.string(), en: z.string() }))
    .describe("cases that were not run as planned; a run with any is never green"),
  knownFailing: z
    .array(
      z.strictObject({
        id: z.string(),
        reason: z.string(),
        until: z.string().optional().describe("YYYY-MM-DD, JST: the last day of the entry"),
        outcome: z.enum(["failed", "stale", "untold"]).describe("stale: it no longer fails, which is an error"),
      }),
    )
    .describe("cases of this run that were known to fail; their verdicts stay, the exit status does not count them"),
  setup: z
    .array(
      z.strictObject({
        is: z.enum(["ok", "optional", "missing"]).describe("missing: no case was run"),
        what: bilingual,
        found: z.string().optional(),
        setup: z.string().optional().describe("which known fault of a set-up it is (docs/doctor.md)"),
        mend: bilingual.optional(),
        overhead: natural.optional().describe("milliseconds that the way to the product takes by itself"),
      }),
    )
    .describe("what was looked at before the first case, and what was found"),
  seed: z.int(),
  clock: z.enum(["virtual", "system"]).describe("latencies of a virtual clock are a model, never a measurement"),
  products: z
    .record(z.string(), z.strictObject({ maker: z.string(), model: z.string(), version: z.string() }))
    .describe("by role, of the roles that were run"),
  assumptions: z.array(z.string()).describe("assumptions that checks of this run rest on"),
  coverage: z.array(
    z.strictObject({
      clause: z.string(),
      verdict: verdict.optional(),
      checks: natural,
      untested: bilingual.optional(),
    }),
  ),
});

export type RunJson = z.infer<typeof RUN_SCHEMA>;

/** What `--dry-run --json` writes: the same cases, without verdicts. */
const estimate = z.strictObject({
  hands: z.number().describe("seconds of a practised person: an estimate"),
  machine: z.number().describe("seconds of the product: an estimate"),
});

export const PLAN_SCHEMA = z.strictObject({
  planned: natural,
  cases: z.array(
    z.strictObject({
      ...about,
      hands: z
        .array(z.string())
        .describe("what a human is needed for, in this order; of a quantity case, in one trial"),
      prepares: z.array(z.string()).optional().describe("what a human is needed for once, before the trials"),
      trials: natural,
      seconds: estimate,
      burns: z
        .strictObject({ reference: z.string(), tries: natural })
        .optional()
        .describe("tries of a PIN that it uses up on purpose"),
      cast: z.array(z.string()).describe("parts of the cast"),
      inapplicable: bilingual.optional(),
    }),
  ),
  seed: z.int(),
  needs: z
    .strictObject({
      operator: z.enum(["virtual", "dialog", "http"]),
      seconds: estimate,
      cardTaps: natural,
      cards: z.array(z.string()).describe("parts whose cards must be there"),
      persons: z.array(z.string()).describe("parts who must come in person, or as a printed face"),
      casesWithHands: natural,
      casesWithoutHands: natural,
    })
    .describe("of the cases that apply"),
});

export type PlanJson = z.infer<typeof PLAN_SCHEMA>;
