import type { Bilingual } from "../bilingual.ts";

/**
 * One thing that is not public, and what this bench takes in its place. A check that rests on it alone says review, never fail,
 * unless the vendor's profile declares that his product follows it.
 */
export interface Assumption {
  readonly id: string;
  /** What is not known. */
  readonly unknown: Bilingual;
  readonly default: Bilingual;
  readonly reason: Bilingual;
  /** Where it is replaced when someone knows better: a profile field, a setting, or a file of this repository. */
  readonly switch: string;
}
