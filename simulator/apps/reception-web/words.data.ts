import type { Lang } from "../../../device/errors.ts";
import type { ConsentItem } from "../../../device/wire/face.ts";
import type { FormOfCare } from "../../central/remote/forms.ts";

/** Every word of the page. */
export type Words = Readonly<Record<Lang, string>>;

export const WORDS = {
  title: { ja: "マイナ在宅受付Web", en: "Home reception" },
  at: { ja: "医療機関・薬局", en: "Facility" },
  bench: {
    ja: "試験台の画面です。患者はすべて架空で、実在の受付ではありません。",
    en: "This is a test bench: every patient is invented, and this is no real reception.",
  },
  noLink: {
    ja: "医療機関から案内されたURLまたは二次元コードから開いてください。",
    en: "Open the address, or the two-dimensional code, that your facility gave you.",
  },
  malformed: {
    ja: "この画面の入力ではありません。受付に戻って、入力し直してください。",
    en: "That is not what this page's form sends. Go back to the reception and fill it in again.",
  },
  form: { ja: "受診の方法", en: "How you are seen" },
  careDay: { ja: "診療日", en: "Day of care" },
  consents: { ja: "医療機関が見てよい情報", en: "What the facility may look at" },
  consentsHint: {
    ja: "選んだものだけに同意します。ひとつも選ばなければ、資格情報だけが伝わります。",
    en: "You consent to what is ticked and to nothing else. With nothing ticked only your eligibility is told.",
  },
  card: { ja: "マイナンバーカード", en: "My Number Card" },
  whose: { ja: "かざすカード（試験台の患者）", en: "Card to hold to this device (patients of the bench)" },
  onReader: {
    ja: "カードをリーダーに置いてから「登録する」を押してください。",
    en: "Lay the card on the reader, then register.",
  },
  reader: { ja: "リーダー", en: "Reader" },
  pin: { ja: "利用者証明用の暗証番号（数字4桁）", en: "PIN for user authentication (four digits)" },
  pinHint: {
    ja: "3回続けて間違えるとカードがロックされます。番号はこの端末からカードだけに渡ります。",
    en: "Three wrong ones in a row lock the card. It goes from this device to the card and nowhere else.",
  },
  spendLastTry: {
    ja: "最後の1回を使います（間違えるとロックされます）",
    en: "Use the last try (the card locks if it is wrong)",
  },
  register: { ja: "登録する", en: "Register" },
  toRelease: { ja: "同意を取り消す", en: "Take a consent back" },
  release: { ja: "取り消す", en: "Take it back" },
  releaseHint: {
    ja: "この医療機関への同意を、今から取り消します。カードと暗証番号で確かめます。",
    en: "Ends your consent at this facility from now on. Your card and PIN confirm that it is you.",
  },
  back: { ja: "受付に戻る", en: "Back to the reception" },
  done: { ja: "登録しました", en: "Registered" },
  released: { ja: "同意を取り消しました", en: "The consent has been taken back" },
  refused: { ja: "登録できませんでした", en: "Not registered" },
  notReleased: { ja: "取り消せませんでした", en: "Not taken back" },
  eligibility: { ja: "あなたの資格", en: "Your eligibility" },
  name: { ja: "氏名", en: "Name" },
  insurer: { ja: "保険者", en: "Insurer" },
  number: { ja: "記号・番号（枝番）", en: "Symbol and number (branch)" },
  validity: { ja: "資格", en: "Eligibility" },
  until: { ja: "まで", en: "until" },
  goesOn: { ja: "訪問診療等が続くあいだ", en: "for as long as the visits go on" },
  nothing: { ja: "同意した情報はありません。", en: "You consented to nothing beyond eligibility." },
  remembered: {
    ja: "この端末では、前回の患者と同じ方のカードだけを受け付けます。",
    en: "This device takes the card of the patient of last time alone.",
  },
  forget: { ja: "別の人が使う", en: "Somebody else uses this device" },
} as const satisfies Record<string, Words>;

export const FORMS_SAID: Readonly<Record<FormOfCare, Words>> = {
  homeVisit: { ja: "訪問診療・訪問薬剤管理指導（続けて訪問）", en: "Visits at home that go on" },
  houseCall: { ja: "往診（1回の訪問）", en: "House call (this visit alone)" },
  online: { ja: "オンライン診療・オンライン服薬指導", en: "Online consultation" },
  otherRoute: { ja: "外来（通常とは異なる受付）", en: "Outpatient, by another route than the counter" },
};

export const ITEMS_SAID: Readonly<Record<ConsentItem, Words>> = {
  medicines: { ja: "薬剤情報", en: "Medicines" },
  checkups: { ja: "特定健診情報", en: "Health check-ups" },
  diagnoses: { ja: "診療情報", en: "Diagnoses" },
  operations: { ja: "手術情報", en: "Operations" },
  specificDiseases: { ja: "特定疾病療養受療証", en: "Certificate of specific diseases" },
};

/** By QualificationValidity (OQSCD006). */
export const VALIDITY_SAID: Readonly<Record<string, Words>> = {
  "1": { ja: "有効", en: "valid" },
  "2": { ja: "無効", en: "not valid any more" },
  "3": { ja: "無効（新しい資格あり）", en: "not valid any more; there is a newer one" },
  "4": { ja: "該当なし", en: "none found" },
  "5": { ja: "複数該当", en: "several found" },
  "6": { ja: "有効（未登録）", en: "valid, unregistered" },
};

/** What the card would not do, and what to do then. */
export const CARD_SAID = {
  wrong: {
    ja: "暗証番号が違います。残り {tries} 回です。確かめて、もう一度入力してください。",
    en: "The PIN is wrong. Tries left: {tries}. Make sure of it and type it again.",
  },
  locked: {
    ja: "暗証番号がロックされているか、設定されていません（顔認証マイナンバーカード）。医療機関の窓口で受け付けるか、市区町村の窓口で設定し直してください。",
    en: "The PIN is locked, or was never set (a face-only card). Register at the facility's counter, or have it set anew at your municipality.",
  },
  lastTry: {
    ja: "残り1回です。間違えるとロックされます。確かなときだけ、下の欄に印を付けてもう一度登録してください。",
    en: "One try is left, and a wrong PIN locks the card. Tick the box below and try again only if you are sure.",
  },
  formless: {
    ja: "暗証番号は数字4桁です。4桁で入力してください。",
    en: "The PIN is four digits. Type four digits.",
  },
  absent: {
    ja: "利用者証明用の電子証明書がないカードです。医療機関の窓口で受け付けてください。",
    en: "This card has no certificate for user authentication. Register at the facility's counter.",
  },
  noLeave: {
    ja: "中央システムの許可がありません。しばらくしてもう一度登録し、続くときは医療機関に知らせてください。",
    en: "The central system gave no leave. Register again a little later; if it goes on, tell the facility.",
  },
  noCard: {
    ja: "カードがありません。カードをかざして、もう一度登録してください。",
    en: "There is no card. Hold the card to the device and register again.",
  },
  unreadable: {
    ja: "カードを読み取れませんでした。カードを動かさずに、もう一度登録してください。",
    en: "The card could not be read. Hold it still and register again.",
  },
} as const satisfies Record<string, Words>;
