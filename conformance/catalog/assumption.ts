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
  /**
   * Where it is replaced when someone knows better: `profile.FIELD` of the vendor's own file, or `FILE#NAME` of this repository.
   * Empty where the bench has left the matter out altogether.
   */
  readonly switch: readonly Place[];
  /** Names of the unknowns, choices and clauses that it settles; test/conformance/catalog/ledger.test.ts has the whole list. */
  readonly covers: readonly string[];
}

export type Place = `profile.${"declares" | "latency"}` | `${string}#${string}`;
