import { SETUP_FAULT_IDS, SETUP_FAULTS } from "../../device/setup-faults.data.ts";

const FOUND = { before: "doctor", during: "case" } as const;

/** docs/doctor.md: every known fault of a set-up, printed from the table that the sentences are made of. */
export function doctorPage(): string {
  const rows = SETUP_FAULT_IDS.map((id) => {
    const { what, mend, found } = SETUP_FAULTS[id];
    return `| \`${id}\` | ${what.ja}<br>${what.en} | ${mend.ja}<br>${mend.en} | ${found.map((when) => FOUND[when]).join(", ")} |`;
  });
  return `# doctor: faults of a set-up · 環境の不備

Printed by \`npm run diagrams\` from \`device/setup-faults.data.ts\`; not edited by hand.

\`shikaku doctor\` looks at this machine. With a target it also looks at everything there that can be told without judging the product:
whether it can be reached, what it speaks and in which version, the rights, the room and the speed of exchange folders and what was left
in them, the PC/SC service, the reader and the card on it, the control API, its owner and its clock. With a profile it reads that, too.

\`\`\`
shikaku doctor --target folder:/srv/oqs,control=http://127.0.0.1:8080 --profile product.yaml
\`\`\`

Every \`conform --target …\` begins with the same look. What it finds stands in the report (\`setup\` in the JSON). A line with ✗ ends the run
before it touches the product: each case reads *set-up*, and the exit status is 3. A line with – is no obstacle. Whatever goes wrong later
is told in the same words by the case that meets it; no fault of this table is ever a product's failure. Where the folder alone takes more
than a fifth of a latency's budget, a latency that was missed reads *inconclusive*.

\`shikaku doctor\` は、この計算機を調べます。\`--target\` を付けると、製品を判定せずに分かることを接続先についても調べます。\`conform --target …\`
も最初に同じことを調べ、✗ があれば製品に触れずに終わります（全件「環境」、終了コード 3）。この表の不備が製品の不適合とされることはありません。

| id | What it looks like · 現れ方 | To mend · 対処 | Found by |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}
