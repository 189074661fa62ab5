/** Status words of a My Number Card by name. 63Cx stands apart: its last digit counts tries. */
export const STATUS = {
  ok: 0x9000,
  authenticationFailed: 0x6300,
  unsupportedSecureMessaging: 0x6882,
  unsupportedChannel: 0x6881,
  wrongFileType: 0x6981,
  securityNotSatisfied: 0x6982,
  /** What ISO/IEC 7816-4 names for a blocked method; a My Number Card answers 6984 (measured: myna-card). */
  blockedByIso: 0x6983,
  blocked: 0x6984,
  conditionsNotSatisfied: 0x6985,
  noCurrentEf: 0x6986,
  wrongLength: 0x6700,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  recordNotFound: 0x6a83,
  wrongParameters: 0x6a86,
  referenceNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  unknownInstruction: 0x6d00,
  unknownClass: 0x6e00,
  /** Answers of a PIN pad in the card's place (PC/SC part 10 §2.5.2). */
  pinTimedOut: 0x6400,
  pinCancelled: 0x6401,
} as const;

export type StatusName = keyof typeof STATUS;

export const STATUS_SENTENCES: Record<StatusName, { readonly ja: string; readonly en: string }> = {
  ok: { ja: "正常終了", en: "done" },
  authenticationFailed: { ja: "認証に失敗", en: "authentication failed" },
  unsupportedSecureMessaging: { ja: "セキュアメッセージング未対応", en: "secure messaging is not supported" },
  unsupportedChannel: { ja: "論理チャネル未対応", en: "logical channels are not supported" },
  wrongFileType: { ja: "ファイルの種類が違う", en: "the file is of another kind" },
  securityNotSatisfied: { ja: "セキュリティ条件を満たしていない", en: "a PIN or key must be verified first" },
  blockedByIso: { ja: "照合がロックされている（ISO の値）", en: "the PIN is locked (the value of ISO)" },
  blocked: { ja: "照合がロックされている", en: "the PIN is locked" },
  conditionsNotSatisfied: { ja: "使用条件を満たしていない", en: "not in this state" },
  noCurrentEf: { ja: "ファイルが選択されていない", en: "no file is selected" },
  wrongLength: { ja: "長さが違う", en: "wrong length" },
  wrongData: { ja: "データが正しくない", en: "wrong data" },
  fileNotFound: { ja: "ファイルまたはアプリケーションがない", en: "no such file or application" },
  recordNotFound: { ja: "レコードがない", en: "no such record" },
  wrongParameters: { ja: "P1・P2 が正しくない", en: "wrong P1 or P2" },
  referenceNotFound: { ja: "参照データがない", en: "no such reference" },
  wrongOffset: { ja: "オフセットがファイルの外", en: "the offset is outside the file" },
  unknownInstruction: { ja: "未対応の命令 (INS)", en: "unknown instruction" },
  unknownClass: { ja: "未対応のクラス (CLA)", en: "unknown class" },
  pinTimedOut: { ja: "暗証番号の入力が時間切れ", en: "no PIN was entered in time" },
  pinCancelled: { ja: "暗証番号の入力が取り消された", en: "PIN entry was cancelled" },
};
