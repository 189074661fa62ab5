import type { Bilingual } from "./bilingual.ts";

/**
 * What can be said of a check or a case. Only pass and inapplicable are green; a skip is none of them, so that it cannot look green.
 * In the order of gravity: a case is as bad as its worst check.
 */
export const VERDICTS = [
  "suite-error",
  "setup",
  "fail",
  "not-reached",
  "inconclusive",
  "review",
  "warn",
  "pass",
  "inapplicable",
] as const;
export type Verdict = (typeof VERDICTS)[number];

export const VERDICT_NAMES: Readonly<Record<Verdict, Bilingual>> = {
  "suite-error": { ja: "試験の不具合", en: "suite error" },
  "setup": { ja: "環境", en: "set-up" },
  "fail": { ja: "不適合", en: "fail" },
  "not-reached": { ja: "未到達", en: "not reached" },
  "inconclusive": { ja: "判定不能", en: "inconclusive" },
  "review": { ja: "要確認", en: "review" },
  "warn": { ja: "注意", en: "warn" },
  "pass": { ja: "適合", en: "pass" },
  "inapplicable": { ja: "対象外", en: "inapplicable" },
};

/** Verdicts that say something about the product; a check with another one was not emitted. */
const EMITTED: readonly Verdict[] = ["pass", "fail", "warn", "review", "inconclusive"];

export const isEmitted = (verdict: Verdict): boolean => EMITTED.includes(verdict);

/** The gravest; nothing at all is `not-reached`, since no check has said that all is well. */
export const worst = (verdicts: readonly Verdict[]): Verdict =>
  VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "not-reached";

export type Counts = Readonly<Record<Verdict, number>>;

export function count(verdicts: readonly Verdict[]): Counts {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<Verdict, number>;
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

/** What the shell sees: 0 conforms, 1 deviates, 3 could not tell. (2, wrong usage, never gets as far as a run.) */
export function exitStatus(run: Gate, strict = false): 0 | 1 | 3 {
  const { verdicts, known = [], gaps = [] } = run;
  const excused = known.filter(({ outcome }) => outcome === "failed").length;
  // A list that excuses what no longer fails would hide the next time it does.
  if (verdicts.fail > excused || known.some(({ outcome }) => outcome === "stale")) return 1;
  const untold = verdicts["suite-error"] + verdicts.setup + verdicts.inconclusive + verdicts["not-reached"];
  // More checks than planned is as wrong as fewer: the plan is what a certifier signed for.
  if (untold > 0 || run.emitted !== run.planned || gaps.length > 0) return 3;
  // A run in which no check spoke has shown nothing, even where nothing was planned.
  if (run.emitted === 0) return 3;
  return strict && verdicts.warn + verdicts.review > 0 ? 3 : 0;
}

/** Checks planned and emitted, and the verdicts of the cases. */
export interface Gate {
  readonly planned: number;
  readonly emitted: number;
  readonly verdicts: Counts;
  readonly gaps?: readonly unknown[];
  readonly known?: readonly { readonly outcome: "failed" | "stale" | "untold" }[];
}
