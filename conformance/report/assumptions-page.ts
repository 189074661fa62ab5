import type { Assumption } from "../catalog/assumption.ts";
import { ASSUMPTIONS } from "../catalog/assumptions.data.ts";
import { isClause } from "../catalog/clause.ts";

const LEDGER: readonly Assumption[] = ASSUMPTIONS;

/** The ledger as a page (docs/assumptions.md), for those who have to decide whether a verdict may rest on it. */
export function assumptionsPage(): string {
  return `# 仮定の台帳 / Ledger of assumptions

\`conformance/catalog/assumptions.data.ts\` から生成（\`npx vitest -u test/conformance/report/assumptions-page.test.ts\`）。手で直さない。
Printed from \`conformance/catalog/assumptions.data.ts\`; not edited by hand.

公開されていない事項について、本試験台が仮に定めたことの一覧です。仮定だけを根拠に不適合とすることはありません（要確認となります）。
製品がプロファイルの \`declares\` で「従う」と申告した仮定は、公的な規定と同じく製品を拘束します。
\`shikaku explain ASM-…\` で、それに拠る試験の一覧も見られます。

What is not public and this bench has settled for itself. None of it alone fails a product: such a check says *review*. An assumption
that a product declares in its profile binds it like an official text. \`shikaku explain ASM-…\` lists the cases that rest on it.

${LEDGER.map(section).join("\n")}`;
}

function section({ id, unknown, default: taken, reason, switch: places, covers }: Assumption): string {
  const clauses = covers.filter(isClause);
  const replaced = places.length > 0 ? places.map((place) => `\`${place}\``).join(", ") : "– （対象外 / left out）";
  return `## ${id}

| | 日本語 | English |
| --- | --- | --- |
| 不明な点 / unknown | ${unknown.ja} | ${unknown.en} |
| 仮の定め / taken as | ${taken.ja} | ${taken.en} |
| 理由 / because | ${reason.ja} | ${reason.en} |

替える場所 / replaced in: ${replaced}${clauses.length > 0 ? `\n\n条文 / clauses: ${clauses.join(", ")}` : ""}
`;
}
