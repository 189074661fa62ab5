import type { Measure } from "../expect/finding.ts";
import type { CheckResult } from "../judge.ts";
import type { Run } from "../run.ts";
import type { Verdict } from "../verdict.ts";

/** A latency that was looked at, in the order of the legs' ids. */
export interface MeasuredLeg {
  readonly measure: Measure;
  readonly verdict: Verdict;
  readonly caseId: string;
  readonly check: CheckResult;
}

export const legsOf = (run: Run): readonly MeasuredLeg[] =>
  run.cases
    .flatMap(({ id, checks }) =>
      checks.flatMap((check) =>
        check.measure ? [{ measure: check.measure, verdict: check.verdict, caseId: id, check }] : [],
      ),
    )
    .sort((a, b) => (a.measure.leg < b.measure.leg ? -1 : a.measure.leg > b.measure.leg ? 1 : 0));
