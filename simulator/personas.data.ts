import type { Person } from "./people.ts";

/**
 * The named patients. Places do not exist (municipality 13999), insurers have the prefecture number 99, which none has, and a right
 * check digit; dates follow the ministry's own example of シカク ハナコ and シカク タロウ where there is one.
 */
export type Row = Pick<Person, "id" | "name" | "kana" | "birthDate" | "sex" | "note"> &
  Partial<Omit<Person, "id" | "name" | "kana" | "birthDate" | "sex" | "note" | "numberA" | "numberB">>;

/** A code that no municipality has. */
export const MUNICIPALITY = "13999";

/** Where nothing else is said of a persona. */
export const USUAL = {
  address: "東京都見本区資格町一丁目２番３号",
  postNumber: "9990001",
  insurer: "06990014",
  insurerName: "見本健康保険組合",
  symbol: "１０１",
  branch: "00",
  copayment: "030",
  pins: { auth: "1234", text: "1234", sign: "ABC123" },
  certificate: "valid",
  photographAge: 2,
} as const;

export const PERSONAS: readonly Row[] = [
  {
    id: "hanako",
    name: "資格　花子",
    kana: "ｼｶｸ ﾊﾅｺ",
    birthDate: "19890913",
    sex: "female",
    note: {
      ja: "ふつうの成人。特に指定がなければこの人",
      en: "an adult with everything; the patient where no other is named",
    },
  },
  {
    id: "taro",
    name: "資格　太郎",
    kana: "ｼｶｸ ﾀﾛｳ",
    birthDate: "20040804",
    sex: "male",
    branch: "01",
    note: {
      ja: "もう一人の成人。取り違えの相手役",
      en: "a second adult, whose card or face turns up in the wrong place",
    },
  },
  {
    id: "locked",
    name: "鍵谷　守",
    kana: "ｶｷﾞﾔ ﾏﾓﾙ",
    birthDate: "19750320",
    sex: "male",
    triesLeft: { auth: 0 },
    note: { ja: "利用者証明用の暗証番号がロック済み", en: "the authentication PIN is locked already" },
  },
  {
    id: "last-try",
    name: "崖渕　一",
    kana: "ｶﾞｹﾌﾞﾁ ﾊｼﾞﾒ",
    birthDate: "19810102",
    sex: "unset",
    triesLeft: { auth: 1 },
    note: { ja: "暗証番号はあと 1 回", en: "one try left for the authentication PIN" },
  },
  {
    id: "keyb",
    name: "番場　照子",
    kana: "ﾊﾞﾝﾊﾞ ﾃﾙｺ",
    birthDate: "19630708",
    sex: "female",
    triesLeft: { keyB: 2 },
    note: { ja: "照合番号B はあと 2 回", en: "two tries left for number B" },
  },
  {
    id: "revoked",
    name: "失野　効",
    kana: "ｼﾂﾉ ｺｳ",
    birthDate: "19920229",
    sex: "male",
    certificate: "revoked",
    note: { ja: "利用者証明用電子証明書が失効している", en: "the authentication certificate is revoked" },
  },
  {
    id: "expired",
    name: "期限　過子",
    kana: "ｷｹﾞﾝ ｽｷﾞｺ",
    birthDate: "19850331",
    sex: "female",
    certificate: "expired",
    note: { ja: "電子証明書の有効期限が切れている", en: "the certificates have expired" },
  },
  {
    id: "expiring",
    name: "期限　間近",
    kana: "ｷｹﾞﾝ ﾏﾁﾞｶ",
    birthDate: "19910430",
    sex: "male",
    certificate: "expiring",
    note: { ja: "電子証明書の有効期限がひと月以内", en: "the certificates expire within a month" },
  },
  {
    id: "gaiji",
    name: "髙橋　𠮷乃",
    kana: "ﾀｶﾊｼ ﾖｼﾉ",
    birthDate: "19540501",
    sex: "female",
    copayment: "020",
    note: { ja: "氏名に JIS X 0208 にない文字（髙・𠮷）", en: "a name with characters outside JIS X 0208 (髙, 𠮷)" },
  },
  {
    id: "mirei",
    name: "双葉　美玲",
    kana: "ﾌﾀﾊﾞ ﾐﾚｲ",
    birthDate: "20011103",
    sex: "female",
    face: 10_000,
    note: { ja: "双子の姉。生年月日・住所・保険が同じ", en: "a twin: same birth date, address and insurance as mirai" },
  },
  {
    id: "mirai",
    name: "双葉　未来",
    kana: "ﾌﾀﾊﾞ ﾐﾗｲ",
    birthDate: "20011103",
    sex: "female",
    branch: "01",
    face: 10_000 + 2 ** 32,
    note: { ja: "双子の妹", en: "the other twin" },
  },
  {
    id: "faceonly",
    name: "顔野　認",
    kana: "ｶｵﾉ ﾐﾄﾑ",
    birthDate: "19380615",
    sex: "male",
    insurer: "39990015",
    insurerName: "見本県後期高齢者医療広域連合",
    symbol: "",
    branch: "",
    copayment: "010",
    pins: {},
    note: { ja: "顔認証マイナンバーカード（暗証番号なし）", en: "a face-only card: no PIN was ever set" },
  },
  {
    id: "aged",
    name: "昔田　写",
    kana: "ﾑｶｼﾀﾞ ｳﾂﾙ",
    birthDate: "20051020",
    sex: "male",
    photographAge: 9,
    note: { ja: "子どもの頃の顔写真のまま", en: "a photograph taken nine years ago, as a child" },
  },
  {
    id: "moved",
    name: "転田　移",
    kana: "ﾃﾝﾀﾞ ｳﾂﾘ",
    birthDate: "19960824",
    sex: "female",
    insurer: "06990022",
    insurerName: "新見本健康保険組合",
    former: {
      insurer: "06990014",
      insurerName: "見本健康保険組合",
      symbol: "１０１",
      number: "000014",
      branch: "00",
      until: "20260228",
    },
    note: {
      ja: "転職で保険者が変わり、前の資格は喪失",
      en: "changed insurer with the job: the old eligibility is lost",
    },
  },
  {
    id: "child",
    name: "若葉　萌",
    kana: "ﾜｶﾊﾞ ﾓｴ",
    birthDate: "20160505",
    sex: "female",
    branch: "03",
    pins: { auth: "1234", text: "1234" },
    note: { ja: "15 歳未満。署名用電子証明書がない", en: "under fifteen: no certificate for signatures" },
  },
];

/** As it is written, and in half-width katakana. */
type Name = readonly [string, string];

export const SURNAMES: readonly [Name, ...Name[]] = [
  ["青葉", "ｱｵﾊﾞ"],
  ["石橋", "ｲｼﾊﾞｼ"],
  ["上野", "ｳｴﾉ"],
  ["榎本", "ｴﾉﾓﾄ"],
  ["大森", "ｵｵﾓﾘ"],
  ["柏木", "ｶｼﾜｷﾞ"],
  ["岸辺", "ｷｼﾍﾞ"],
  ["久保田", "ｸﾎﾞﾀ"],
  ["小松", "ｺﾏﾂ"],
  ["桜井", "ｻｸﾗｲ"],
  ["白川", "ｼﾗｶﾜ"],
];

export const GIVEN: Readonly<Record<"female" | "male", readonly [Name, ...Name[]]>> = {
  female: [
    ["明子", "ｱｷｺ"],
    ["恵", "ﾒｸﾞﾐ"],
    ["さくら", "ｻｸﾗ"],
    ["千尋", "ﾁﾋﾛ"],
    ["直美", "ﾅｵﾐ"],
  ],
  male: [
    ["一郎", "ｲﾁﾛｳ"],
    ["健", "ｹﾝ"],
    ["悟", "ｻﾄﾙ"],
    ["豊", "ﾕﾀｶ"],
    ["亮太", "ﾘｮｳﾀ"],
  ],
};
