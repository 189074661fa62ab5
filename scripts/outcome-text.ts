import type { PhoneOutcome } from "../device/control/phones.ts";
import type { Lang } from "../device/errors.ts";
import { CARD_SAID, ITEMS_SAID, VALIDITY_SAID, WORDS } from "../simulator/apps/reception-web/words.data.ts";

/** What holding a card to a device came to, for a person at a terminal. */
export function outcomeText(outcome: PhoneOutcome, lang: Lang): string {
  if (outcome.is === "refused") return `${outcome.code}: ${outcome[lang]}`;
  if (outcome.is === "card") {
    const { because, triesLeft } = outcome;
    const said = because === "wrong" && triesLeft === 0 ? CARD_SAID.locked : CARD_SAID[because];
    return said[lang].replace("{tries}", String(triesLeft));
  }
  const { validity, name, insurerName, symbol, number, branch, consents, notice } = outcome;
  if (validity === "") return WORDS.released[lang];
  const rows: readonly (readonly [string, string | undefined])[] = [
    [WORDS.validity[lang], VALIDITY_SAID[validity]?.[lang] ?? validity],
    [WORDS.name[lang], name],
    [WORDS.insurer[lang], insurerName],
    [WORDS.number[lang], [symbol, number, branch].filter((part) => part).join(" ")],
    ...consents.map(({ item, until }) => [ITEMS_SAID[item][lang], until ?? WORDS.goesOn[lang]] as const),
    ...(notice ? [[notice.code, notice.message] as const] : []),
  ];
  return rows.flatMap(([what, is]) => (is ? [`${what}: ${is}`] : [])).join("\n");
}
