import type { FacilityKind } from "../facilities.ts";
import {
  HOSPITAL_BY_READERS,
  ONE_CHANGE,
  ONE_SUBSIDY,
  type Part,
  type Scheme,
  SCHEMES,
  type SchemeName,
  type Terms,
} from "./subsidies.data.ts";
import { READERS_GIVEN } from "./readers.ts";

/** What was granted, in yen, on a day. */
export interface Paid {
  readonly scheme: SchemeName;
  readonly amount: number;
  readonly on: string;
  /** No change of the system was among it, so that another scheme may pay for that. */
  readonly withoutChange?: true;
}

/** What a facility asks money for. Costs in yen with consumption tax; days as YYYYMMDD in Japan. */
export interface SubsidyClaim {
  readonly scheme: SchemeName;
  readonly kind: FacilityKind;
  readonly costs: Readonly<Partial<Record<Part, number>>>;
  readonly completed: string;
  readonly applied: string;
  /** Readers that were introduced; it decides what a hospital gets for its introduction. */
  readonly readers?: number;
  /** What this facility has been paid before. */
  readonly paidBefore?: readonly Pick<Paid, "scheme" | "amount" | "withoutChange">[];
}

export type SubsidyRefusal =
  "tooEarly" | "tooLate" | "completedTooLate" | "notYetComplete" | "nothingCounts" | "tooManyReaders" | "paidAlready";

export type SubsidyOutcome =
  | { readonly is: "paid"; readonly amount: number; readonly counted: number }
  | { readonly is: "refused"; readonly why: SubsidyRefusal };

/**
 * What a claim comes to (FAC-03): the project's cost as far as its parts count, times the rate, or the limit where that is less. A scheme
 * pays once; those that need the same system pay for its change once, and in sum no more than the one of them that pays most.
 * Parts of a yen are not paid (ours; the documents give limits in thousands).
 */
export function subsidyFor(claim: SubsidyClaim): SubsidyOutcome {
  const scheme: Scheme = SCHEMES[claim.scheme];
  if (isPaid(claim)) return refused("paidAlready");
  if (claim.applied < scheme.applyFrom) return refused("tooEarly");
  if (claim.applied > scheme.applyBy) return refused("tooLate");
  if (claim.completed > claim.applied) return refused("notYetComplete");
  if (scheme.completeBy !== undefined && claim.completed > scheme.completeBy) return refused("completedTooLate");
  if ((claim.readers ?? 1) > READERS_GIVEN[claim.kind]) return refused("tooManyReaders");
  const terms = termsOf(claim);
  if (!terms) return refused("nothingCounts");
  const counted = countedOf(claim, terms.ceilings);
  if (counted === 0) return refused(paidForChange(claim).length > 0 ? "paidAlready" : "nothingCounts");
  const [numerator, denominator] = terms.rate;
  const amount = Math.min(terms.limit, Math.floor((counted * numerator) / denominator), leftOf(claim));
  return amount <= 0 ? refused("paidAlready") : { is: "paid", counted, amount };
}

const refused = (why: SubsidyRefusal): SubsidyOutcome => ({ is: "refused", why });

const isPaid = ({ scheme, paidBefore = [] }: SubsidyClaim) => {
  const same: readonly SchemeName[] = ONE_SUBSIDY.includes(scheme) ? ONE_SUBSIDY : [scheme];
  return paidBefore.some((paid) => same.includes(paid.scheme));
};

/** What a scheme pays this facility, where it pays it anything. */
export const termsOf = ({ scheme, kind, readers = 1 }: Pick<SubsidyClaim, "scheme" | "kind" | "readers">) =>
  scheme === "introduction" && kind === "hospital"
    ? HOSPITAL_BY_READERS[readers - 1]
    : (SCHEMES[scheme].terms as Readonly<Partial<Record<FacilityKind, Terms>>>)[kind];

function countedOf(claim: SubsidyClaim, ceilings: Readonly<Partial<Record<Part, number>>>): number {
  const parts = Object.entries(ceilings) as [Part, number][];
  return parts
    .filter(([part]) => part !== "systemChange" || paidForChange(claim).length === 0)
    .reduce((sum, [part, ceiling]) => sum + Math.min(ceiling, Math.max(0, claim.costs[part] ?? 0)), 0);
}

/** What was paid before for the change of the system that this scheme needs, too. */
const paidForChange = ({ scheme, paidBefore = [] }: SubsidyClaim) =>
  ONE_CHANGE.includes(scheme)
    ? paidBefore.filter((paid) => ONE_CHANGE.includes(paid.scheme) && !paid.withoutChange)
    : [];

/** Whether a claim is for something else than the change that several schemes need. */
export const isWithoutChange = ({ scheme, costs }: Pick<SubsidyClaim, "scheme" | "costs">) =>
  ONE_CHANGE.includes(scheme) && (costs.systemChange ?? 0) === 0;

/** What is left of the most that schemes with one change pay together. */
function leftOf(claim: SubsidyClaim): number {
  const { scheme, paidBefore = [] } = claim;
  const before = paidBefore.filter((paid) => ONE_CHANGE.includes(scheme) && ONE_CHANGE.includes(paid.scheme));
  if (before.length === 0) return Infinity;
  const most = Math.max(...ONE_CHANGE.map((scheme) => termsOf({ ...claim, scheme })?.limit ?? 0));
  return most - before.reduce((sum, { amount }) => sum + amount, 0);
}
