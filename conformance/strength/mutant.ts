import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import type { Role } from "../role.ts";
import type { Change } from "./change.ts";

/**
 * A product that is right in all but one thing. The suite must notice, by a check tagged with the broken clause, and for the
 * expected reason; noticing something else by luck does not count.
 */
export interface Mutant {
  readonly id: string;
  readonly role: Role;
  readonly clause: Clause;
  readonly expectedReason: Reason;
  /** Further reasons that may appear because of it, and no others. */
  readonly cascade: readonly Reason[];
  /** Exactly what it does otherwise than the built-in product. */
  readonly does: Bilingual;
  /** Of a generated one: what is changed, and so where. A written one is known by its id, and may do anything. */
  readonly change?: Change;
  /** The proof that no observation can tell it from a product that conforms. It is run all the same, and must not be noticed. */
  readonly equivalent?: Bilingual;
}

/** A product that is unusual and legal: no check may turn against it. */
export interface Benign {
  readonly id: string;
  readonly role: Role;
  readonly does: Bilingual;
  readonly change?: Change;
}
