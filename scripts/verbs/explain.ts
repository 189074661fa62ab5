import { ASSUMPTIONS } from "../../conformance/catalog/assumptions.data.ts";
import { isClause, requirement } from "../../conformance/catalog/clause.ts";
import { REASONS } from "../../conformance/catalog/reasons.data.ts";
import { SOURCES } from "../../conformance/catalog/sources.data.ts";
import { UNTESTED } from "../../conformance/catalog/untested.data.ts";
import { CASES } from "../../conformance/cases/all.ts";
import type { AnyCase } from "../../conformance/case.ts";
import { MUTANTS } from "../../conformance/strength/mutants.data.ts";
import { DeviceError, type Lang } from "../../device/errors.ts";
import { EXIT } from "../exit.ts";
import type { Verb } from "../verb.ts";

export const explain: Verb = {
  name: "explain",
  does: {
    ja: "要件・試験・仮定・不具合変種を説明する",
    en: "explain a clause, a case, an assumption or a mutant",
  },
  takes: { "<id>": { ja: "RCP-12、RDR-PIN-0002、ASM-…、M-… など", en: "RCP-12, RDR-PIN-0002, ASM-…, M-…" } },
  options: {},
  run({ args: [id = ""], lang }) {
    const text = explanation(id.toUpperCase(), lang);
    if (text === undefined)
      throw new DeviceError("call.misuse", {
        why: `nothing is called ${id}; clauses look like RCP-12, cases like RDR-PIN-0002`,
        ja: `${id} というものはありません。要件は RCP-12、試験は RDR-PIN-0002 のような形です`,
      });
    console.log(text);
    return Promise.resolve(EXIT.conforms);
  },
};

function explanation(id: string, lang: Lang): string | undefined {
  if (isClause(id)) return clauseText(id, lang);
  const testCase = CASES.find((each) => each.id === id);
  if (testCase) return caseText(testCase, lang);
  const assumption = ASSUMPTIONS.find((each) => each.id === id);
  if (assumption) {
    const { unknown, reason } = assumption;
    const words = {
      ja: { unknown: "公開されていないこと", standsIn: "代わりに使うもの", reason: "理由", where: "替える場所" },
      en: { unknown: "not public", standsIn: "in its place", reason: "because", where: "to replace it" },
    }[lang];
    return [
      `${id}  ${words.unknown}: ${unknown[lang]}`,
      `${words.standsIn}: ${assumption.default[lang]}`,
      `${words.reason}: ${reason[lang]}`,
      `${words.where}: ${assumption.switch}`,
    ].join("\n");
  }
  const mutant = MUTANTS.find((each) => each.id === id);
  return mutant && `${id} (${mutant.clause}, ${mutant.expectedReason})\n${mutant.does[lang]}`;
}

function clauseText(id: Parameters<typeof requirement>[0], lang: Lang): string {
  const row = requirement(id);
  const cases = CASES.filter(({ expect }) => expect.some(({ clause }) => clause === id));
  const words = {
    ja: { level: "強さ", source: "出典", tested: "調べる試験", untested: "試験がない理由" },
    en: { level: "level", source: "source", tested: "verified by", untested: "untested because" },
  }[lang];
  return [
    `${id}  ${row[lang]}`,
    `${words.level}: ${row.level}`,
    ...row.sources.map((source) => `${words.source}: ${SOURCES[source][lang]}`),
    ...cases.map((each) => `${words.tested}: ${each.id}  ${each.title[lang]}`),
    ...(cases.length === 0 && UNTESTED[id] ? [`${words.untested}: ${UNTESTED[id][lang]}`] : []),
  ].join("\n");
}

function caseText({ id, title, hands, expect, kills, spares }: AnyCase, lang: Lang): string {
  const words = {
    ja: { hands: "人の手", fails: "満たさないとき", kills: "見つける不具合", spares: "見逃してよい変種" },
    en: { hands: "hands", fails: "if not", kills: "catches", spares: "spares" },
  }[lang];
  return [
    `${id}  ${title[lang]}`,
    ...(hands.length > 0 ? [`${words.hands}: ${hands.join(" → ")}`] : []),
    ...expect.flatMap(({ clause, says, reason }) => [
      `${clause}: ${says[lang]}`,
      `    ${words.fails} (${reason}): ${REASONS[reason].next[lang]}`,
    ]),
    ...(kills.length > 0 ? [`${words.kills}: ${kills.join(", ")}`] : []),
    ...(spares.length > 0 ? [`${words.spares}: ${spares.join(", ")}`] : []),
  ].join("\n");
}
