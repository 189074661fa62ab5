import type { Channel } from "../../device/trace.ts";
import { type Bilingual } from "../bilingual.ts";
import type { Leg } from "../catalog/budgets.data.ts";
import type { Observation } from "../observation.ts";
import type { Rule } from "./rule.ts";

/** A measured quantity, in milliseconds. */
export interface Measure {
  readonly leg: Leg;
  readonly samples: number;
  /** Each sample, in the order in which they came. */
  readonly values: readonly number[];
  readonly exceeding: number;
  readonly budget: number;
  /** The vendor set this budget himself. */
  readonly declared: boolean;
  readonly quantile: number;
  readonly confidence: number;
  /** Looked at once after a fixed number of samples, or after each. */
  readonly plan: "fixed" | "sequential";
  readonly median: number;
  /** The empirical value of `quantile`. */
  readonly at: number;
  readonly worst: number;
  /** What the bench itself took, 95 times of 100 at most: told, and never subtracted. */
  readonly own: number;
  /** Spans beyond the budget, by whose the time was. */
  readonly blame: { readonly product: number; readonly bench: number; readonly human: number };
}

/** What came of looking: an expectation never says pass or fail, since that depends on whom it binds. */
export type Finding =
  /** `saw` are the events that made it hold: why a pass is a pass. */
  | { readonly is: "held"; readonly saw: readonly number[]; readonly measure?: Measure }
  | { readonly is: "broken"; readonly actual: Bilingual; readonly saw: readonly number[]; readonly measure?: Measure }
  /** The situation it speaks of never came, or was not watched to its end. */
  | { readonly is: "unseen"; readonly because: Bilingual }
  /** It would be broken, were it not for an environment in which nothing can be measured. */
  | { readonly is: "noisy"; readonly because: Bilingual; readonly measure: Measure }
  /** Chance decides, and `more` samples would settle it. */
  | { readonly is: "open"; readonly more: number; readonly measure: Measure };

/** A pure look at a trace. */
export interface Expectation {
  /** In words of the selectors, for `explain`. */
  readonly wants: Bilingual;
  readonly channels: readonly Channel[];
  /** The same as data, for other programs. */
  readonly rule?: Rule | undefined;
  look(observation: Observation): Finding;
}

export const held = (...saw: readonly { readonly seq: number }[]): Finding => ({
  is: "held",
  saw: saw.map(({ seq }) => seq),
});

export const broken = (actual: Bilingual, ...saw: readonly { readonly seq: number }[]): Finding => ({
  is: "broken",
  actual,
  saw: saw.map(({ seq }) => seq),
});

export const unseen = (because: Bilingual): Finding => ({ is: "unseen", because });
