import type { EndReason } from "../../../device/wire/face-values.ts";
import type { Text } from "./language.tsx";

/** Why a reception came to nothing, for whoever plays the patient. */
export const END_REASONS: Readonly<Record<EndReason, Text>> = {
  cancelledByPatient: { ja: "患者がとりやめました", en: "the patient cancelled it" },
  cancelledByHost: { ja: "端末がとりやめました", en: "the terminal cancelled it" },
  cardTakenEarly: { ja: "途中でカードが取られました", en: "the card was taken too early" },
  timedOut: { ja: "操作がないまま時間が過ぎました", en: "nobody did anything in time" },
  noMethodLeft: { ja: "本人確認の方法が残っていません", en: "no way to confirm the patient was left" },
  cardUnreadable: { ja: "カードを読み取れませんでした", en: "the card could not be read" },
  notMyNumberCard: {
    ja: "選んだものと違うか、マイナンバーカードではありません",
    en: "it is no My Number Card, or not the phone that was chosen",
  },
  notAuthorised: { ja: "中央システムが認めませんでした", en: "the central system did not allow it" },
  readerFault: { ja: "リーダーの故障です", en: "the reader has a fault" },
  busy: { ja: "ほかの受付の途中です", en: "another reception is under way" },
  notRegistered: { ja: "保険証として登録されていません", en: "the card is not registered for insurance" },
  restarted: { ja: "リーダーが再起動しました", en: "the reader was restarted" },
};
