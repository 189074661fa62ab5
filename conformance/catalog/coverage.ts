import type { Bilingual } from "../bilingual.ts";
import type { Run } from "../run.ts";
import { isEmitted, type Verdict, worst } from "../verdict.ts";
import type { Requirement } from "./requirement.ts";
import { type Clause, REQUIREMENTS } from "./requirements.data.ts";
import { UNTESTED } from "./untested.data.ts";

/** What a run says of one clause. */
export interface ClauseCoverage {
  readonly clause: Clause;
  readonly requirement: Requirement;
  /** The worst of its emitted checks; without any, the clause was not judged. */
  readonly verdict?: Verdict;
  readonly checks: number;
  readonly cases: readonly string[];
  /** Why nothing was emitted for it. */
  readonly untested?: Bilingual;
}

/** Every clause of the catalogue, by the checks that were really emitted and not by those that exist. */
export const coverage = (run: Run): readonly ClauseCoverage[] => REQUIREMENTS.map((row) => coverageOf(row, run));

function coverageOf(requirement: Requirement & { readonly id: Clause }, run: Run): ClauseCoverage {
  const clause = requirement.id;
  const mine = run.cases.flatMap(({ id, checks }) =>
    checks.filter((check) => check.clause === clause).map((check) => ({ id, verdict: check.verdict })),
  );
  const emitted = mine.filter(({ verdict }) => isEmitted(verdict));
  const about = { clause, requirement, checks: emitted.length, cases: [...new Set(emitted.map(({ id }) => id))] };
  if (emitted.length > 0) return { ...about, verdict: worst(emitted.map(({ verdict }) => verdict)) };
  return { ...about, untested: mine.length > 0 ? STOPPED : (UNTESTED[clause] ?? UNSELECTED) };
}

const STOPPED: Bilingual = {
  ja: "検査はあるが、この実行では判定まで進まなかった。",
  en: "There are checks, but this run did not get as far as judging them.",
};

const UNSELECTED: Bilingual = {
  ja: "この実行の対象に、この条文を調べる試験が含まれていない。",
  en: "No case of this run's selection judges it.",
};
