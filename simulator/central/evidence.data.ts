/** What can be shown at a counter, and from when until when it counts (both days included). */
export const EVIDENCE = {
  card: { ja: "マイナンバーカード", en: "My Number Card" },
  insuranceCard: { ja: "健康保険証", en: "old insurance card", until: "20251201" },
  certificateOfEligibility: { ja: "資格確認書", en: "certificate of eligibility", from: "20241202" },
  eligibilityNotice: { ja: "資格情報のお知らせ", en: "eligibility notice" },
  portalScreen: { ja: "マイナポータルの資格情報画面", en: "screen of MynaPortal" },
  portalPdf: { ja: "マイナポータルの資格情報の PDF", en: "PDF of MynaPortal" },
} as const satisfies Record<string, { ja: string; en: string; from?: string; until?: string }>;

export type Evidence = keyof typeof EVIDENCE;

/** Any of these is enough: the certificate, or the card with what says who insures its holder (FBK-01, FBK-02). */
export const SUFFICIENT: readonly (readonly Evidence[])[] = [
  ["certificateOfEligibility"],
  ["insuranceCard"],
  ["card", "portalScreen"],
  ["card", "portalPdf"],
  ["card", "eligibilityNotice"],
];
