import type { Trouble } from "../../../device/control/marks.ts";
import type { Screen } from "../../../device/wire/face.ts";
import type { Unlike } from "./counter-state.ts";
import type { Text } from "./language.tsx";

/** What stands on the reader's screen, as a patient reads it, and what the person at this console can do then. */
export interface ScreenText {
  readonly title: Text;
  readonly line?: Text;
  /** For whoever plays the patient: what to do now. */
  readonly hint: Text;
  /** What is said otherwise while a phone lies there. */
  readonly phone?: Partial<Pick<ScreenText, "title" | "line" | "hint">>;
}

export const SCREENS: Readonly<Record<Screen, ScreenText>> = {
  idle: {
    title: { ja: "マイナンバーカードを置いてください", en: "Place your My Number Card" },
    line: { ja: "カードの顔写真がある面を上にしてください", en: "Photograph side up" },
    hint: {
      ja: "「患者のカード」から1枚選び、リーダーに置きます（クリック、Enter、またはドラッグ）。",
      en: "Pick one of the patients' cards and lay it on the reader: click it, press Enter on it, or drag it.",
    },
  },
  placeCard: {
    title: { ja: "マイナンバーカードを置いてください", en: "Place your My Number Card" },
    line: { ja: "スマートフォンの方は、下から選んでください", en: "With a phone, choose it below" },
    hint: {
      ja: "カードを置くか、患者としてスマートフォンの種類に触れます。",
      en: "Lay down a card, or, as the patient, touch the kind of phone.",
    },
  },
  chooseMethod: {
    title: { ja: "本人確認の方法を選んでください", en: "How would you like to be identified?" },
    hint: { ja: "患者として、画面のボタンに触れます。", en: "As the patient, touch a button on the screen." },
  },
  readingCard: {
    title: { ja: "カードを読み取っています", en: "Reading your card" },
    line: { ja: "カードを動かさないでください", en: "Please do not move the card" },
    hint: { ja: "リーダーがカードを読んでいます。待つだけです。", en: "The reader is reading the card. Just wait." },
    phone: {
      title: { ja: "スマートフォンを読み取っています", en: "Reading your phone" },
      line: { ja: "かざしたまま動かさないでください", en: "Hold it still, please" },
      hint: { ja: "リーダーが端末を読んでいます。待つだけです。", en: "The reader is reading the phone. Just wait." },
    },
  },
  lookAtCamera: {
    title: { ja: "カメラを見てください", en: "Look at the camera" },
    line: { ja: "枠の中に顔を合わせてください", en: "Bring your face into the frame" },
    hint: {
      ja: "「カメラの前に立つ」で、誰かの顔を見せます。本人でも、別人でも、マスク姿でも。",
      en: "Under “Before the camera”, step up: as the holder, as somebody else, or with a mask.",
    },
  },
  enterPin: {
    title: { ja: "暗証番号（4桁）を入力してください", en: "Enter your four-digit PIN" },
    hint: {
      ja: "内蔵の患者の暗証番号は 1234 です。違う番号を入れると残り回数が減ります。",
      en: "The built-in patients' PIN is 1234. A wrong one costs a try.",
    },
  },
  staffPassword: {
    title: { ja: "職員による目視確認", en: "Visual check by staff" },
    line: { ja: "カードの写真と本人の顔を見比べてください", en: "Compare the photograph on the card with the person" },
    hint: { ja: "職員のパスワードは mihon-2026 です。", en: "The staff password is mihon-2026." },
  },
  consent: {
    title: { ja: "過去の診療情報などを提供しますか", en: "May this clinic see your past records?" },
    line: { ja: "同意した情報だけが医療機関に提供されます", en: "Only what you agree to is passed on" },
    hint: { ja: "まとめて、または1つずつ同意するか、断ります。", en: "Agree to all, to some, or to none." },
  },
  choosePrescription: {
    title: { ja: "処方箋の受け取り方を選んでください", en: "How would you like your prescription?" },
    hint: { ja: "電子か紙かを選びます。", en: "Choose electronic or paper." },
  },
  pleaseWait: {
    title: { ja: "お待ちください", en: "Please wait" },
    line: { ja: "資格を確認しています", en: "Your eligibility is being confirmed" },
    hint: { ja: "中央システムの返事を待っています。", en: "The central system is being asked." },
  },
  // Also what a reader shows before a reception, where a card still lies there, and after it was started anew: nobody need be checked in.
  takeCard: {
    title: { ja: "カードをお取りください", en: "Please take your card" },
    line: { ja: "お取り忘れにご注意ください", en: "Please do not leave it behind" },
    hint: {
      ja: "「カードを取る」に触れます。受付できたときは、結果が「受付」の画面に届いています。",
      en: "Take the card away. If the patient was checked in, the result is under Reception.",
    },
    phone: {
      title: { ja: "スマートフォンをお取りください", en: "Please take your phone" },
      hint: {
        ja: "「スマートフォンを離す」に触れます。受付できたときは、結果が「受付」の画面に届いています。",
        en: "Take the phone away. If the patient was checked in, the result is under Reception.",
      },
    },
  },
  cardLeft: {
    title: { ja: "カードが残っています", en: "Your card is still here" },
    line: { ja: "カードをお取りください", en: "Please take your card" },
    hint: { ja: "取り忘れです。カードを取ります。", en: "Somebody forgot it. Take the card away." },
    phone: {
      title: { ja: "スマートフォンが残っています", en: "Your phone is still here" },
      line: { ja: "スマートフォンをお取りください", en: "Please take your phone" },
      hint: { ja: "置き忘れです。スマートフォンを離します。", en: "Somebody forgot it. Take the phone away." },
    },
  },
  holdPhone: {
    title: { ja: "スマートフォンをかざしてください", en: "Hold your phone to the reader" },
    line: { ja: "認証を済ませてから、かざしてください", en: "Unlock it first, then hold it here" },
    hint: {
      ja: "「スマートフォン」で、かざす端末を選びます。",
      en: "Under Phones, choose whose phone is held to the reader.",
    },
  },
  register: {
    title: { ja: "健康保険証として登録しますか", en: "Register this card for health insurance?" },
    line: { ja: "このカードを初めて使うときに、一度だけ必要です", en: "Needed once, at its first use" },
    hint: { ja: "患者として、登録するか、とりやめます。", en: "As the patient, register it or cancel." },
  },
  updating: {
    title: { ja: "更新しています", en: "Updating" },
    line: { ja: "電源を切らないでください", en: "Do not switch the reader off" },
    hint: { ja: "リーダーが自分を更新しています。待つだけです。", en: "The reader updates itself. Just wait." },
  },
  failed: {
    title: { ja: "受付できませんでした", en: "We could not check you in" },
    line: { ja: "カードを取り、受付の職員にお声がけください", en: "Take your card and speak to the staff" },
    hint: {
      ja: "カードを取り、もう一度始めます。何が起きたかは「記録」の画面で1バイトずつ読めます。",
      en: "Take the card away and start again. The Trace page tells every byte of what happened.",
    },
    phone: {
      line: { ja: "スマートフォンを離し、受付の職員にお声がけください", en: "Take your phone and speak to the staff" },
      hint: {
        ja: "スマートフォンを離し、もう一度始めます。何が起きたかは「記録」の画面で1バイトずつ読めます。",
        en: "Take the phone away and start again. The Trace page tells every byte of what happened.",
      },
    },
  },
};

/** The card could not be read, and is asked for once more. */
export const PLACE_AGAIN: ScreenText = {
  title: { ja: "カードを置き直してください", en: "Place the card once more" },
  line: {
    ja: "ケースから出し、顔写真の面を上にして置いてください",
    en: "Take it out of its case, photograph side up",
  },
  hint: { ja: "カードを取り、もう一度置きます。", en: "Take the card away and lay it down again." },
  phone: {
    title: { ja: "スマートフォンをかざし直してください", en: "Hold your phone here once more" },
    line: { ja: "認証を済ませてから、ゆっくりかざしてください", en: "Unlock it first, and hold it still" },
    hint: { ja: "スマートフォンを離し、もう一度かざします。", en: "Take the phone away and hold it there again." },
  },
};

/** A reader may show what this console does not know. */
export const UNKNOWN_SCREEN: ScreenText = {
  title: { ja: "この画面の絵はありません", en: "There is no picture of this screen" },
  hint: { ja: "記録で画面の名前を確かめてください。", en: "Its name is in the trace." },
};

/** Codes that makers print alike (oqs-interface 3.4), and what they mean. What to do then is the screen's to say. */
export const CODES: Readonly<Record<string, Readonly<Record<"card" | "phone", Text>>>> = {
  "001": {
    card: { ja: "カードを認識できません", en: "The card is not recognised" },
    phone: { ja: "スマートフォンを認識できません", en: "The phone is not recognised" },
  },
  "002": {
    card: {
      ja: "マイナンバーカードではないか、選んだものと違います",
      en: "This is not a My Number Card, or not what was chosen",
    },
    phone: { ja: "選んだスマートフォンと違います", en: "This is not the phone that was chosen" },
  },
};

/** What the reader says to a face that it did not take, before it looks again. */
export const UNLIKE: Readonly<Record<Unlike, Text>> = {
  refused: {
    ja: "カードの写真と一致しません。マスクや帽子を外し、よそ見をせず、正面を見てください",
    en: "You do not match the card's photograph. Take off mask or hat, and look straight at the camera",
  },
  noFace: {
    ja: "顔が見えません。枠の中に顔を入れ、正面を見てください",
    en: "There is no face to be seen. Bring it into the frame, and look straight at the camera",
  },
  notLive: {
    ja: "写真ではなく、ご本人の顔を見せてください",
    en: "This looks like a picture. Please show your own face",
  },
};

/** A card lies there and the reader still asks for one: the terminal has not begun. */
export const CARD_WAITS: Text = {
  ja: "端末が中央システムに問い合わせています。20 秒たっても始まらなければ、理由がここに出ます。",
  en: "The terminal asks the central system. If nothing begins within 20 seconds, the reason will stand here.",
};

/** The terminal's or the centre's own failures, by how far the reception had come. */
export const TROUBLES: Readonly<Record<Trouble["is"], Readonly<Record<Trouble["during"], Text>>>> = {
  faulted: {
    challenge: {
      ja: "端末が中央システムと通信できず、受付を始められません。",
      en: "The terminal cannot talk to the central system, so no reception begins.",
    },
    authority: {
      ja: "端末が中央システムと通信できず、本人確認を終えられませんでした。",
      en: "The terminal could not talk to the central system, so the patient could not be confirmed.",
    },
    reader: {
      ja: "端末とリーダーのやり取りが途切れました。",
      en: "Terminal and reader lost each other.",
    },
    reception: {
      ja: "本人確認は済みましたが、資格の結果が得られないか、レセコンに渡せませんでした。",
      en: "The patient was confirmed, but there is no result, or it could not be handed to the receipt computer.",
    },
  },
  refused: {
    challenge: {
      ja: "中央システムが受付の開始を断りました。",
      en: "The central system refused to begin a reception.",
    },
    authority: {
      ja: "中央システムが本人確認を認めませんでした。",
      en: "The central system did not allow the patient to be confirmed.",
    },
    reader: { ja: "中央システムが受付を断りました。", en: "The central system refused the reception." },
    reception: {
      ja: "本人確認は済みましたが、中央システムが資格の結果を断りました。",
      en: "The patient was confirmed, but the central system refused a result.",
    },
  },
};

/** What the person at this page does about it. */
export const MEND: Text = {
  ja: "原因を直し（「受付」の画面の「わざと起こす不具合」も確かめ）、リーダーの上のものを取ってから、もう一度始めます。",
  en: "Mend the cause (see also under Reception what is made to go wrong), clear the reader, and begin again.",
};

export const METHODS: Readonly<Record<string, { readonly name: Text; readonly line: Text }>> = {
  face: { name: { ja: "顔認証", en: "Face" }, line: { ja: "カメラで確認します", en: "by the camera" } },
  pin: { name: { ja: "暗証番号", en: "PIN" }, line: { ja: "4桁の番号を入力します", en: "four digits" } },
  iphone: { name: { ja: "iPhone", en: "iPhone" }, line: { ja: "スマートフォンで確認します", en: "by phone" } },
  android: { name: { ja: "Android", en: "Android" }, line: { ja: "スマートフォンで確認します", en: "by phone" } },
  staff: { name: { ja: "職員による確認", en: "Staff" }, line: { ja: "職員が目視で確認します", en: "compare by eye" } },
};

export const CONSENTS: Readonly<Record<string, Text>> = {
  medicines: { ja: "薬剤情報", en: "medicines" },
  checkups: { ja: "特定健診情報", en: "health check-ups" },
  diagnoses: { ja: "診療情報", en: "diagnoses" },
  operations: { ja: "手術情報", en: "operations" },
  specificDiseases: { ja: "特定疾病療養受療証", en: "specific diseases" },
};
