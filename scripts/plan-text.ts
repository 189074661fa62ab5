import type { Plan } from "../conformance/plan.ts";
import { PARTS } from "../conformance/cast.ts";
import type { Lang } from "../device/errors.ts";

/** What a run would do, for a person who has to be there: cases, what hands are needed, and whose cards. */
export function planText({ entries, planned }: Plan, lang: Lang): string {
  const lines = entries.map(({ case: { id, title, hands }, inapplicable }) =>
    inapplicable
      ? `–  ${id}  ${title[lang]} (${inapplicable[lang]})`
      : `·  ${id}  ${title[lang]}${hands.length > 0 ? `  [${hands.join(" ")}]` : ""}`,
  );
  const live = entries.filter(({ inapplicable }) => !inapplicable).map((entry) => entry.case);
  const taps = live.reduce((sum, { hands }) => sum + hands.filter((hand) => hand === "placeCard").length, 0);
  const parts = [...new Set(live.flatMap(({ cast }) => cast))].map((part) => PARTS[part][lang]);
  const total = {
    ja: `試験 ${live.length} 件、検査 ${planned} 件、カードを置く試験 ${taps} 件。必要な人: `,
    en: `${live.length} cases, ${planned} checks, a card laid down in ${taps} of them. Needed: `,
  }[lang];
  return [...lines, total + (parts.length > 0 ? parts.join({ ja: "、", en: "; " }[lang]) : "–")].join("\n");
}
