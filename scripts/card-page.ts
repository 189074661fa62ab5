import { ATR } from "../simulator/card/card.ts";
import { ANSWERS, type AnswerRow, FILES, type FileRow, OBJECTS } from "../simulator/card/answers.data.ts";
import { AID } from "../device/wire/card-files.ts";
import { hex } from "../device/wire/bytes.ts";

/** docs/card.md: every file of the simulated card and every answer it gives, from the table that the fuzz holds it to. */
export const cardPage = (): string => `# マイナンバーカード / The My Number Card

仮想カードのファイルと応答です。\`npm run diagrams\` が \`simulator/card/answers.data.ts\` から作り、試験が一致を確かめます。カード自身は
この表を読みません。\`npm run fuzz\` と、pcscd 越しの python3-pyscard が、カードをこの表に照らします。

The files of the simulated card and what it answers, made of \`simulator/card/answers.data.ts\` by \`npm run diagrams\`, and a test holds
the page to it. The card itself does not read that table: \`npm run fuzz\`, and python3-pyscard through pcscd, hold the card to it.

確度 confidence: **A** 独立した二つの情報源、または他者のソフトウェアが前提とするもの two independent sources, or relied upon by software
of others; **B** 一つの実測 one measurement; **C** 規格からの推定または本試験台の仮定 inferred, or an assumption of this bench
([assumptions.md](assumptions.md)).

## ATR

| 接触 contact | 非接触 contactless |
| --- | --- |
| \`${upper(hex(ATR.contact))}\` | \`${upper(hex(ATR.contactless))}\` |

## ファイル / Files

開くには、挙げた照合のどれか一つ。「-」は常に閉。 Any one of the references named opens a file; “-” is never open.

| AP | AID | EF | 種類 kind | 開く照合 opened by | 回数 tries | 変更 changed by | 確度 |
| --- | --- | --- | --- | --- | --- | --- | --- |
${FILES.map(fileRow).join("\n")}

リセット直後の GET DATA After a reset, GET DATA: ${OBJECTS.map((tag) => `\`${word(tag)}\``).join(", ")}.

## 応答 / Answers

上から順に見て、最初に合う行が答えです。CLA から P2 とデータ長は 16 進と 10 進の範囲、\`*\` は任意、\`^\` は「以外」。
Rows are tried from the top, and the first that fits decides. \`*\` is any, a leading \`^\` any but these; data gives lengths in decimal.

| 行 row | CLA | INS | P1 | P2 | データ data | Le | 条件 when | SW | 返す gives | 確度 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${ANSWERS.map(answerRow).join("\n")}
`;

const upper = (digits: string) => digits.toUpperCase();
const word = (value: number) => upper(value.toString(16).padStart(4, "0"));

const KINDS: Readonly<Record<FileRow["kind"], string>> = {
  transparent: "透過 transparent",
  records: "レコード records",
  reference: "照合 reference",
  signingKey: "署名鍵 signing key",
  answeringKey: "内部認証鍵 authentication key",
  internal: "不明 unknown",
  authority: "端末認証局の鍵 terminals' authority",
};

const COMMANDS = { "24": "CHANGE REFERENCE DATA", "32": "CHANGE KEY" } as const;

function fileRow({ application, id, kind, opens, tries, changed, adultsOnly, confidence }: FileRow): string {
  const opened = opens === "free" ? (kind === "reference" ? "" : "自由 free") : opens.map(word).join(", ") || "-";
  const name = adultsOnly ? `${KINDS[kind]}（15 歳以上 adults）` : KINDS[kind];
  const left = tries === undefined ? "" : tries === 0 ? "閉塞 blocked" : String(tries);
  const by = changed === undefined ? "" : COMMANDS[changed.by];
  return line(
    application,
    `\`${upper(hex(AID[application]))}\``,
    `\`${word(id)}\``,
    name,
    opened,
    left,
    by,
    confidence,
  );
}

function answerRow({ id, cla, ins, p1, p2, data, le, where, when, sw, gives, confidence }: AnswerRow): string {
  const places = where === "*" ? [] : [`in ${where.join(", ")}`];
  return line(id, cla, ins, p1, p2, data, le, [...places, ...when].join("; "), `\`${sw}\``, gives ?? "", confidence);
}

const line = (...cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
