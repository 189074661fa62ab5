import stringWidth from "string-width";
import type { Lang } from "../device/errors.ts";
import type { Person } from "../simulator/people.ts";
import type { Text } from "./say.ts";

/** Where everything of a served counter is. */
export interface Places {
  readonly console: string;
  readonly control: string;
  readonly openapi: string;
  readonly central: string;
  readonly network: string;
  readonly mobile: string;
  readonly reception: string;
  readonly ocsp: string;
  readonly crl: string;
  readonly oqs: string;
  readonly data: string;
  readonly pki: string;
  readonly institutionCode: string;
}

const PLACES: Readonly<Record<keyof Places, Text>> = {
  console: { ja: "画面（ブラウザーで開く）", en: "console, for a browser" },
  control: { ja: "制御 API", en: "control API" },
  openapi: { ja: "その定義", en: "its document" },
  central: { ja: "中央システム（相互 TLS）", en: "central system, mutual TLS" },
  network: { ja: "閉域網のゲートウェイ（TLS の CONNECT）", en: "gateway of the closed network, CONNECT over TLS" },
  mobile: { ja: "モバイル端末の窓口（TLS）", en: "door for mobile devices, TLS" },
  reception: { ja: "マイナ在宅受付Web", en: "home-reception web" },
  ocsp: { ja: "OCSP", en: "OCSP" },
  crl: { ja: "失効リスト", en: "revocation lists" },
  oqs: { ja: "連携フォルダー req, res, face", en: "exchange folders req, res, face" },
  data: { ja: "中央システムの記録 central.db", en: "what the centre keeps: central.db" },
  pki: { ja: "証明書と鍵", en: "certificates and keys" },
  institutionCode: { ja: "医療機関コード", en: "institution code" },
};

const HEADS = {
  patients: {
    ja: "患者（すべて架空。暗証番号はあれば 1234）",
    en: "patients, all invented; PIN 1234 where there is one",
  },
  next: { ja: "次に試すこと", en: "what to try next" },
} as const satisfies Record<string, Text>;

/** What somebody wants to see who has just started a counter: where things are, who can come, and what to type. */
export function welcome(places: Places, people: readonly Person[], lang: Lang): string {
  const named = (Object.keys(PLACES) as (keyof Places)[]).map((name) => [PLACES[name][lang], places[name]] as const);
  const patients = people.map(({ id, name, kana, note }) => [id, name, kana, note[lang]] as const);
  return [
    "",
    ...columns(named),
    "",
    HEADS.patients[lang],
    ...columns(patients),
    "",
    HEADS.next[lang],
    ...columns(examples(places).map(([what, command]) => [what[lang], command] as const)),
    "",
  ].join("\n");
}

const POST = "curl -X POST -H content-type:application/json -d";

const examples = ({ control }: Places): readonly (readonly [Text, string])[] => [
  [
    { ja: "カードを置く", en: "put a card on the reader" },
    `${POST} '{"persona":"hanako"}' ${control}/intents/placeCard`,
  ],
  [
    { ja: "次の回答を「無効・新しい資格あり」に", en: "the next answer: lost, a newer one exists" },
    `${POST} '{"persona":"hanako","validity":"3"}' ${control}/answers`,
  ],
  [{ ja: "不具合の一覧", en: "what can go wrong" }, `curl ${control}/faults`],
  [{ ja: "回線を切る", en: "take the line down" }, `curl -X PUT ${control}/faults/line.down`],
  [{ ja: "回線を戻す", en: "and up again" }, `curl -X DELETE ${control}/faults/line.down`],
];

/** Two blanks before each row, and each column but the last as wide as its widest cell; a kanji is two wide. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const [first = []] = rows;
  const widths = first.map((_, at) => Math.max(...rows.map((row) => stringWidth(row[at] ?? ""))));
  const padded = (row: readonly string[]) =>
    row.map((cell, at) => (at < row.length - 1 ? cell + " ".repeat((widths[at] ?? 0) - stringWidth(cell)) : cell));
  return rows.map((row) => `  ${padded(row).join("  ")}`);
}
