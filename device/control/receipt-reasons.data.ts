/** Why the receipt computer does not take a file into a chart, for staff to read. */
export const RECEIPT_REASONS = {
  notReadable: { ja: "ファイルを読み取れません。", en: "The file cannot be read." },
  notOpened: {
    ja: "ZIP ファイルを開けません。パスワードを確かめてください。",
    en: "The ZIP cannot be opened: see to the password.",
  },
  tooLarge: { ja: "ファイルが大きすぎます。", en: "The file is too large." },
  ambiguous: { ja: "同じ要素が重複しています。", en: "An element stands twice." },
  incomplete: { ja: "患者を特定する項目が足りません。", en: "What identifies the patient is not complete." },
  otherInstitution: { ja: "他の医療機関あての結果です。", en: "The result is for another institution." },
  otherIdentifier: { ja: "要求と識別子が一致しません。", en: "The identifier is not that of the request." },
  otherPatient: {
    ja: "要求した患者、またはカルテの患者と一致しません。",
    en: "The patient is not the one asked for or on the chart.",
  },
  twice: { ja: "すでに取り込んだ結果です。", en: "The result was taken in already." },
  severalPatients: { ja: "複数の患者が含まれています。", en: "More than one patient is in it." },
  abnormal: { ja: "処理が異常終了しました。", en: "The request ended abnormally." },
  noSuchEntitlement: {
    ja: "該当する資格がありません。職員が確認してください。",
    en: "No such entitlement: staff must ask.",
  },
  severalMatch: { ja: "複数の資格に該当します。職員が確認してください。", en: "Several match: staff must ask." },
  withoutNumber: { ja: "一括の要求の受付番号がありません。", en: "The bulk request was given no number to ask by." },
  otherNumber: {
    ja: "受付番号が一括の要求のものと一致しません。",
    en: "The reception number is not that of the bulk request.",
  },
  rowMissing: { ja: "一括の要求の結果に行がありません。", en: "The outcome of the bulk request has no such row." },
  noChart: { ja: "この記号番号のカルテがありません。", en: "There is no chart of this insured number." },
  notRequested: { ja: "要求ファイルを受け付けられませんでした。", en: "The terminal could not take the request file." },
} as const;
export type ReceiptReason = keyof typeof RECEIPT_REASONS;
