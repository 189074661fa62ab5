import type { Bilingual } from "./bilingual.ts";
import type { AnyCase, Check } from "./case.ts";
import { PARTS } from "./cast.ts";
import { requirement } from "./catalog/clause.ts";
import { REASONS } from "./catalog/reasons.data.ts";
import type { Requirement } from "./catalog/requirement.ts";
import { SOURCES } from "./catalog/sources.data.ts";
import { type Explanation, fact, type Fact, type Part, same } from "./explanation.ts";
import type { Step } from "./narrate.ts";
import { ACTS } from "./operator/acts.data.ts";
import { FEATURES } from "./profile.ts";
import { GROUND_NAMES, LEVEL_NAMES, ROLE_NAMES } from "./report/words.ts";
import { BENIGN } from "./strength/benign.data.ts";
import { MUTANTS } from "./strength/mutants.data.ts";

const KIND = { ja: "試験", en: "case" } as const;

const LABELS = {
  role: { ja: "対象", en: "role" },
  needs: { ja: "要る機能", en: "features" },
  cast: { ja: "要る人", en: "cast" },
  hands: { ja: "人の操作", en: "hands" },
  trials: { ja: "繰返し", en: "trials" },
  burns: { ja: "暗証番号", en: "PIN" },
  clause: { ja: "条文", en: "clause" },
  looksFor: { ja: "記録で見るもの", en: "looks for" },
  broken: { ja: "成り立たないとき", en: "when not" },
  next: { ja: "次にすること", en: "next" },
  kills: { ja: "見つける変異", en: "kills" },
  spares: { ja: "通す変種", en: "spares" },
} as const satisfies Record<string, Bilingual>;

/** `steps` as they went at a bench that works; without them the explanation goes without. */
export function explainCase(testCase: AnyCase, steps: readonly Step[] = []): Explanation {
  const { id, title, expect } = testCase;
  return {
    id,
    kind: KIND,
    title,
    facts: demands(testCase),
    parts: [
      clausePart(expect),
      ...(steps.length > 0 ? [stepPart(steps)] : []),
      ...expect.map((check, i) => checkPart(check, i + 1, expect.length)),
      ...strengthPart(testCase),
    ],
  };
}

function demands({ role, needs, cast, hands, sampler, burns }: AnyCase): Fact[] {
  const list = (texts: readonly Bilingual[], between: Bilingual) => ({
    ja: texts.map(({ ja }) => ja).join(between.ja),
    en: texts.map(({ en }) => en).join(between.en),
  });
  const arrow = { ja: " → ", en: " → " };
  const comma = { ja: "、", en: ", " };
  return [
    fact(LABELS.role, ROLE_NAMES[role]),
    ...(needs.length > 0
      ? [
          fact(
            LABELS.needs,
            list(
              needs.map((need) => FEATURES[need]),
              comma,
            ),
          ),
        ]
      : []),
    ...(cast.length > 0
      ? [
          fact(
            LABELS.cast,
            ...cast.map((part) => ({ ja: `${part}  ${PARTS[part].ja}`, en: `${part}  ${PARTS[part].en}` })),
          ),
        ]
      : []),
    ...(hands.length > 0
      ? [
          fact(
            LABELS.hands,
            list(
              hands.map((hand) => ACTS[hand].title),
              arrow,
            ),
          ),
        ]
      : []),
    ...(sampler
      ? [
          fact(LABELS.trials, {
            ja: "判定に足りる回数だけ手順を繰り返す",
            en: "the steps are repeated as often as a verdict takes",
          }),
        ]
      : []),
    ...(burns
      ? [
          fact(LABELS.burns, {
            ja: `続けて ${burns.tries} 回誤って入力する。実カードの最後の1回は使わない`,
            en: `${burns.tries} wrong entries in a row; the last try of a real card is never risked`,
          }),
        ]
      : []),
  ];
}

const WHO = {
  suite: { ja: "試験", en: "suite" },
  hands: { ja: "人　", en: "hands" },
  wait: { ja: "待つ", en: "waits" },
} as const;

const MISSED = { ja: "（現れなかった）", en: " (did not come)" } as const;

const stepPart = (steps: readonly Step[]): Part => ({
  heading: {
    ja: "手順（内蔵の製品で1回、実際に行ったとおり。製品の応答により枝分かれする）",
    en: "Steps, as they went once with the built-in product; they branch on what a product answers",
  },
  facts: [],
  steps: steps.map(({ who, what, missed }) => ({
    ja: `${WHO[who].ja}  ${what.ja}${missed ? MISSED.ja : ""}`,
    en: `${WHO[who].en}  ${what.en}${missed ? MISSED.en : ""}`,
  })),
});

/** Each clause once, however many checks are about it. */
function clausePart(checks: readonly Check[]): Part {
  const rows: readonly Requirement[] = [...new Set(checks.map(({ clause }) => clause))].map(requirement);
  return {
    heading: { ja: "条文と根拠", en: "Clauses, and what they stand on" },
    facts: rows.map((row) => {
      const ground = (lang: "ja" | "en") => `${LEVEL_NAMES[row.level][lang]} · ${GROUND_NAMES[row.ground][lang]}`;
      return fact(
        same(row.id),
        row,
        { ja: ground("ja"), en: ground("en") },
        ...row.sources.map((name) => SOURCES[name]),
      );
    }),
  };
}

function checkPart({ clause, says, reason, expectation, assumption }: Check, index: number, of: number): Part {
  const channels = [...new Set(expectation.channels)].join(", ");
  const { what, next } = REASONS[reason];
  const verdict = gravity(requirement(clause), assumption);
  return {
    heading: { ja: `検査 ${index}/${of}  ${says.ja}`, en: `Check ${index}/${of}  ${says.en}` },
    facts: [
      fact(LABELS.clause, same(clause)),
      fact(LABELS.looksFor, {
        ja: `${expectation.wants.ja}（${channels}）`,
        en: `${expectation.wants.en} (${channels})`,
      }),
      fact(LABELS.broken, {
        ja: `${verdict.ja}: ${what.ja}（${reason}）`,
        en: `${verdict.en}: ${what.en} (${reason})`,
      }),
      fact(LABELS.next, next),
    ],
  };
}

function gravity({ ground, level }: Requirement, assumption: string | undefined): Bilingual {
  if (assumption)
    return {
      ja: `要確認。${assumption} を申告していれば不適合`,
      en: `review, or fail where ${assumption} is declared`,
    };
  if (ground === "assumed") return { ja: "要確認", en: "review" };
  return level === "must" ? { ja: "不適合", en: "fail" } : { ja: "注意", en: "warn" };
}

function strengthPart({ kills, spares }: AnyCase): Part[] {
  if (kills.length + spares.length === 0) return [];
  const named = (rows: readonly { readonly id: string; readonly does: Bilingual }[], ids: readonly string[]) =>
    rows
      .filter(({ id }) => ids.includes(id))
      .map(({ id, does }) => ({ ja: `${id}  ${does.ja}`, en: `${id}  ${does.en}` }));
  return [
    {
      heading: { ja: "この試験の強さ", en: "How strong it is" },
      facts: [
        ...(kills.length > 0 ? [fact(LABELS.kills, ...named(MUTANTS, kills))] : []),
        ...(spares.length > 0 ? [fact(LABELS.spares, ...named(BENIGN, spares))] : []),
      ],
    },
  ];
}
