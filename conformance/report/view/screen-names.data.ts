import type { Screen } from "../../../device/wire/face.ts";
import type { Text } from "./language.ts";

/** What each screen of a reader is for. */
export const SCREEN_NAMES: Readonly<Partial<Record<Screen, Text>>> & Readonly<Record<string, Text>> = {
  idle: { ja: "待受け", en: "idle" },
  placeCard: { ja: "カードを置く", en: "place the card" },
  chooseMethod: { ja: "確認方法を選ぶ", en: "choose a method" },
  readingCard: { ja: "カード読取り中", en: "reading the card" },
  lookAtCamera: { ja: "カメラを見る", en: "look at the camera" },
  enterPin: { ja: "暗証番号", en: "enter the PIN" },
  staffPassword: { ja: "職員の目視確認", en: "check by staff" },
  consent: { ja: "同意", en: "consent" },
  choosePrescription: { ja: "処方箋の選択", en: "choose the prescription" },
  pleaseWait: { ja: "お待ちください", en: "please wait" },
  takeCard: { ja: "カードを取る", en: "take the card" },
  cardLeft: { ja: "カードの取り忘れ", en: "card left behind" },
  holdPhone: { ja: "スマートフォン", en: "hold the phone" },
  register: { ja: "初回登録", en: "first registration" },
  updating: { ja: "更新中", en: "updating" },
  failed: { ja: "受付できず", en: "failed" },
};
