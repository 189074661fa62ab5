import { CASES } from "../conformance/cases/all.ts";
import { PARTS, type Part } from "../conformance/cast.ts";
import { TEST_CARDS, type TestCardRow } from "../conformance/test-cards.data.ts";
import { PERSONAS } from "../simulator/personas.data.ts";
import { PLAYERS } from "./built-in/cast.ts";

const PARTS_IN_ORDER = Object.keys(PARTS) as Part[];

const WORDS: Readonly<Record<TestCardRow["obtainable"], string>> = {
  given: "yes / あり",
  made: "can be made / 作れる",
  none: "none known / 見つからず",
};

/** Cases that need a person's card or face; those of our own parts are nobody's to reach. */
const VENDORS = CASES.filter(({ role }) => role === "reader" || role === "generic");

/** docs/test-cards.md, from the cast, the cases and what is known of test cards. */
export function testCardsPage(): string {
  return `${INTRODUCTION}
| part / 役 | persona | test card / 実カード | cases / 届く試験 |
| --- | --- | --- | --- |
${PARTS_IN_ORDER.map(row).join("\n")}

## How each is played / 役ごとの用意

${PARTS_IN_ORDER.map(paragraph).join("\n\n")}

## With how many cards one gets how far / 何枚でどこまで届くか

Cards are added in the order of the table; a case counts once all of its parts are there, and the guard lets it run on a real card.
表の順にカードを増やすとき、すべての役が揃い、かつ実カードで許される試験の数です。

| cards up to / ここまで | cases of ${VENDORS.length} |
| --- | --- |
${PARTS_IN_ORDER.map((part, i) => `| ${part} | ${reachable(PARTS_IN_ORDER.slice(0, i + 1)).length} |`).join("\n")}

Never on a real card, since they would lock it / 実カードでは行わない（閉塞するため）: ${locking().join(", ") || "–"}
`;
}

const INTRODUCTION = `# Test cards / テスト用カード

Which part of the cast each persona plays, what real card can take its place, and which cases of readers it reaches. Printed by
\`npm run pages\` from the cast and the cases; not edited by hand.

各役をどのペルソナが演じ、実カードでは何を使い、リーダーのどの試験に届くかの表です。

Public sources tell that test My Number Cards exist (Digital Agency, developers.digital.go.jp), and not which kinds there are, what
they cost, or on what conditions a maker gets them: ask J-LIS (地方公共団体情報システム機構), and for persons registered in a test
environment of the central system its operator (社会保険診療報酬支払基金). Never use anybody's own card. A persona of this bench can be printed
(\`personas --print\`), which serves cameras and OCR but has no chip.

公の資料で分かるのは、テスト用マイナンバーカードがあることまでです。種類・費用・条件は J-LIS に、試験環境への資格の登録は支払基金に
お問い合わせください。個人のカードは決して使わないでください。印刷したペルソナはカメラと OCR のためのもので、チップはありません。
`;

const casesOf = (part: Part) => VENDORS.filter(({ cast }) => cast.includes(part)).map(({ id }) => id);

function row(part: Part): string {
  const persona = PERSONAS.find(({ id }) => id === PLAYERS[part]);
  const cases = casesOf(part);
  return `| ${part} | ${persona ? `${persona.name} (${persona.id})` : "–"} | ${WORDS[TEST_CARDS[part].obtainable]} | ${cases.length} |`;
}

function paragraph(part: Part): string {
  const { how } = TEST_CARDS[part];
  return [
    `### ${part}`,
    `${PARTS[part].ja} / ${PARTS[part].en}`,
    how.ja,
    how.en,
    `Cases / 試験: ${casesOf(part).join(", ") || "– (terminal only / 端末のみ)"}`,
  ].join("\n\n");
}

/** The guard wants a try to be left of three. */
const locking = () => VENDORS.filter(({ burns }) => burns && 3 - burns.tries < 1).map(({ id }) => id);

const reachable = (parts: readonly Part[]) =>
  VENDORS.filter(({ id, cast }) => !locking().includes(id) && cast.every((part) => parts.includes(part)));
