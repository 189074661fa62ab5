import { DeviceError } from "../../device/errors.ts";
import type { OpenBench } from "../bench.ts";
import type { AnyCase } from "../case.ts";
import type { CheckResult } from "../judge.ts";
import { plan } from "../plan.ts";
import { ROLES, type Role } from "../role.ts";
import type { CaseResult, Profiles, Run } from "../run.ts";
import { type Progress, runPlan } from "../runner.ts";
import { exitStatus, type Verdict } from "../verdict.ts";
import type { Benign, Mutant } from "./mutant.ts";
import { type BenignOutcome, concludeStrength, type MutantOutcome, type Strength } from "./strength.ts";

export interface StrengthOptions {
  readonly cases: readonly AnyCase[];
  readonly mutants: readonly Mutant[];
  readonly benign: readonly Benign[];
  /** The honest product, and the same product with the one fault or oddity of that id. */
  readonly open: (variant?: string) => OpenBench;
  readonly profiles: Profiles;
  readonly seed: number;
  readonly clock: "virtual" | "system";
  /**
   * Whether what a variant changes comes up at all in a case on the honest product; asked after the honest run. Until the change takes
   * hold the two runs are the same, so that a case in which it never does has nothing to tell. Without it every case is run.
   */
  readonly comesUp?: (variant: string, caseId: string) => boolean;
  readonly onProgress?: (variant: string | undefined, progress: Progress) => void;
}

/** Runs the cases of a role against the honest product and against each of its variants, and compares check by check. */
export async function measureStrength(options: StrengthOptions): Promise<Strength> {
  const mutants: MutantOutcome[] = [];
  const benign: BenignOutcome[] = [];
  for (const role of ROLES) {
    const wrong = options.mutants.filter((mutant) => mutant.role === role);
    const odd = options.benign.filter((variant) => variant.role === role);
    if (wrong.length + odd.length === 0) continue;
    const honest = await honestRun(role, options);
    for (const mutant of wrong) mutants.push(mutantOutcome(mutant, honest, await variantRun(role, options, mutant.id)));
    for (const variant of odd) benign.push(benignOutcome(variant, honest, await variantRun(role, options, variant.id)));
  }
  return concludeStrength(options.cases, mutants, benign);
}

/** Strength is a difference: on a product that does not pass there is nothing to turn, and every variant would look spared. */
async function honestRun(role: Role, options: StrengthOptions): Promise<Run> {
  const run = await runCases(casesFor(role, options), role, options);
  if (exitStatus(run) === 0) return run;
  const bad = run.cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "inapplicable");
  const list = bad.map(({ id, verdict }) => `${id} ${verdict}`).join(", ");
  throw new DeviceError("suite.broken", {
    why: `the honest ${role} does not pass, so nothing can be measured: ${list}`,
  });
}

type Results = Pick<Run, "cases">;

/** Where nothing brings a change about, nothing can notice it. */
async function variantRun(role: Role, options: StrengthOptions, variant: string): Promise<Results> {
  const selected = casesFor(role, options, variant);
  return selected.length === 0 ? { cases: [] } : runCases(selected, role, options, variant);
}

const casesFor = (role: Role, { cases, comesUp = () => true }: StrengthOptions, variant?: string): AnyCase[] =>
  cases.filter(
    (testCase) =>
      testCase.role === role &&
      isWorthwhile(testCase, variant) &&
      (variant === undefined || comesUp(variant, testCase.id)),
  );

function runCases(
  selected: readonly AnyCase[],
  role: Role,
  { profiles, seed, clock, open, onProgress }: StrengthOptions,
  variant?: string,
): Promise<Run> {
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
function turned(honest: Results, variant: Results, isTurned: (verdict: Verdict) => boolean): Turn[] {
  return variant.cases.flatMap((result) => {
    const before = honest.cases.find(({ id }) => id === result.id);
    return result.checks.flatMap((check, i) =>
      before?.checks[i]?.verdict === "pass" && isTurned(check.verdict) ? [{ case: result.id, check }] : [],
    );
  });
}

function mutantOutcome(mutant: Mutant, honest: Results, broken: Results): MutantOutcome {
  const { id, role, clause, expectedReason, cascade, equivalent } = mutant;
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
    ...(equivalent ? { equivalent } : {}),
  };
}

/** A case can fail although none of its checks does: the product fell silent, or sent garbage. */
function ownReason({ id, verdict, reason, checks }: CaseResult, honest: Results): { case: string; reason: string }[] {
  const before = honest.cases.find((result) => result.id === id);
  const ofCheck = checks.some((check) => check.verdict === "fail");
  return verdict === "fail" && !ofCheck && before?.verdict === "pass" ? [{ case: id, reason: reason ?? "" }] : [];
}

/** Spared means that nothing changed at all: a check that is merely no longer reached protects nobody either. */
function benignOutcome({ id }: Benign, honest: Results, odd: Results): BenignOutcome {
  const failedBy = unique([
    ...turned(honest, odd, (verdict) => verdict !== "pass").map((turn) => turn.case),
    ...odd.cases.filter((result) => result.verdict !== verdictOf(honest, result.id)).map((result) => result.id),
  ]);
  return { id, spared: failedBy.length === 0, failedBy };
}

const verdictOf = (run: Results, caseId: string) => run.cases.find(({ id }) => id === caseId)?.verdict;

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
