import { FIELD_PROBLEMS } from "../simulator/field-problems.data.ts";
import type { Person } from "../simulator/people.ts";
import { personas } from "../simulator/personas.ts";

/** docs/personas.md: who there is, what is special about each, and which problem of the field each brings about. */
export const personasPage = (): string => `# 試験用の患者 / Personas

すべて架空の人物です。個人番号の検査用数字はわざと誤り、市区町村 13999 と保険者番号の都道府県 99 は実在しません。表は
\`npm run diagrams\` が \`simulator/personas.data.ts\` から作り、試験が一致を確かめます。

Nobody here exists: the check digit of every individual number is wrong on purpose, and there is no municipality 13999 and no
prefecture 99. The tables are made of \`simulator/personas.data.ts\` by \`npm run diagrams\`, and a test holds them to it. Secrets
(PINs, numbers A and B) are in \`shikaku personas --json\`; \`shikaku personas --print DIR\` writes card fronts and faces for real
readers; \`--right-number ID\` gives one person an individual number that passes a check of its digit.

Each has a card with five RSA keys that are on no other card. \`p000000\` to \`p999999\` are the many: functions of their number.

| id | 氏名 name | カナ kana | 生年月日 born | 性別 sex | 証明書 certificate | 資格 eligibility | どんな人か | who |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${personas.map(rowOf).join("\n")}

## 現場の問題と患者 / Problems of the field, and who has them

| 問題 problem | 原因 cause | 患者 personas |
| --- | --- | --- |
${FIELD_PROBLEMS.map(({ problem, cause, personas: ids }) => `| ${problem.ja}<br>${problem.en} | ${cause.ja}<br>${cause.en} | ${ids.map((id) => `\`${id}\``).join(", ")} |`).join("\n")}
`;

const SEXES: Readonly<Record<Person["sex"], string>> = { male: "男 m", female: "女 f", unset: "未設定 unset" };

const CERTIFICATES: Readonly<Record<Person["certificate"], string>> = {
  valid: "有効 valid",
  revoked: "失効 revoked",
  expired: "期限切れ（3 か月以内）expired, in grace",
  longExpired: "期限切れ（3 か月超）long expired",
  expiring: "期限間近 expiring",
  renewed: "更新直後 just renewed",
};

const PHONES = { android: "、Android にも as well", iphone: "、iPhone にも as well" } as const;

const rowOf = (person: Person) => {
  const { id, name, kana, birthDate, sex, certificate, phone, note } = person;
  const cells = [
    `\`${id}\``,
    name,
    kana,
    birthDate,
    SEXES[sex],
    CERTIFICATES[certificate] + (phone === undefined ? "" : PHONES[phone]),
    eligibilityOf(person),
  ];
  return `| ${[...cells, note.ja, note.en].join(" | ")} |`;
};

function eligibilityOf({ insurer, number, former, until, also, uninsured, mistakenFor }: Person): string {
  if (uninsured) return "なし none";
  const ended = until === undefined ? "" : `（${until} まで until）`;
  const before = former ? `${former.insurer} ${former.number}（${former.until} まで until）→ ` : "";
  const second = also ? ` ＋ ${also.insurer} ${also.number} ${also.branch}` : "";
  const whose = mistakenFor ? `（${mistakenFor.name} のもの somebody else's）` : "";
  return `${before}${insurer} ${number}${ended}${second}${whose}`;
}
