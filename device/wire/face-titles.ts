import type { FaceMessage } from "./face.ts";

/** What each reader message says, for a person who reads a trace. */
export const FACE_TITLES: Record<FaceMessage["is"], { readonly ja: string; readonly en: string }> = {
  hello: { ja: "接続開始", en: "hello" },
  begin: { ja: "受付開始", en: "begin reception" },
  cancel: { ja: "受付中止", en: "cancel reception" },
  authority: { ja: "暗証番号なし利用の許可", en: "authority to sign without PIN" },
  identity: { ja: "リーダーの情報", en: "reader's identity" },
  cardPlaced: { ja: "カードが置かれた", en: "card placed" },
  cardRemoved: { ja: "カードが取られた", en: "card removed" },
  prompt: { ja: "画面表示", en: "screen shown" },
  methodChosen: { ja: "確認方法の選択", en: "method chosen" },
  matched: { ja: "顔照合の結果", en: "face compared" },
  pinChecked: { ja: "暗証番号照合の結果", en: "PIN checked" },
  staffChecked: { ja: "職員による目視確認の結果", en: "checked by staff" },
  authorityWanted: { ja: "暗証番号なし利用の許可要求", en: "authority to sign without PIN wanted" },
  consentGiven: { ja: "同意の内容", en: "consent given" },
  prescriptionChosen: { ja: "処方箋の選択", en: "prescription chosen" },
  completed: { ja: "受付完了", en: "reception completed" },
  ended: { ja: "受付終了", en: "reception ended" },
  cardLeft: { ja: "カード取り忘れ", en: "card left behind" },
  screenCode: { ja: "画面のコード", en: "code on the screen" },
};
