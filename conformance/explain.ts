import type { Bilingual } from "./bilingual.ts";
import { CASES } from "./cases/all.ts";
import type { Assumption } from "./catalog/assumption.ts";
import { ASSUMPTIONS } from "./catalog/assumptions.data.ts";
import { BUDGETS } from "./catalog/budgets.data.ts";
import { isClause, requirement } from "./catalog/clause.ts";
import { type Reason, REASONS } from "./catalog/reasons.data.ts";
import type { Requirement } from "./catalog/requirement.ts";
import { type Clause, REQUIREMENTS } from "./catalog/requirements.data.ts";
import { SOURCES } from "./catalog/sources.data.ts";
import { UNTESTED } from "./catalog/untested.data.ts";
import { explainCase } from "./explain-case.ts";
import { type Explanation, fact, type Fact, same } from "./explanation.ts";
import type { Step } from "./narrate.ts";
import { nearMiss } from "./near-miss.ts";
import { GROUND_NAMES, LEVEL_NAMES, ROLE_NAMES, seconds } from "./report/words.ts";
import { BENIGN } from "./strength/benign.data.ts";
import { MUTANTS } from "./strength/mutants.data.ts";

/**
 * What the bench knows under an id: a clause, a case, a reason, an assumption, a mutant or a legal variant; undefined when nothing
 * has it. `steps` of a case are those of `narrate`, which needs a bench and so is no affair of this module.
 */
export function explain(id: string, steps?: readonly Step[]): Explanation | undefined {
  if (isClause(id)) return explainClause(id);
  const testCase = CASES.find((each) => each.id === id);
  if (testCase) return explainCase(testCase, steps);
  if (isReason(id)) return explainReason(id);
  const assumption = ASSUMPTIONS.find((each) => each.id === id);
  if (assumption) return explainAssumption(assumption);
  return explainVariant(id);
}

/** Every id there is an explanation for. */
export const EXPLAINED: readonly string[] = [
  ...REQUIREMENTS.map(({ id }) => id),
  ...CASES.map(({ id }) => id),
  ...Object.keys(REASONS),
  ...[...ASSUMPTIONS, ...MUTANTS, ...BENIGN].map(({ id }) => id),
];

/** The id as it is spelt here, whatever the case it was typed in. */
export const spelling = (typed: string): string | undefined =>
  EXPLAINED.find((id) => id === typed) ?? EXPLAINED.find((id) => id.toLowerCase() === typed.toLowerCase());

/** What was probably meant: the nearest first, then others that begin alike. */
export function suggestions(typed: string): readonly string[] {
  const nearest = nearMiss(typed, EXPLAINED);
  const beginning = typed.toUpperCase().slice(0, 7);
  const alike = beginning.length < 3 ? [] : EXPLAINED.filter((id) => id.toUpperCase().startsWith(beginning));
  return [...new Set([...(nearest ? [nearest] : []), ...alike])].slice(0, 5);
}

const isReason = (id: string): id is Reason => Object.hasOwn(REASONS, id);

const KINDS = {
  clause: { ja: "条文", en: "clause" },
  reason: { ja: "理由", en: "reason" },
  assumption: { ja: "仮定", en: "assumption" },
  mutant: { ja: "変異（条文を1つ破った製品）", en: "mutant: a product that breaks one clause" },
  benign: { ja: "適法な変種", en: "legal variant: unusual, and right" },
} as const;

const LABELS = {
  level: { ja: "水準", en: "level" },
  ground: { ja: "根拠", en: "ground" },
  source: { ja: "出典", en: "source" },
  broken: { ja: "破れば", en: "when broken" },
  budget: { ja: "予算", en: "budget" },
  verified: { ja: "調べる試験", en: "verified by" },
  untested: { ja: "試験なし", en: "untested" },
  assumption: { ja: "前提の仮定", en: "rests on" },
  taken: { ja: "仮の定め", en: "taken as" },
  because: { ja: "理由", en: "because" },
  switch: { ja: "替える場所", en: "replaced in" },
  resting: { ja: "これに拠る試験", en: "cases on it" },
  settles: { ja: "これに拠る条文", en: "clauses on it" },
  declare: { ja: "申告すれば", en: "if declared" },
  next: { ja: "次にすること", en: "next" },
  used: { ja: "使う試験", en: "used by" },
  role: { ja: "対象", en: "role" },
  expected: { ja: "見つかるべき理由", en: "found for" },
} as const satisfies Record<string, Bilingual>;

function explainClause(id: Clause): Explanation {
  const row: Requirement = requirement(id);
  const cases = CASES.filter(({ expect }) => expect.some((check) => check.clause === id));
  const budget = Object.values(BUDGETS).find((each) => each.clause === id);
  const untested = UNTESTED[id];
  return {
    id,
    kind: KINDS.clause,
    title: row,
    facts: [
      fact(LABELS.level, LEVEL_NAMES[row.level]),
      fact(LABELS.ground, GROUND_NAMES[row.ground]),
      fact(LABELS.source, ...row.sources.map((source) => SOURCES[source])),
      fact(LABELS.broken, whenBroken(row)),
      ...(budget ? [fact(LABELS.budget, inWords(budget))] : []),
      ...rests(id),
      ...(cases.length > 0 ? [fact(LABELS.verified, ...cases.map(lineOf))] : []),
      ...(untested ? [fact(LABELS.untested, untested)] : []),
    ],
    parts: [],
  };
}

const inWords = ({ milliseconds, quantile, confidence }: (typeof BUDGETS)[keyof typeof BUDGETS]): Bilingual => ({
  ja: `${100 * quantile}パーセンタイルで ${seconds(milliseconds)} 以内（信頼度 ${100 * confidence} %）`,
  en: `p${100 * quantile} ≤ ${seconds(milliseconds)}, shown with ${100 * confidence} % confidence`,
});

/** What a check of the clause says when it does not hold. */
function whenBroken({ ground, level }: Requirement): Bilingual {
  if (ground === "assumed")
    return { ja: "要確認（製品が申告していれば不適合）", en: "review; a fail where the product declares it" };
  return level === "must" ? { ja: "不適合", en: "fail" } : { ja: "注意（適合は妨げない）", en: "warn, which conforms" };
}

const lineOf = ({ id, title }: { readonly id: string; readonly title: Bilingual }): Bilingual => ({
  ja: `${id}  ${title.ja}`,
  en: `${id}  ${title.en}`,
});

const LEDGER: readonly Assumption[] = ASSUMPTIONS;

function rests(clause: Clause): Fact[] {
  const ids = LEDGER.filter(({ covers }) => covers.includes(clause)).map(({ id }) => id);
  return ids.length > 0 ? [fact(LABELS.assumption, same(ids.join(", ")))] : [];
}

function explainReason(id: Reason): Explanation {
  const { what, next } = REASONS[id];
  const uses = CASES.flatMap(({ id: caseId, expect }) =>
    expect
      .filter(({ reason }) => reason === id)
      .map(({ clause, says }) => ({ ja: `${caseId}  ${clause}  ${says.ja}`, en: `${caseId}  ${clause}  ${says.en}` })),
  );
  const byRun: Bilingual = {
    ja: "試験の外。実行そのものがこの理由を述べる",
    en: "no case: the run itself gives this reason",
  };
  return {
    id,
    kind: KINDS.reason,
    title: what,
    facts: [fact(LABELS.next, next), fact(LABELS.used, ...(uses.length > 0 ? uses : [byRun]))],
    parts: [],
  };
}

function explainAssumption({ id, unknown, default: taken, reason, switch: places, covers }: Assumption): Explanation {
  const cases = CASES.filter(({ expect }) => expect.some(({ assumption }) => assumption === id));
  const clauses = covers.filter(isClause);
  const declarable = places.includes("profile.declares");
  return {
    id,
    kind: KINDS.assumption,
    title: unknown,
    facts: [
      fact(LABELS.taken, taken),
      fact(LABELS.because, reason),
      fact(
        LABELS.switch,
        ...(places.length > 0 ? places.map(same) : [{ ja: "なし（対象外）", en: "nowhere: it is left out" }]),
      ),
      ...(declarable
        ? [
            fact(LABELS.declare, {
              ja: "破れば不適合。しなければ要確認にとどまる",
              en: "breaking it fails; otherwise it is a review",
            }),
          ]
        : []),
      ...(clauses.length > 0 ? [fact(LABELS.settles, same(clauses.join(", ")))] : []),
      ...(cases.length > 0 ? [fact(LABELS.resting, ...cases.map(lineOf))] : []),
    ],
    parts: [],
  };
}

function explainVariant(id: string): Explanation | undefined {
  const mutant = MUTANTS.find((each) => each.id === id);
  if (mutant) {
    const { role, does, clause, expectedReason, cascade } = mutant;
    const killers = CASES.filter(({ kills }) => kills.some((killed) => killed === id));
    return {
      id,
      kind: KINDS.mutant,
      title: does,
      facts: [
        fact(LABELS.role, ROLE_NAMES[role]),
        fact(LABELS.broken, { ja: `${clause}  ${requirement(clause).ja}`, en: `${clause}  ${requirement(clause).en}` }),
        fact(LABELS.expected, same([expectedReason, ...cascade].join(", "))),
        fact(LABELS.verified, ...killers.map(lineOf)),
      ],
      parts: [],
    };
  }
  const variant = BENIGN.find((each) => each.id === id);
  if (!variant) return undefined;
  const sparers = CASES.filter(({ spares }) => spares.some((spared) => spared === id));
  return {
    id,
    kind: KINDS.benign,
    title: variant.does,
    facts: [fact(LABELS.role, ROLE_NAMES[variant.role]), fact(LABELS.verified, ...sparers.map(lineOf))],
    parts: [],
  };
}
