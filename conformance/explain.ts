import type { Lang } from "../device/errors.ts";
import { type AnyCase } from "./case.ts";
import { CASES } from "./cases/all.ts";
import { ASSUMPTIONS } from "./catalog/assumptions.data.ts";
import { isClause, requirement } from "./catalog/clause.ts";
import { type Reason, REASONS } from "./catalog/reasons.data.ts";
import type { Clause } from "./catalog/requirements.data.ts";
import { SOURCES } from "./catalog/sources.data.ts";
import { UNTESTED } from "./catalog/untested.data.ts";
import { GROUND_NAMES, LEVEL_NAMES } from "./report/words.ts";

/** What the bench knows under an id (clause, case, reason or assumption), as text for a person; undefined when nothing has it. */
export function explain(id: string, lang: Lang): string | undefined {
  if (isClause(id)) return explainClause(id, lang);
  const testCase = CASES.find((each) => each.id === id);
  if (testCase) return explainCase(testCase, lang);
  if (isReason(id)) return explainReason(id, lang);
  const assumption = ASSUMPTIONS.find((each) => each.id === id);
  if (!assumption) return undefined;
  return lines(
    `${id}  ${assumption.unknown[lang]}`,
    [WORDS.assumed, assumption.default],
    [WORDS.because, assumption.reason],
    [WORDS.switch, same(assumption.switch.join(", ") || "–")],
  )(lang);
}

const isReason = (id: string): id is Reason => Object.hasOwn(REASONS, id);

const WORDS = {
  level: { ja: "水準", en: "level" },
  ground: { ja: "根拠", en: "ground" },
  source: { ja: "出典", en: "source" },
  verifiedBy: { ja: "調べる試験", en: "verified by" },
  untested: { ja: "試験なし", en: "untested" },
  hands: { ja: "人の操作", en: "hands" },
  check: { ja: "検査", en: "check" },
  looksFor: { ja: "記録で見るもの", en: "looks for" },
  whenNot: { ja: "成り立たないとき", en: "when it does not hold" },
  next: { ja: "次にすること", en: "next" },
  kills: { ja: "見つける変異", en: "kills" },
  assumed: { ja: "仮定", en: "taken as" },
  because: { ja: "理由", en: "because" },
  switch: { ja: "替える場所", en: "replaced in" },
} as const;

type Text = Readonly<Record<Lang, string>>;

const lines =
  (head: string, ...rows: readonly (readonly [Text, Text] | false)[]) =>
  (lang: Lang): string =>
    [head, ...rows.filter((row) => row !== false).map(([name, value]) => `  ${name[lang]}: ${value[lang]}`)].join("\n");

const same = (text: string): Text => ({ ja: text, en: text });

function explainClause(clause: Clause, lang: Lang): string {
  const row = requirement(clause);
  const cases = CASES.filter(({ expect }) => expect.some((check) => check.clause === clause)).map(({ id }) => id);
  const untested = UNTESTED[clause];
  return lines(
    `${clause}  ${row[lang]}`,
    [WORDS.level, LEVEL_NAMES[row.level]],
    [WORDS.ground, GROUND_NAMES[row.ground]],
    ...row.sources.map((source): [Text, Text] => [WORDS.source, SOURCES[source]]),
    cases.length > 0 && [WORDS.verifiedBy, same(cases.join(", "))],
    untested !== undefined && [WORDS.untested, untested],
  )(lang);
}

function explainCase({ id, title, hands, kills, expect }: AnyCase, lang: Lang): string {
  const head = lines(
    `${id}  ${title[lang]}`,
    hands.length > 0 && [WORDS.hands, same(hands.join(" → "))],
    kills.length > 0 && [WORDS.kills, same(kills.join(", "))],
  )(lang);
  const checks = expect.map(({ clause, says, reason, expectation, assumption }) =>
    lines(
      `${WORDS.check[lang]} ${clause}${assumption ? ` (${assumption})` : ""}  ${says[lang]}`,
      [WORDS.looksFor, expectation.wants],
      [WORDS.whenNot, { ja: `${REASONS[reason].what.ja} (${reason})`, en: `${REASONS[reason].what.en} (${reason})` }],
      [WORDS.next, REASONS[reason].next],
    )(lang),
  );
  return [head, ...checks.map((text) => text.replace(/^/gm, "  "))].join("\n");
}

function explainReason(reason: Reason, lang: Lang): string {
  const cases = CASES.filter(({ expect }) => expect.some((check) => check.reason === reason)).map(({ id }) => id);
  return lines(
    `${reason}  ${REASONS[reason].what[lang]}`,
    [WORDS.next, REASONS[reason].next],
    cases.length > 0 && [WORDS.verifiedBy, same(cases.join(", "))],
  )(lang);
}
