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
  /** The worst of its checks, those that came to nothing among them; where none was emitted, the clause was not judged. */
  readonly verdict?: Verdict;
  /** That were emitted, and of those that apply to the product in all. */
  readonly checks: number;
  readonly planned: number;
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
  const applying = mine.filter(({ verdict }) => verdict !== "inapplicable");
  const emitted = mine.filter(({ verdict }) => isEmitted(verdict));
  const shown = emitted.length > 0 ? applying : [];
  const about = {
    ...{ clause, requirement, checks: emitted.length, planned: applying.length },
    cases: [...new Set(shown.map(({ id }) => id))],
  };
  const verdicts = shown.map(({ verdict }) => verdict);
  // A clause that is broken stays so, whatever else could not be told.
  if (verdicts.length > 0) return { ...about, verdict: verdicts.includes("fail") ? "fail" : worst(verdicts) };
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
