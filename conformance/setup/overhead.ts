import type { Bilingual } from "../bilingual.ts";
import type { CheckResult } from "../judge.ts";
import { type CaseResult, type Run, tally } from "../run.ts";
import { worst } from "../verdict.ts";
import type { SetupFinding } from "./finding.ts";

/** Of a budget: what the way to the product may take before it blurs what the product takes. */
export const SHARE_OF_BUDGET = 0.2;

/**
 * The run with what its set-up was found to be. Where the way to a product is too slow by itself, no latency that broke its budget is
 * held against the product: nobody can tell whose it was.
 */
export function withSetup(run: Run, findings: readonly SetupFinding[]): Run {
  if (findings.length === 0) return run;
  const overhead = Math.max(0, ...findings.map((finding) => finding.overhead ?? 0));
  if (overhead === 0) return { ...run, findings };
  const cases = run.cases.map((result) => unblurred(result, overhead));
  return { ...run, ...tally(run, cases), findings };
}

function unblurred(result: CaseResult, overhead: number): CaseResult {
  const checks = result.checks.map((check) => excused(check, overhead));
  if (checks.every((check, i) => check === result.checks[i])) return result;
  const verdict = worst(checks.map((check) => check.verdict));
  const gravest = checks.find((check) => check.verdict === verdict);
  const { reason: _, actual: __, ...rest } = result;
  return {
    ...rest,
    ...{ verdict, checks },
    ...(gravest?.reason ? { reason: gravest.reason } : {}),
    ...(gravest?.actual ? { actual: gravest.actual } : {}),
  };
}

function excused(check: CheckResult, overhead: number): CheckResult {
  const { measure, verdict } = check;
  const blurred = measure !== undefined && overhead > measure.budget * SHARE_OF_BUDGET;
  if (!blurred || (verdict !== "fail" && verdict !== "warn" && verdict !== "review")) return check;
  return { ...check, verdict: "inconclusive", reason: "setup.slow", actual: tooSlow(overhead, measure.budget) };
}

const tooSlow = (overhead: number, budget: number): Bilingual => ({
  ja: `フォルダーの読み書きだけで ${Math.round(overhead)} ミリ秒かかり、予算 ${budget} ミリ秒の製品を測れません`,
  en: `the folder alone takes ${Math.round(overhead)} ms, so that a product's ${budget} ms cannot be measured through it`,
});
