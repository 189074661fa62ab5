/**
 * Code tables of the file interface, by the numbers of its layout document (OQSCD001 …), as published in client source code and
 * in the vendor guide. Japanese terms are those of the tables; the English is ours.
 */
export type CodeTable = Readonly<Record<string, { readonly ja: string; readonly en: string }>>;

/** Consent to limit application certificates being looked up (限度額適用認定証提供同意フラグ). */
export const OQSCD001 = {
  "0": { ja: "同意なし", en: "no consent" },
  "1": { ja: "同意あり", en: "consent" },
} as const satisfies CodeTable;

/** ReferenceClassification: how the person was asked for (照会区分). */
export const OQSCD002 = {
  "1": { ja: "マイナンバーカード", en: "My Number Card" },
  "2": { ja: "被保険者番号等", en: "insured number" },
} as const satisfies CodeTable;

/** SegmentOfResult (処理結果区分). */
export const OQSCD003 = {
  "1": { ja: "正常終了", en: "normal" },
  "2": { ja: "処理中", en: "running" },
  "9": { ja: "異常終了", en: "abnormal" },
} as const satisfies CodeTable;

/** ProcessingResultStatus (処理結果状況). */
export const OQSCD004 = {
  "1": { ja: "正常終了", en: "normal" },
  "2": { ja: "エラー", en: "error" },
} as const satisfies CodeTable;

/** QualificationValidity (資格有効性). */
export const OQSCD006 = {
  "1": { ja: "有効", en: "valid" },
  "2": { ja: "無効", en: "invalid" },
  "3": { ja: "無効（新しい資格あり）", en: "invalid, a newer entitlement exists" },
  "4": { ja: "該当資格なし", en: "no such entitlement" },
  "5": { ja: "複数該当", en: "several match" },
  "6": { ja: "有効（未登録）", en: "valid but unregistered" },
} as const satisfies CodeTable;

/** Sex (性別). */
export const OQSCD007 = {
  "1": { ja: "男", en: "male" },
  "2": { ja: "女", en: "female" },
  "3": { ja: "未設定", en: "unset" },
} as const satisfies CodeTable;

/** ReasonOfLoss (資格喪失事由). */
export const OQSCD008 = {
  "01": { ja: "死亡", en: "death" },
  "02": { ja: "生活保護開始", en: "public assistance began" },
  "03": { ja: "他の資格取得", en: "other entitlement acquired" },
  "99": { ja: "その他", en: "other" },
} as const satisfies CodeTable;

/** PersonalFamilyClassification (本人・家族の別). */
export const OQSCD009 = {
  "1": { ja: "本人", en: "insured person" },
  "2": { ja: "家族", en: "family member" },
} as const satisfies CodeTable;

/** InsuredCardClassification (被保険者証区分). */
export const OQSCD010 = {
  "01": { ja: "一般", en: "general" },
  "02": { ja: "退職", en: "retired" },
  "03": { ja: "短期証（一般）", en: "short-term (general)" },
  "04": { ja: "短期証（退職）", en: "short-term (retired)" },
  "05": { ja: "特別療養費", en: "special medical expenses" },
  "06": { ja: "特例退職", en: "special retirement" },
  "07": { ja: "自衛官", en: "self-defence forces" },
  "A1": { ja: "医療扶助", en: "medical assistance" },
} as const satisfies CodeTable;

/** LimitApplicationCertificateClassification (限度額適用認定証区分). */
export const OQSCD011 = {
  "01": { ja: "限度額適用認定証", en: "limit application" },
  "02": { ja: "限度額適用・標準負担額減額認定証", en: "limit application and standard amount reduction" },
  "03": { ja: "標準負担額減額認定証", en: "standard amount reduction" },
} as const satisfies CodeTable;

/** LimitApplicationCertificateClassificationFlag (適用区分). */
export const OQSCD012 = {
  A01: { ja: "ア", en: "a" },
  A02: { ja: "イ", en: "i" },
  A03: { ja: "ウ", en: "u" },
  A04: { ja: "エ", en: "e" },
  A05: { ja: "オ", en: "o" },
  A06: { ja: "オ（境界層該当）", en: "o (borderline)" },
  B01: { ja: "現役並みⅢ", en: "active income III" },
  B02: { ja: "現役並みⅡ", en: "active income II" },
  B03: { ja: "現役並みⅠ", en: "active income I" },
  B04: { ja: "一般", en: "general" },
  B05: { ja: "低所得Ⅱ", en: "low income II" },
  B06: { ja: "低所得Ⅰ", en: "low income I" },
  B07: { ja: "低所得Ⅰ（老福）", en: "low income I (welfare for the aged)" },
  B08: { ja: "低所得Ⅰ（境界層該当）", en: "low income I (borderline)" },
  B09: { ja: "一般Ⅱ", en: "general II" },
  B10: { ja: "一般Ⅰ", en: "general I" },
} as const satisfies CodeTable;

/** SpecificDiseasesDiseaseCategory (特定疾病認定疾病区分). */
export const OQSCD013 = {
  "1": { ja: "人工透析が必要な慢性腎不全", en: "chronic kidney failure with dialysis" },
  "2": { ja: "血友病", en: "haemophilia" },
  "3": { ja: "HIV", en: "HIV" },
} as const satisfies CodeTable;

/** LimitApplicationCertificateChanged (限度額適用認定証関連情報の変更). */
export const OQSCD014 = {
  "0": { ja: "変更なし", en: "unchanged" },
  "1": { ja: "変更あり又は判定不可", en: "changed or undecidable" },
} as const satisfies CodeTable;

/** PreschoolClassification (未就学区分). */
export const OQSCD015 = {
  "1": { ja: "未就学", en: "below school age" },
} as const satisfies CodeTable;

/** Consent flag of a kind of information (同意フラグ). */
export const OQSCD016 = {
  "0": { ja: "同意なし", en: "none" },
  "1": { ja: "同意あり", en: "consent" },
  "2": { ja: "有効期限切れ", en: "expired" },
  "3": { ja: "同意取得不可", en: "could not be obtained" },
} as const satisfies CodeTable;

/** PrescriptionIssueSelect (処方箋発行形態). */
export const OQSCD017 = {
  "1": { ja: "電子処方箋", en: "electronic" },
  "2": { ja: "紙の処方箋", en: "paper" },
} as const satisfies CodeTable;

/** MedicalTreatmentFlag (診療形態). */
export const OQSCD028 = {
  "1": { ja: "外来診療等", en: "outpatient" },
  "2": { ja: "訪問診療等", en: "home visit" },
  "3": { ja: "オンライン診療等", en: "online" },
  "4": { ja: "救急時", en: "emergency" },
} as const satisfies CodeTable;

/** CharacterCodeIdentifier. One source counts from 1; three, and a real file, count from 0. */
export const CHARACTER_CODES = {
  "0": { ja: "UTF-8", en: "UTF-8" },
  "1": { ja: "Shift_JIS", en: "Shift_JIS" },
} as const satisfies CodeTable;

/** FileCategory of medical information (ファイル形式). */
export const FILE_CATEGORIES = {
  "1": { ja: "PDF", en: "PDF" },
  "2": { ja: "XML", en: "XML" },
} as const satisfies CodeTable;
