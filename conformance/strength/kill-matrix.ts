import { DeviceError } from "../../device/errors.ts";
import type { OpenBench } from "../bench.ts";
import type { AnyCase } from "../case.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { CheckResult } from "../judge.ts";
import { plan } from "../plan.ts";
import { ROLES, type Role } from "../role.ts";
import type { CaseResult, Profiles, Run } from "../run.ts";
import { type Progress, runPlan } from "../runner.ts";
import { lowerBound } from "../statistics/interval.ts";
import { exitStatus, type Verdict } from "../verdict.ts";
import type { Benign, Mutant } from "./mutant.ts";

export interface StrengthOptions {
  readonly cases: readonly AnyCase[];
  readonly mutants: readonly Mutant[];
  readonly benign: readonly Benign[];
  /** The honest product, and the same product with the one fault or oddity of that id. */
  readonly open: (variant?: string) => OpenBench;
  readonly profiles: Profiles;
  readonly seed: number;
  readonly clock: "virtual" | "system";
  readonly onProgress?: (variant: string | undefined, progress: Progress) => void;
}

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
}

export interface BenignOutcome {
  readonly id: string;
  readonly spared: boolean;
  readonly failedBy: readonly string[];
}

export interface Strength {
  readonly mutants: readonly MutantOutcome[];
  readonly benign: readonly BenignOutcome[];
  readonly killRate: number;
  /** One-sided, 95 %. It holds if the mutants were a random sample of faults, which a written list is not. */
  readonly lowerBound: number;
  readonly casesThatKillNothing: readonly string[];
  /** Cases that promise to kill a mutant, or to spare a variant, and did not. */
  readonly brokenPromises: readonly { readonly case: string; readonly variant: string }[];
}

/** Runs every case of a role against the honest product and against each of its variants, and compares check by check. */
export async function measureStrength(options: StrengthOptions): Promise<Strength> {
  const mutants: MutantOutcome[] = [];
  const benign: BenignOutcome[] = [];
  for (const role of ROLES) {
    const wrong = options.mutants.filter((mutant) => mutant.role === role);
    const odd = options.benign.filter((variant) => variant.role === role);
    if (wrong.length + odd.length === 0) continue;
    const honest = await honestRun(role, options);
    for (const mutant of wrong) mutants.push(mutantOutcome(mutant, honest, await runRole(role, options, mutant.id)));
    for (const variant of odd) benign.push(benignOutcome(variant, honest, await runRole(role, options, variant.id)));
  }
  const dead = mutants.filter(({ killed, rightReason }) => killed && rightReason).length;
  return {
    mutants,
    benign,
    killRate: mutants.length === 0 ? 0 : dead / mutants.length,
    lowerBound: mutants.length === 0 ? 0 : lowerBound(dead, mutants.length, 0.95),
    casesThatKillNothing: idle(options.cases, mutants),
    brokenPromises: brokenPromises(options.cases, mutants, benign),
  };
}

/** Strength is a difference: on a product that does not pass there is nothing to turn, and every variant would look spared. */
async function honestRun(role: Role, options: StrengthOptions): Promise<Run> {
  const run = await runRole(role, options);
  if (exitStatus(run) === 0) return run;
  const bad = run.cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "inapplicable");
  const list = bad.map(({ id, verdict }) => `${id} ${verdict}`).join(", ");
  throw new DeviceError("suite.broken", {
    why: `the honest ${role} does not pass, so nothing can be measured: ${list}`,
  });
}

function runRole(role: Role, options: StrengthOptions, variant?: string): Promise<Run> {
  const { cases, profiles, seed, clock, open, onProgress } = options;
  const selected = cases.filter((testCase) => testCase.role === role && isWorthwhile(testCase, variant));
  return runPlan(plan(selected, profiles, { roles: [role] }), {
    ...{ profiles, seed, clock },
    open: open(variant),
    ...(onProgress ? { onProgress: (progress: Progress) => onProgress(variant, progress) } : {}),
  });
}

/** A quantity takes many trials, so it runs on the variants it names; its verdict on the honest product is always known. */
const isWorthwhile = ({ sampler, kills, spares }: AnyCase, variant: string | undefined): boolean =>
  !sampler || variant === undefined || [...kills, ...spares].some((id) => id === variant);

interface Turn {
  readonly case: string;
  readonly check: CheckResult;
}

const BAD: readonly Verdict[] = ["fail", "review", "warn"];

/** Checks that pass on the honest product and have one of these verdicts on the variant. */
function turned(honest: Run, variant: Run, isTurned: (verdict: Verdict) => boolean): Turn[] {
  return variant.cases.flatMap((result) => {
    const before = honest.cases.find(({ id }) => id === result.id);
    return result.checks.flatMap((check, i) =>
      before?.checks[i]?.verdict === "pass" && isTurned(check.verdict) ? [{ case: result.id, check }] : [],
    );
  });
}

function mutantOutcome(mutant: Mutant, honest: Run, broken: Run): MutantOutcome {
  const { id, role, clause, expectedReason, cascade } = mutant;
  const bad = turned(honest, broken, (verdict) => BAD.includes(verdict));
  const caught = bad.filter(
    ({ check }) => check.clause === clause && (check.verdict === "fail" || check.verdict === "review"),
  );
  const right = caught.filter(({ check }) => check.reason === expectedReason);
  const strayReasons = [
    ...bad.map(({ case: by, check }) => ({ case: by, reason: check.reason ?? "" })),
    ...broken.cases.flatMap((result) => ownReason(result, honest)),
  ].filter(({ reason }) => reason !== expectedReason && !cascade.some((allowed) => allowed === reason));
  return {
    ...{ id, role, clause, expectedReason },
    killed: caught.length > 0,
    killedBy: unique(right.map((turn) => turn.case)),
    rightReason: right.length > 0 && strayReasons.length === 0,
    strayReasons,
  };
}

/** A case can fail although none of its checks does: the product fell silent, or sent garbage. */
function ownReason({ id, verdict, reason, checks }: CaseResult, honest: Run): { case: string; reason: string }[] {
  const before = honest.cases.find((result) => result.id === id);
  const ofCheck = checks.some((check) => check.verdict === "fail");
  return verdict === "fail" && !ofCheck && before?.verdict === "pass" ? [{ case: id, reason: reason ?? "" }] : [];
}

/** Spared means that nothing changed at all: a check that is merely no longer reached protects nobody either. */
function benignOutcome({ id }: Benign, honest: Run, odd: Run): BenignOutcome {
  const failedBy = unique([
    ...turned(honest, odd, (verdict) => verdict !== "pass").map((turn) => turn.case),
    ...odd.cases.filter((result) => result.verdict !== verdictOf(honest, result.id)).map((result) => result.id),
  ]);
  return { id, spared: failedBy.length === 0, failedBy };
}

const verdictOf = (run: Run, caseId: string) => run.cases.find(({ id }) => id === caseId)?.verdict;

function idle(cases: readonly AnyCase[], mutants: readonly MutantOutcome[]): string[] {
  const roles = new Set(mutants.map(({ role }) => role));
  const busy = new Set(mutants.flatMap(({ killedBy }) => killedBy));
  return cases.filter(({ id, role }) => roles.has(role) && !busy.has(id)).map(({ id }) => id);
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

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
