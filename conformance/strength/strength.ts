import type { Bilingual } from "../bilingual.ts";
import type { AnyCase } from "../case.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Role } from "../role.ts";
import { lowerBound } from "../statistics/interval.ts";

/** What became of one mutant. It is dead when it was caught by the clause it breaks, for the reason expected of it, and no other. */
export interface MutantOutcome {
  readonly id: string;
  readonly role: Role;
  readonly clause: string;
  readonly expectedReason: Reason;
  readonly killed: boolean;
  readonly killedBy: readonly string[];
  readonly rightReason: boolean;
  /** Reasons that turned up and are neither the expected one nor in its cascade, with the cases that gave them. */
  readonly strayReasons: readonly { readonly case: string; readonly reason: string }[];
  /** The proof that it is none: it must not have been noticed, and counts neither way. */
  readonly equivalent?: Bilingual;
}

export interface BenignOutcome {
  readonly id: string;
  readonly spared: boolean;
  readonly failedBy: readonly string[];
}

export interface Strength {
  readonly mutants: readonly MutantOutcome[];
  readonly benign: readonly BenignOutcome[];
  /** Of those that are no equivalents. */
  readonly killRate: number;
  /** One-sided, 95 %. It holds if the mutants were a random sample of faults, which a list is not. */
  readonly lowerBound: number;
  readonly casesThatKillNothing: readonly string[];
  /** Cases without which some mutant would live, each with the first such mutant. */
  readonly casesThatAloneKill: readonly { readonly case: string; readonly mutant: string }[];
  /** Cases that alone have a check of some clause, each with the first such clause. */
  readonly casesThatAloneVerify: readonly { readonly case: string; readonly clause: string }[];
  /** Cases that could go one by one, and every mutant would still die and every clause be checked. */
  readonly casesThatDoNotCount: readonly string[];
  /** Cases that promise to kill a mutant, or to spare a variant, and did not. */
  readonly brokenPromises: readonly { readonly case: string; readonly variant: string }[];
}

export const isDead = ({ killed, rightReason }: MutantOutcome): boolean => killed && rightReason;

/** The matrix of these outcomes, which may have been measured apart. */
export function concludeStrength(
  cases: readonly AnyCase[],
  mutants: readonly MutantOutcome[],
  benign: readonly BenignOutcome[],
): Strength {
  const counted = mutants.filter(({ equivalent }) => !equivalent);
  const dead = counted.filter(isDead).length;
  const roles = new Set(mutants.map(({ role }) => role));
  const measured = cases.filter(({ role }) => roles.has(role));
  const aloneKill = alone(mutants);
  const aloneVerify = verifiers(measured);
  const count = new Set([...aloneKill, ...aloneVerify].map((each) => each.case));
  return {
    mutants,
    benign,
    killRate: counted.length === 0 ? 0 : dead / counted.length,
    lowerBound: counted.length === 0 ? 0 : lowerBound(dead, counted.length, 0.95),
    casesThatKillNothing: idle(measured, mutants),
    casesThatAloneKill: aloneKill,
    casesThatAloneVerify: aloneVerify,
    casesThatDoNotCount: measured.filter(({ id }) => !count.has(id)).map(({ id }) => id),
    brokenPromises: brokenPromises(cases, mutants, benign),
  };
}

function idle(cases: readonly AnyCase[], mutants: readonly MutantOutcome[]): string[] {
  const busy = new Set(mutants.flatMap(({ killedBy }) => killedBy));
  return cases.filter(({ id }) => !busy.has(id)).map(({ id }) => id);
}

function verifiers(cases: readonly AnyCase[]): { case: string; clause: string }[] {
  const byClause = new Map<string, Set<string>>();
  for (const { id, expect } of cases)
    for (const { clause } of expect) byClause.set(clause, (byClause.get(clause) ?? new Set()).add(id));
  const first = new Map<string, string>();
  for (const [clause, [only = "", ...others]] of byClause)
    if (others.length === 0 && !first.has(only)) first.set(only, clause);
  return [...first].map(([verifier, clause]) => ({ case: verifier, clause }));
}

function alone(mutants: readonly MutantOutcome[]): { case: string; mutant: string }[] {
  const first = new Map<string, string>();
  for (const { id, killedBy } of mutants)
    if (killedBy.length === 1 && killedBy[0] && !first.has(killedBy[0])) first.set(killedBy[0], id);
  return [...first].map(([killer, mutant]) => ({ case: killer, mutant }));
}

function brokenPromises(
  cases: readonly AnyCase[],
  mutants: readonly MutantOutcome[],
  benign: readonly BenignOutcome[],
): { case: string; variant: string }[] {
  const isMeasured = (variant: string) => [...mutants, ...benign].some(({ id }) => id === variant);
  const isKept = (id: string, variant: string) =>
    mutants.some((mutant) => mutant.id === variant && mutant.killedBy.includes(id)) ||
    benign.some((odd) => odd.id === variant && !odd.failedBy.includes(id));
  return cases.flatMap(({ id, kills, spares }) =>
    [...kills, ...spares]
      .filter((variant) => isMeasured(variant) && !isKept(id, variant))
      .map((variant) => ({ case: id, variant })),
  );
}
