import type { Bench } from "../bench.ts";
import { coverage } from "../catalog/coverage.ts";
import type { Plan } from "../plan.ts";
import { previewOf, timeOf, trialsOf } from "../preview.ts";
import type { CaseResult, Run } from "../run.ts";
import { findingJson } from "../setup/finding.ts";
import type { PlanJson, RunJson } from "./run-schema.ts";

/** A run as JSON (docs/run.schema.json). Nothing in it depends on when or where it ran. */
export const runJson = (run: Run): RunJson => ({
  planned: run.planned,
  emitted: run.emitted,
  verdicts: { ...run.verdicts },
  cases: run.cases.map(caseJson),
  gaps: (run.gaps ?? []).map((gap) => ({ ...gap })),
  knownFailing: (run.known ?? []).map(({ until, ...known }) => ({ ...known, ...(until ? { until } : {}) })),
  setup: (run.findings ?? []).map(findingJson),
  seed: run.seed,
  clock: run.clock,
  products: productsOf(run),
  assumptions: assumptionsOf(run),
  coverage: coverage(run).map(({ clause, checks, verdict, untested }) => ({
    clause,
    checks,
    ...(verdict ? { verdict } : {}),
    ...(untested ? { untested } : {}),
  })),
});

/** A plan as JSON: what a run would do, and what it asks of people. */
export const planJson = (plan: Plan, seed: number, by: Bench["operatedBy"] = "virtual"): PlanJson => {
  const { hands, machine, taps, cards, persons, withHands, withoutHands } = previewOf(plan, by);
  return {
    planned: plan.planned,
    cases: plan.entries.map(({ case: testCase, inapplicable }) => ({
      id: testCase.id,
      role: testCase.role,
      title: testCase.title,
      clauses: clausesOf(testCase.expect),
      hands: [...testCase.hands],
      ...(testCase.prepares ? { prepares: [...testCase.prepares] } : {}),
      trials: trialsOf(testCase),
      seconds: timeOf(testCase, by),
      ...(testCase.burns ? { burns: { ...testCase.burns } } : {}),
      cast: [...testCase.cast],
      ...(inapplicable ? { inapplicable } : {}),
    })),
    seed,
    needs: {
      operator: by,
      seconds: { hands, machine },
      cardTaps: taps,
      cards: [...cards],
      persons: [...persons],
      casesWithHands: withHands,
      casesWithoutHands: withoutHands,
    },
  };
};

/** Ids of the assumptions that a run's checks rest on, in the order of the ledger's ids. */
export const assumptionsOf = (run: Run): string[] =>
  [...new Set(run.cases.flatMap(({ checks }) => checks.flatMap(({ assumption }) => assumption ?? [])))].sort();

export const clausesOf = (checks: readonly { readonly clause: string }[]): string[] => [
  ...new Set(checks.map(({ clause }) => clause)),
];

function caseJson({
  id,
  role,
  title,
  verdict,
  reason,
  actual,
  checks,
  repeated,
}: CaseResult): RunJson["cases"][number] {
  return {
    id,
    role,
    title,
    clauses: clausesOf(checks),
    verdict,
    ...(reason ? { reason } : {}),
    ...(actual ? { actual } : {}),
    ...(repeated === undefined ? {} : { repeated }),
    checks: checks.map(({ saw: _, measure, ...check }) => ({
      ...check,
      ...(measure ? { measure: { ...measure, values: [...measure.values], blame: { ...measure.blame } } } : {}),
    })),
  };
}

/** Of the roles that were run: a profile that lies beside them has been held against nothing. */
const productsOf = ({ profiles, cases }: Run): RunJson["products"] =>
  Object.fromEntries(
    Object.entries(profiles)
      .filter(([role]) => cases.some((each) => each.role === role))
      .map(([role, { product }]) => [role, product]),
  );
