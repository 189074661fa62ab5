import type { Intent } from "../device/ports.ts";
import type { PinReference } from "./bench.ts";
import type { Bilingual } from "./bilingual.ts";
import type { Part } from "./cast.ts";
import type { AssumptionId } from "./catalog/assumptions.data.ts";
import type { Reason } from "./catalog/reasons.data.ts";
import type { Clause } from "./catalog/requirements.data.ts";
import type { Expectation } from "./expect/finding.ts";
import type { Quantity } from "./expect/quantity.ts";
import type { Observation } from "./observation.ts";
import { judgeQuantile, samplesNeeded } from "./statistics/quantile.ts";
import type { Feature } from "./profile.ts";
import type { Role } from "./role.ts";
import type { Stage } from "./stage.ts";
import type { BenignId, MutantId } from "./strength/mutant-id.ts";

/** One thing that must be so, and what it means when it is not. */
export interface Check {
  readonly clause: Clause;
  /** Why it fails, when it fails: the catalogue has what to do about it. */
  readonly reason: Reason;
  /** What is so in a product that conforms. */
  readonly says: Bilingual;
  readonly expectation: Expectation;
  /** It rests on this alone: review instead of fail, unless the profile declares it. */
  readonly assumption?: AssumptionId;
}

/** One more trial, or enough? Only a quantity case has one; the plan counts its checks, not its trials. */
export type Sampler = (observation: Observation, trials: number) => "again" | "enough";

/**
 * A stimulus and what is to be seen of it. `steps` may branch on what the product answers, never on verdicts; `expect` is pure and
 * sees the trace alone, so that it judges live runs, stored runs and mutants alike.
 */
export interface Case<R extends Role = Role> {
  /** RDR-PIN-0001: never renumbered, never used again. */
  readonly id: string;
  readonly role: R;
  readonly title: Bilingual;
  /** Parts of the cast it needs. */
  readonly cast: readonly Part[];
  /** What it needs of the product. */
  readonly needs: readonly Feature[];
  /** What it needs of a human, in this order, at a product that can do everything; of a quantity case, in one trial. */
  readonly hands: readonly Intent["intent"][];
  /** What a quantity case needs of a human once, before its trials. */
  readonly prepares?: readonly Intent["intent"][];
  /** Mutants that it is there to catch, and legal variants that it must leave alone. */
  readonly kills: readonly MutantId[];
  readonly spares: readonly BenignId[];
  readonly sampler?: Sampler;
  /**
   * Wrong PINs that the steps enter in a row on the card of the first part, by the reference they count against. On a real card the
   * last try is never risked.
   */
  readonly burns?: { readonly reference: PinReference; readonly tries: number };
  /** Milliseconds by the bench's clock. */
  readonly limit?: number;
  steps(stage: Stage<R>): Promise<void>;
  readonly expect: readonly Check[];
}

export type AnyCase = { [R in Role]: Case<R> }[Role];

/** Features, mutants and variants are named only where there are any. */
type Draft<R extends Role> = Omit<Case<R>, "role" | "needs" | "kills" | "spares" | "cast" | "hands"> &
  Partial<Pick<Case<R>, "needs" | "kills" | "spares" | "cast" | "hands">>;

const NOTHING = { needs: [], kills: [], spares: [], cast: [], hands: [] } as const;

export const readerCase = (draft: Draft<"reader">): Case<"reader"> => ({ ...NOTHING, role: "reader", ...draft });
export const genericCase = (draft: Draft<"generic">): Case<"generic"> => ({ ...NOTHING, role: "generic", ...draft });
export const receiptCase = (draft: Draft<"receipt">): Case<"receipt"> => ({ ...NOTHING, role: "receipt", ...draft });
export const terminalCase = (draft: Draft<"terminal">): Case<"terminal"> => ({
  ...NOTHING,
  role: "terminal",
  ...draft,
});
export const centralCase = (draft: Draft<"central">): Case<"central"> => ({ ...NOTHING, role: "central", ...draft });

export const check = (clause: Clause, reason: Reason, says: Bilingual, expectation: Expectation): Check => ({
  clause,
  reason,
  says,
  expectation,
});

/** The check rests on this assumption alone. */
export const assuming = (assumption: AssumptionId, check: Check): Check => ({ ...check, assumption });

/** So many trials and no look in between: a look that could end a run early would spend the stated risk twice. */
export const trials =
  (count: number): Sampler =>
  (_, done) =>
    done < count ? "again" : "enough";

/**
 * As many trials as these quantities need: those of a fixed plan until their number is reached, those of a sequential one until they are
 * decided, and never more than `MOST_TRIALS`. A trial that could change nothing any more is not begun.
 */
export const untilDecided =
  (...checks: readonly Check[]): Sampler =>
  (observation, done) => {
    const quantities = checks.flatMap(({ expectation }) =>
      "progress" in expectation ? [expectation as Quantity] : [],
    );
    const isOpen = (quantity: Quantity) => {
      const claim = AT_95;
      if (quantity.plan === "fixed") return done < samplesNeeded(0, claim) && quantity.progress(observation) === "open";
      // Nothing seen yet, as in a preview: a product well within its budget is expected.
      if (observation.events.length === 0)
        return judgeQuantile(done, 0, { ...claim, plan: "sequential" }).is === "open";
      return quantity.progress(observation) === "open";
    };
    return done < MOST_TRIALS && quantities.some(isOpen) ? "again" : "enough";
  };

const MOST_TRIALS = 300;
const AT_95 = { quantile: 0.95, confidence: 0.95 } as const;

/** Every channel that a check of the case reads. */
export const channelsOf = (check: Check) => [...new Set(check.expectation.channels)];
