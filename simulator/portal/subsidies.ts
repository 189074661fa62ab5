import type { FacilityKind } from "../facilities.ts";
import { HOSPITAL_BY_READERS, ONE_CHANGE, type Part, type Scheme, SCHEMES, type SchemeName } from "./subsidies.data.ts";
import { READERS_GIVEN } from "./readers.ts";

/** What a facility asks money for. Costs in yen with consumption tax; days as YYYYMMDD in Japan. */
export interface SubsidyClaim {
  readonly scheme: SchemeName;
  readonly kind: FacilityKind;
  readonly costs: Readonly<Partial<Record<Part, number>>>;
  readonly completed: string;
  readonly applied: string;
  /** Readers that were introduced; it decides what a hospital gets for its introduction. */
  readonly readers?: number;
  /** Schemes under which this facility has been paid for a change of its system before. */
  readonly paidBefore?: readonly SchemeName[];
}

export type SubsidyRefusal =
  "tooLate" | "completedTooLate" | "notYetComplete" | "nothingCounts" | "tooManyReaders" | "paidAlready";

export type SubsidyOutcome =
  | { readonly is: "paid"; readonly amount: number; readonly counted: number }
  | { readonly is: "refused"; readonly why: SubsidyRefusal };

/**
 * What a claim comes to (FAC-03): the project's cost as far as its parts count, times the rate, or the limit where that is less.
 * Parts of a yen are not paid (ours; the documents give limits in thousands).
 */
export function subsidyFor(claim: SubsidyClaim): SubsidyOutcome {
  const scheme: Scheme = SCHEMES[claim.scheme];
  if (claim.paidBefore?.includes(claim.scheme)) return refused("paidAlready");
  if (claim.applied > scheme.applyBy) return refused("tooLate");
  if (claim.completed > claim.applied) return refused("notYetComplete");
  if (scheme.completeBy !== undefined && claim.completed > scheme.completeBy) return refused("completedTooLate");
  if ((claim.readers ?? 1) > READERS_GIVEN[claim.kind]) return refused("tooManyReaders");
  const terms = termsFor(claim, scheme);
  if (!terms) return refused("nothingCounts");
  const counted = countedOf(claim, terms.ceilings);
  if (counted === 0) return refused(paidForChange(claim) ? "paidAlready" : "nothingCounts");
  const [numerator, denominator] = terms.rate;
  return { is: "paid", counted, amount: Math.min(terms.limit, Math.floor((counted * numerator) / denominator)) };
}

const refused = (why: SubsidyRefusal): SubsidyOutcome => ({ is: "refused", why });

const termsFor = ({ scheme, kind, readers = 1 }: SubsidyClaim, { terms }: Scheme) =>
  scheme === "introduction" && kind === "hospital" ? HOSPITAL_BY_READERS[readers - 1] : terms[kind];

function countedOf(claim: SubsidyClaim, ceilings: Readonly<Partial<Record<Part, number>>>): number {
  const parts = Object.entries(ceilings) as [Part, number][];
  return parts
    .filter(([part]) => part !== "systemChange" || !paidForChange(claim))
    .reduce((sum, [part, ceiling]) => sum + Math.min(ceiling, Math.max(0, claim.costs[part] ?? 0)), 0);
}

const paidForChange = ({ scheme, paidBefore = [] }: SubsidyClaim) =>
  paidBefore.some((before) => ONE_CHANGE.includes(before) && ONE_CHANGE.includes(scheme));
