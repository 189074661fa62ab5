import type { Bilingual } from "../bilingual.ts";
import type { Run } from "../run.ts";
import { exitStatus, VERDICT_NAMES, VERDICTS } from "../verdict.ts";
import { assumptionsOf } from "./json.ts";

/** A run in one word. */
export function conclusion(
  run: Run,
  strict = false,
): { readonly is: "conforms" | "deviates" | "untold"; readonly says: Bilingual } {
  const status = exitStatus(run, strict);
  const known = run.known ?? [];
  const excused = known.filter(({ outcome }) => outcome === "failed").length;
  if (status === 1)
    return {
      is: "deviates",
      says:
        run.verdicts.fail > excused
          ? { ja: "不適合があります", en: "It deviates" }
          : {
              ja: "既知の不適合の一覧が古くなっています。もう不適合でない試験があります",
              en: "The list of known failures is out of date: it has a case that no longer fails",
            },
    };
  if (run.emitted === 0)
    return {
      is: "untold",
      says: {
        ja: "判定に至った検査が1件もありません。何も確かめられていません",
        en: "No check came to a verdict: nothing was shown",
      },
    };
  if (status === 3)
    return { is: "untold", says: { ja: "判定できないものがあります", en: "Not everything could be told" } };
  if (excused > 0)
    return {
      is: "conforms",
      says: {
        ja: `既知の不適合 ${excused} 件のほかは適合しています`,
        en: `It conforms but for ${excused} known to fail`,
      },
    };
  const reviews = run.verdicts.review + run.verdicts.warn;
  return reviews > 0
    ? {
        is: "conforms",
        says: { ja: "適合しています（確認すべき点があります）", en: "It conforms, with points to look at" },
      }
    : { is: "conforms", says: { ja: "適合しています", en: "It conforms" } };
}

/** The closing line: every verdict there is, the checks, and what stands on assumptions. */
export function closingLine(run: Run): Bilingual {
  const line = (lang: "ja" | "en") => {
    const counts = VERDICTS.filter(
      (verdict) => ["pass", "fail", "warn", "review"].includes(verdict) || run.verdicts[verdict] > 0,
    )
      .reverse()
      .map((verdict) => `${VERDICT_NAMES[verdict][lang]} ${run.verdicts[verdict]}`);
    const [checks, assumed] = lang === "ja" ? ["検査", "仮定"] : ["checks", "assumptions"];
    const known = (run.known ?? []).length;
    const listed = known > 0 ? [`${lang === "ja" ? "既知の不適合" : "known failing"} ${known}`] : [];
    return [
      ...counts,
      ...listed,
      `${checks} ${run.emitted}/${run.planned}`,
      `${assumed} ${assumptionsOf(run).length}`,
    ].join(" · ");
  };
  return { ja: line("ja"), en: line("en") };
}
