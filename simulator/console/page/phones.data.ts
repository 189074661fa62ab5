import type { PhoneName, PhoneOutcome, Phones, Reading } from "../../../device/control/phones.ts";
import type { Text } from "./language.tsx";

type Form = NonNullable<Reading["form"]>;

interface Phone {
  readonly title: Text;
  readonly about: Text;
  /** Ways to be seen that its app knows, the usual one first. */
  readonly forms: readonly Form[];
  /** Somebody stands beside who can compare the face with the card. */
  readonly mayLook: boolean;
  readonly consents: boolean;
  readonly act: Text;
}

export const PHONES: Readonly<Record<PhoneName, Phone>> = {
  patient: {
    title: { ja: "患者の端末", en: "The patient's phone" },
    about: {
      ja: "マイナ在宅受付Web。暗証番号だけで受け付けます。",
      en: "The home-reception web: the PIN and nothing else.",
    },
    forms: ["online", "otherRoute", "homeVisit", "houseCall"],
    mayLook: false,
    consents: true,
    act: { ja: "カードを読んで登録", en: "Read the card and register" },
  },
  nurse: {
    title: { ja: "訪問看護の端末", en: "The visiting nurse's device" },
    about: {
      ja: "マイナ資格確認アプリ（居宅同意取得型）。訪問、往診、通常とは異なる動線に使います。",
      en: "Visits at home, house calls, and patients by another route than the counter.",
    },
    forms: ["homeVisit", "houseCall", "otherRoute"],
    mayLook: true,
    consents: true,
    act: { ja: "カードを読む", en: "Read the card" },
  },
  eligibility: {
    title: { ja: "資格確認限定型の端末", en: "The eligibility-only device" },
    about: {
      ja: "資格情報だけを取得します。何に同意していても、ほかは返りません。",
      en: "Eligibility and nothing else, whatever was agreed to.",
    },
    forms: [],
    mayLook: true,
    consents: false,
    act: { ja: "資格を確かめる", en: "Check eligibility" },
  },
};

export const FORMS: Readonly<Record<Form, { readonly use: "2" | "3"; readonly name: Text }>> = {
  homeVisit: { use: "2", name: { ja: "訪問診療など（同意は続く）", en: "visits at home (the consent goes on)" } },
  houseCall: { use: "2", name: { ja: "往診（その都度）", en: "house call (this time)" } },
  online: { use: "3", name: { ja: "オンライン診療など", en: "online consultation" } },
  otherRoute: {
    use: "3",
    name: { ja: "外来（異なる動線・機器故障）", en: "outpatient, another route or a broken reader" },
  },
};

export const MODES: readonly {
  readonly mode: keyof Phones["modes"];
  readonly use: "2" | "3";
  readonly name: Text;
}[] = [
  { mode: "homeVisit", use: "2", name: { ja: "訪問診療等の機能を使う", en: "uses visits at home" } },
  {
    mode: "online",
    use: "3",
    name: { ja: "オンライン診療等の機能を使う", en: "uses online consultation and other routes" },
  },
];

export const FACILITY = {
  title: { ja: "医療機関", en: "The facility" },
  about: {
    ja: "環境設定で有効にした方式だけが使えます。患者にはマイナ在宅受付Webのアドレスを送ります。",
    en: "Only what the environment settings switch on can be used. Patients are sent the address of the web reception.",
  },
  address: { ja: "受付のアドレスを出す", en: "Show the address" },
  open: { ja: "マイナ在宅受付Webを開く", en: "Open the home-reception web" },
  untold: {
    ja: "端末のようすが分かりません。「受付」の画面の「わざと起こす不具合」も確かめてください。",
    en: "Nobody could tell about the phones. See also under Reception what is made to go wrong.",
  },
  again: { ja: "もう一度尋ねる", en: "Ask again" },
  wait: { ja: "端末のようすを尋ねています。", en: "The phones are being asked." },
} as const satisfies Record<string, Text>;

export const PHONE = {
  register: { ja: "登録コードで登録する", en: "Register with an activation code" },
  strikeOff: { ja: "端末の登録を取り消す", en: "Strike the device off" },
  card: { ja: "かざすカード", en: "Card held to it" },
  noCard: { ja: "なし", en: "none" },
  reader: { ja: "実際のリーダーで読みます:", en: "reads with a real reader:" },
  reading: { ja: "読み取っています", en: "reading" },
  form: { ja: "受診の方法", en: "How the patient is seen" },
  consents: { ja: "同意する情報", en: "Consented information" },
  expects: { ja: "初回の患者（別人のカードは断る）", en: "Patient of the first visit (another's card is refused)" },
  anybody: { ja: "決めない", en: "anybody" },
  staff: { ja: "職員が写真と見比べた（目視）", en: "staff have compared face and photograph" },
  pin: { ja: "暗証番号（4桁）", en: "PIN (four digits)" },
  spendLastTry: { ja: "最後の1回を使う", en: "use the last try" },
  release: { ja: "同意を取り消す", en: "Take the consent back" },
} as const satisfies Record<string, Text>;

export const OUTCOME = {
  triesLeft: { ja: "残り回数:", en: "Tries left:" },
  released: { ja: "同意を取り消しました。", en: "The consent has been taken back." },
  name: { ja: "氏名", en: "name" },
  insurer: { ja: "保険者", en: "insurer" },
  number: { ja: "記号・番号・枝番", en: "symbol, number, branch" },
  goesOn: { ja: "訪問が続くあいだ", en: "as long as the visits go on" },
  endUntold: { ja: "同意あり（期限は知らされません）", en: "given; its end is not told" },
  nothing: { ja: "資格情報のほかは見られません。", en: "Nothing beyond eligibility may be seen." },
} as const satisfies Record<string, Text>;

/** Each with what to do next. */
export const CARD: Readonly<Record<Extract<PhoneOutcome, { is: "card" }>["because"], Text>> = {
  wrong: { ja: "暗証番号が違います。もう一度入力してください。", en: "The PIN is wrong. Type it again." },
  locked: {
    ja: "暗証番号がロックされているか、ありません。市区町村の窓口で再設定を受けてください。",
    en: "The PIN is locked, or was never set. Have it set anew at the municipal office.",
  },
  lastTry: { ja: "残り1回です。使うなら印を付けてもう一度。", en: "One try is left. Tick to use it, and try again." },
  formless: {
    ja: "暗証番号は数字4桁です。4桁で入力してください。",
    en: "The PIN is four digits. Type four digits.",
  },
  absent: {
    ja: "利用者証明用の証明書がないカードです。資格確認書など、ほかの方法で確かめてください。",
    en: "The card has no certificate for authentication. Confirm the patient another way, such as by a paper certificate.",
  },
  noLeave: {
    ja: "中央システムの許可がありません。端末の登録と医療機関の設定を確かめ、もう一度読んでください。",
    en: "The central system gave no leave. See to the device's registration and the facility's settings, then read again.",
  },
};
