import type { Plan } from "./plan.ts";
import type { CaseResult, Gap, Run } from "./run.ts";

/**
 * Holds a run against its plan, case by case and check by check: a sum alone would let a check too many make up for one too few.
 * A run with a gap is never green, also one that was stopped.
 */
export const holdAgainst = (plan: Plan, run: Run, stopped = false): Run => {
  const gaps = gapsOf(plan, run.cases, stopped);
  return gaps.length > 0 ? { ...run, gaps } : run;
};

function gapsOf({ entries }: Plan, results: readonly CaseResult[], stopped: boolean): Gap[] {
  const unplanned = results.filter(({ id }) => !entries.some((entry) => entry.case.id === id)).map(({ id }) => id);
  return [
    ...[...new Set(unplanned)].map((id) => gap(id, "計画にないのに実行された", "it was run without being planned")),
    ...entries.flatMap(({ case: { id, expect: checks } }) => {
      const [mine, ...more] = results.filter((result) => result.id === id);
      if (!mine && stopped) return [notBegun(id)];
      if (!mine) return [gap(id, "計画にあるのに結果がない", "it was planned and has no result")];
      if (more.length > 0) return [gap(id, "結果が2つ以上ある", "it has more than one result")];
      return sameClauses(checks, mine.checks)
        ? []
        : [gap(id, "検査が計画と異なる", "its checks are not the planned ones")];
    }),
  ];
}

type OfClause = readonly { readonly clause: string }[];

const sameClauses = (planned: OfClause, judged: OfClause): boolean =>
  planned.length === judged.length && planned.every(({ clause }, i) => clause === judged[i]?.clause);

const gap = (id: string, ja: string, en: string): Gap => ({ id, ja, en });

const notBegun = (id: string): Gap => ({
  id,
  is: "notBegun",
  ja: "中断したため実行していない",
  en: "not run: the run was stopped",
});
