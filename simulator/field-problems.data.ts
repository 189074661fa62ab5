/**
 * What goes wrong at counters (reports of clinics and of vendors, 2024–2025), and who of the personas brings it about. Where the cause is
 * not the patient's, it is a patient with whom it can happen, and `cause` says what else it takes.
 */
export interface FieldProblem {
  readonly id: string;
  readonly problem: { readonly ja: string; readonly en: string };
  readonly cause: { readonly ja: string; readonly en: string };
  readonly personas: readonly [string, ...string[]];
}

export const FIELD_PROBLEMS: readonly FieldProblem[] = [
  {
    id: "gaiji",
    problem: { ja: "氏名・住所が ● になる", en: "● in name or address" },
    cause: { ja: "JIS X 0208 にない文字", en: "characters outside JIS X 0208" },
    personas: ["gaiji", "gaiji-address", "boxed"],
  },
  {
    id: "registration-lag",
    problem: { ja: "転職直後に「資格無効」", en: "invalid right after a change of job" },
    cause: { ja: "次の保険者の登録の遅れ", en: "the next insurer is late with the registration" },
    personas: ["lost", "moved"],
  },
  {
    id: "none-or-several",
    problem: { ja: "該当資格なし・複数該当", en: "no match, or several" },
    cause: { ja: "未登録、二重登録", en: "not registered yet, or twice" },
    personas: ["newborn", "doubled", "two-insurers"],
  },
  {
    id: "copayment",
    problem: { ja: "一部負担金の割合がない・違う", en: "copayment rate missing or different" },
    cause: { ja: "保険者のデータの誤り", en: "an error in the insurer's data" },
    personas: ["no-rate", "two-rates"],
  },
  {
    id: "chip-unread",
    problem: { ja: "IC が読めない", en: "the chip is not read" },
    cause: {
      ja: "カードケース、置き位置、汚れ、故障（読取機側の障害として入れる）",
      en: "case, position, dirt, a dead chip: told as a fault of the slot",
    },
    personas: ["hanako"],
  },
  {
    id: "face-refused",
    problem: { ja: "顔認証が通らない", en: "the face is refused" },
    cause: {
      ja: "古い写真、子ども、カメラの高さ、光、マスク",
      en: "an old photograph, a child, height, light, a mask",
    },
    personas: ["aged", "aged-child", "wheelchair"],
  },
  {
    id: "number-b-unread",
    problem: { ja: "照合番号B を券面から読めない", en: "number B is not read off the front" },
    cause: { ja: "カバー、汚れ、向き。10 回でロックする", en: "a cover, dirt, orientation; ten misses lock it" },
    personas: ["worn", "keyb"],
  },
  {
    id: "pin-wrong",
    problem: { ja: "暗証番号を 3 回間違えた", en: "the PIN was wrong three times" },
    cause: { ja: "忘れた", en: "forgotten" },
    personas: ["last-try", "locked", "text-locked"],
  },
  {
    id: "certificate",
    problem: {
      ja: "電子証明書の期限切れ・期限間近・失効・更新直後",
      en: "certificate expired, about to, revoked, just renewed",
    },
    cause: { ja: "5 回目の誕生日、更新から 24 時間以内", en: "the fifth birthday; less than 24 hours since renewal" },
    personas: ["expired", "long-expired", "expiring", "revoked", "renewed"],
  },
  {
    id: "card-taken-early",
    problem: { ja: "カードが途中で取られた", en: "the card is taken too early" },
    cause: { ja: "同意が終わる前", en: "before consent has ended" },
    personas: ["hanako"],
  },
  {
    id: "card-left",
    problem: { ja: "カードの取り忘れ", en: "the card is left behind" },
    cause: { ja: "受付が終わった後", en: "after the reception has ended" },
    personas: ["hanako"],
  },
  {
    id: "same-patient-twice",
    problem: { ja: "同じ患者が 2 台の読取機で受付", en: "the same patient at two readers" },
    cause: { ja: "競合。取り違えの相手は双子", en: "a race; with twins it is the wrong one" },
    personas: ["hanako", "mirei", "mirai"],
  },
  {
    id: "answers",
    problem: {
      ja: "応答が遅い・途中・二重・文字コード違い",
      en: "an answer late, half written, twice, in the wrong encoding",
    },
    cause: { ja: "端末（障害として入れる）", en: "the terminal, told as a fault" },
    personas: ["hanako", "gaiji"],
  },
  {
    id: "line",
    problem: { ja: "回線の再認証、中央システムの停止", en: "the line wants authentication anew, the centre is down" },
    cause: { ja: "ネットワーク（障害として入れる）", en: "the network, told as a fault" },
    personas: ["hanako"],
  },
  {
    id: "wrong-person",
    problem: { ja: "別人の資格がひも付いている", en: "another person's data come up" },
    cause: { ja: "保険者による個人番号の誤入力", en: "an individual number typed wrongly at the insurer" },
    personas: ["mixed-up"],
  },
  {
    id: "staff-mode-left",
    problem: { ja: "目視確認モードのまま", en: "the reader is left in the mode of visual check" },
    cause: { ja: "戻し忘れ", en: "forgotten by the staff" },
    personas: ["taro"],
  },
  {
    id: "without-pin",
    problem: { ja: "暗証番号のないカード", en: "a card without PIN" },
    cause: { ja: "顔認証マイナンバーカード", en: "issued for face matching only" },
    personas: ["faceonly"],
  },
  {
    id: "child",
    problem: { ja: "子どもの受付", en: "a child's reception" },
    cause: { ja: "署名用電子証明書がない、写真が古い", en: "no certificate for signatures, an old photograph" },
    personas: ["child", "newborn", "aged-child"],
  },
  {
    id: "names",
    problem: { ja: "長い氏名、ローマ字の氏名、通称", en: "a long name, a Latin one, a second one in use" },
    cause: { ja: "欄の長さと文字種", en: "lengths and character sets of fields" },
    personas: ["long-name", "foreign"],
  },
  {
    id: "public-expense",
    problem: { ja: "医療扶助", en: "medical assistance" },
    cause: { ja: "保険者番号のかわりに公費負担者番号", en: "the number of the public expense in an insurer's place" },
    personas: ["assistance", "unticketed"],
  },
  {
    id: "payment-limit",
    problem: { ja: "限度額、高齢受給者証、特定疾病", en: "a limit of payments, a share by age, a specific disease" },
    cause: {
      ja: "示されるかどうかが、カードか番号か、同意の有無で変わる",
      en: "whether they are told depends on card or number, and on consent",
    },
    personas: ["limit", "elderly", "dialysis"],
  },
  {
    id: "certificate-class",
    problem: { ja: "ふつうと違う区分の資格", en: "an entitlement of another class than usual" },
    cause: { ja: "特別療養費など（OQSCD010）", en: "such as 特別療養費 (OQSCD010)" },
    personas: ["special-fee"],
  },
  {
    id: "phone",
    problem: { ja: "スマートフォンで受付", en: "a reception by phone" },
    cause: { ja: "カードを持たずに来た", en: "the patient came without the card" },
    personas: ["android", "iphone"],
  },
  {
    id: "eras",
    problem: { ja: "生年の元号の取り違え", en: "the wrong era for a year of birth" },
    cause: { ja: "照合番号B の年に元号がない", en: "number B carries the year without its era" },
    personas: ["taisho", "newborn"],
  },
];
