import { z } from "zod";
import { PRODUCT_ROLES } from "./messages.ts";

/** A run of the suite on the built-in products, started and followed over the control API. Declared once, as `messages.ts` is. */

const WORDS = z.string().max(4096);
const natural = z.int().nonnegative();
const bilingual = z.strictObject({ ja: WORDS, en: WORDS });

/** What is to be run: the body of `POST /plans` and `POST /runs`. */
export const RUN_ORDER = z.strictObject({
  roles: z.array(z.enum(PRODUCT_ROLES)).min(1).max(PRODUCT_ROLES.length).readonly(),
  smoke: z.boolean().exactOptional().describe("only the short set"),
  only: z.array(z.string().max(16)).max(500).readonly().exactOptional().describe("case ids"),
  seed: z.int().exactOptional(),
  profile: z.string().max(60_000).exactOptional().describe("what the vendor declares, as the YAML of --profile"),
  lang: z.enum(["ja", "en"]).exactOptional().describe("in which language a person is asked"),
  operator: z.enum(["virtual", "dialog"]).exactOptional().describe("dialog: each act is asked of a person"),
});
export type RunOrder = z.output<typeof RUN_ORDER>;

/** The answer of `POST /plans`: what a run would do, before it does it. */
export const RUN_PLAN = z.strictObject({
  planned: natural.describe("checks of the cases that apply"),
  seconds: z.strictObject({ hands: z.number(), machine: z.number() }).describe("estimates"),
  cardTaps: natural,
  cases: z
    .array(
      z.strictObject({
        id: WORDS,
        role: z.enum(PRODUCT_ROLES),
        title: bilingual,
        clauses: z.array(WORDS).readonly(),
        trials: natural,
        inapplicable: bilingual.exactOptional(),
      }),
    )
    .readonly(),
});
export type RunPlan = z.output<typeof RUN_PLAN>;

/** How far a run is. */
export const RUN_STATE = z.strictObject({
  run: z.string().max(16),
  is: z.enum(["running", "ended", "stopped", "broken"]),
  of: natural.describe("cases of the plan"),
  now: z.strictObject({ id: WORDS, title: bilingual }).exactOptional().describe("the case under way"),
  judged: z
    .array(z.strictObject({ id: WORDS, title: bilingual, verdict: z.string().max(16) }))
    .readonly()
    .describe("in the order in which they ended"),
  ask: z
    .strictObject({ number: natural, lines: z.array(WORDS).readonly() })
    .exactOptional()
    .describe("what a person is asked to do"),
  says: bilingual.exactOptional().describe("why it is broken"),
});
export type RunState = z.output<typeof RUN_STATE>;

/** The answer of `GET /runs`. A server that was started again knows of none. */
export const RUNS = z.strictObject({ runs: z.array(RUN_STATE).readonly() });
export type KnownRuns = z.output<typeof RUNS>;

/** The body of `POST /runs/{run}/answers`: what the person says to the question of that number. */
export const RUN_ANSWER = z.strictObject({
  number: natural,
  answer: z.enum(["done", "again", "skip", "pause", "stop"]),
});
export type RunAnswer = z.output<typeof RUN_ANSWER>;
