import type { Term } from "./term.ts";

/**
 * Code tables of the file interface, by the numbers of its layout document (OQSCD001 …), as published in client source code and
 * in the vendor guide. Japanese terms are those of the tables; the English is ours.
 */
export type CodeTable = Readonly<Record<string, Term>>;

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

/** CharacterCodeIdentifier (文字コード識別). One source counts from 1; three, and a real file, count from 0. */
export const OQSCD005 = {
  "0": { ja: "UTF-8", en: "UTF-8" },
  "1": { ja: "Shift_JIS", en: "Shift_JIS" },
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
  "02": { ja: "生活保護受給開始", en: "public assistance began" },
  "03": { ja: "医療保険等の資格取得", en: "other entitlement acquired" },
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
  "3": { ja: "同意取得困難", en: "could not be obtained" },
} as const satisfies CodeTable;

/** PrescriptionIssueSelect (処方箋発行形態). */
export const OQSCD017 = {
  "1": { ja: "電子処方箋", en: "electronic" },
  "2": { ja: "紙の処方箋", en: "paper" },
} as const satisfies CodeTable;

/** TicketType (医療券・調剤券別). */
export const OQSCD018 = {
  "01": { ja: "医療券", en: "medical ticket" },
  "02": { ja: "調剤券", en: "dispensing ticket" },
} as const satisfies CodeTable;

/** MedicalTreatmentType (診療別). */
export const OQSCD019 = {
  "01": { ja: "入院", en: "inpatient" },
  "02": { ja: "入院外", en: "outpatient" },
  "03": { ja: "歯科", en: "dental" },
  "04": { ja: "調剤", en: "dispensing" },
  "05": { ja: "訪問看護", en: "home nursing" },
} as const satisfies CodeTable;

/** SingleOrCombinedUse (単独・併用別). */
export const OQSCD020 = {
  "01": { ja: "単独", en: "assistance alone" },
  "02": { ja: "併用", en: "combined with insurance" },
} as const satisfies CodeTable;

/** StatusOfSocialInsurance (社会保険状況). */
export const OQSCD021 = {
  "01": { ja: "あり", en: "yes" },
  "02": { ja: "なし", en: "no" },
} as const satisfies CodeTable;

/** ConsistencyFlag (社会保険状況の整合性フラグ). */
export const OQSCD022 = {
  "1": { ja: "不整合あり", en: "inconsistent" },
} as const satisfies CodeTable;

/** StatusOfInfecton (感染症法第37条の2の該当状況). */
export const OQSCD023 = {
  "01": { ja: "あり", en: "yes" },
  "02": { ja: "なし", en: "no" },
} as const satisfies CodeTable;

/** StatusOfElderlyMedicalCare (後期高齢者医療の該当状況). */
export const OQSCD024 = {
  "01": { ja: "あり", en: "yes" },
  "02": { ja: "なし", en: "no" },
} as const satisfies CodeTable;

/** StatusOfPrefecturalExpenses (都道府県費の該当状況). */
export const OQSCD025 = {
  "01": { ja: "あり", en: "yes" },
  "02": { ja: "なし", en: "no" },
} as const satisfies CodeTable;

/** DesignatedMedicalInstitutionFlag (指定医療機関確認フラグ). */
export const OQSCD026 = {
  "0": { ja: "一致", en: "match" },
  "1": { ja: "不一致", en: "mismatch" },
} as const satisfies CodeTable;

/** Whether another record is of the same person (同一個人有無フラグ). */
export const OQSCD027 = {
  "1": { ja: "同一個人あり", en: "same person" },
} as const satisfies CodeTable;

/** MedicalTreatmentFlag (診療区分). */
export const OQSCD028 = {
  "1": { ja: "外来診療等", en: "outpatient" },
  "2": { ja: "訪問診療等", en: "home visit" },
  "3": { ja: "オンライン診療等", en: "online" },
  "4": { ja: "救急時", en: "emergency" },
} as const satisfies CodeTable;

/** Kind of medical information (医療情報種別). */
export const OQSCD029 = {
  TKK: { ja: "特定健診情報", en: "check-ups" },
  YZK: { ja: "薬剤情報等", en: "drugs and treatment" },
} as const satisfies CodeTable;

/** Whether drug information and the like are shown (薬剤情報等). */
export const OQSCD030 = {
  "0": { ja: "表示しない", en: "not shown" },
  "1": { ja: "表示する", en: "shown" },
} as const satisfies CodeTable;

/** Why a consent no longer counts (同意有効期限切れ理由). */
export const OQSCD031 = {
  "0": { ja: "診療形態による期限", en: "ended as its form of treatment has it" },
  "1": { ja: "医療機関による取消し", en: "cancelled by the facility" },
  "2": { ja: "患者による取消し", en: "cancelled by the patient" },
  "3": { ja: "用途変更による取消し", en: "cancelled as the use changed" },
} as const satisfies CodeTable;

/** Whether the entitlement changed since (資格情報変更確認フラグ). */
export const OQSCD032 = {
  "0": { ja: "一致", en: "same" },
  "1": { ja: "不一致", en: "changed" },
} as const satisfies CodeTable;

/** Web reception that is asked for (URL取得区分). */
export const OQSCD033 = {
  "2": { ja: "訪問診療等", en: "home visit" },
  "3": { ja: "オンライン診療等", en: "online" },
} as const satisfies CodeTable;

/** Form of its two-dimensional code (二次元コードの形式). */
export const OQSCD034 = {
  "1": { ja: "PDF", en: "PDF" },
  "2": { ja: "PNG", en: "PNG" },
} as const satisfies CodeTable;

/** Whether a setting is to change (設定変更区分). */
export const OQSCD035 = {
  "0": { ja: "変更しない", en: "leave" },
  "1": { ja: "変更する", en: "change" },
} as const satisfies CodeTable;

/** Information that consent is given to (閲覧同意情報種別). */
export const OQSCD036 = {
  TSR: { ja: "特定疾病療養受療証情報", en: "certificate of a specific disease" },
  TKK: { ja: "特定健診情報", en: "check-ups" },
  YZK: { ja: "薬剤情報", en: "drugs" },
  SRJ: { ja: "診療情報", en: "treatment" },
  SHJ: { ja: "手術情報", en: "operations" },
} as const satisfies CodeTable;

/** Whether a function is used (利用設定区分). */
export const OQSCD037 = {
  "0": { ja: "利用しない", en: "not used" },
  "1": { ja: "利用する", en: "used" },
} as const satisfies CodeTable;

/** Use of electronic prescriptions (電子処方箋利用区分). */
export const OQSCD038 = {
  "0": { ja: "利用しない", en: "none" },
  "1": { ja: "電子処方箋のみ", en: "electronic only" },
  "2": { ja: "電子処方箋と紙の処方箋の併用", en: "electronic and paper" },
  "3": { ja: "紙の処方箋のみ", en: "paper only" },
} as const satisfies CodeTable;

/** When the form of prescription is asked for (処方箋発行形態選択タイミング). */
export const OQSCD039 = {
  "1": { ja: "資格確認時以外で確認する", en: "at another time" },
  "2": { ja: "資格確認時に確認する", en: "at the eligibility check" },
} as const satisfies CodeTable;

/** Medical information that is requested (情報要求パターン). */
export const OQSCD040 = {
  "1": { ja: "救急用サマリー", en: "emergency summary" },
  "2": { ja: "救急用全量版", en: "emergency, everything" },
  "3": { ja: "電子処方箋・救急用サマリー・救急用全量版", en: "electronic prescriptions and both of emergency" },
  "4": { ja: "従来の薬剤情報", en: "drugs as before" },
  "5": { ja: "従来の診療・薬剤情報", en: "treatment and drugs as before" },
  "6": { ja: "従来の特定健診情報", en: "check-ups as before" },
} as const satisfies CodeTable;

/** Factor of a two-factor log-in (二要素認証要素区分). */
export const OQSCD041 = {
  "1": { ja: "記憶", en: "something known" },
  "2": { ja: "生体情報", en: "something one is" },
  "3": { ja: "物理媒体", en: "something held" },
} as const satisfies CodeTable;

/** Method of a two-factor log-in, where OQSCD041 is 1 (二要素認証方式区分). */
export const OQSCD042_1 = {
  "01": { ja: "ID・パスワード", en: "name and password" },
  "02": { ja: "暗証番号", en: "PIN" },
  "03": { ja: "秘密の質問", en: "secret question" },
} as const satisfies CodeTable;

/** The same, where OQSCD041 is 2. */
export const OQSCD042_2 = {
  "01": { ja: "指紋認証", en: "fingerprint" },
  "02": { ja: "顔認証", en: "face" },
  "03": { ja: "音声認証", en: "voice" },
  "04": { ja: "静脈認証", en: "veins" },
  "05": { ja: "虹彩認証", en: "iris" },
} as const satisfies CodeTable;

/** The same, where OQSCD041 is 3. */
export const OQSCD042_3 = {
  "01": { ja: "ICカード", en: "IC card" },
  "02": { ja: "ワンタイムパスワード", en: "one-time password" },
  "03": { ja: "その他の物理媒体", en: "another thing held" },
} as const satisfies CodeTable;

/** Whether one may look in an emergency (救急時閲覧権限有無). */
export const OQSCD043 = {
  "0": { ja: "権限なし", en: "no right" },
  "1": { ja: "権限あり", en: "right" },
} as const satisfies CodeTable;

/** Linked system (連携システムID). The first has two digits in the source, the others one. */
export const OQSCD044 = {
  "01": { ja: "医療費助成", en: "subsidy of medical expenses" },
  "2": { ja: "母子保健", en: "mother and child health" },
  "4": { ja: "予防接種", en: "vaccination" },
  "8": { ja: "介護保険", en: "long-term care insurance" },
} as const satisfies CodeTable;

/** FileCategory of medical information (ファイル形式). */
export const FILE_CATEGORIES = {
  "1": { ja: "PDF", en: "PDF" },
  "2": { ja: "XML", en: "XML" },
} as const satisfies CodeTable;

/** Every table by its number, with its name. */
export const CODE_TABLES: Readonly<Record<string, { readonly title: Term; readonly codes: CodeTable }>> = {
  OQSCD001: { title: { ja: "限度額適用認定証提供同意フラグ", en: "consent to limit certificates" }, codes: OQSCD001 },
  OQSCD002: { title: { ja: "照会区分", en: "how the person was asked for" }, codes: OQSCD002 },
  OQSCD003: { title: { ja: "処理結果区分", en: "end of the call" }, codes: OQSCD003 },
  OQSCD004: { title: { ja: "処理結果状況", en: "end for one person" }, codes: OQSCD004 },
  OQSCD005: { title: { ja: "文字コード識別", en: "encoding" }, codes: OQSCD005 },
  OQSCD006: { title: { ja: "資格有効性", en: "validity of the entitlement" }, codes: OQSCD006 },
  OQSCD007: { title: { ja: "性別", en: "sex" }, codes: OQSCD007 },
  OQSCD008: { title: { ja: "資格喪失事由", en: "reason of loss" }, codes: OQSCD008 },
  OQSCD009: { title: { ja: "本人・家族の別", en: "insured person or family" }, codes: OQSCD009 },
  OQSCD010: { title: { ja: "被保険者証区分", en: "class of certificate" }, codes: OQSCD010 },
  OQSCD011: { title: { ja: "限度額適用認定証区分", en: "kind of limit certificate" }, codes: OQSCD011 },
  OQSCD012: { title: { ja: "限度額適用認定証適用区分", en: "class of the limit" }, codes: OQSCD012 },
  OQSCD013: { title: { ja: "特定疾病療養受療証認定疾病区分", en: "specific disease" }, codes: OQSCD013 },
  OQSCD014: { title: { ja: "限度額適用認定証情報変更有無", en: "change of the limit certificate" }, codes: OQSCD014 },
  OQSCD015: { title: { ja: "未就学区分", en: "below school age" }, codes: OQSCD015 },
  OQSCD016: { title: { ja: "同意区分", en: "consent" }, codes: OQSCD016 },
  OQSCD017: { title: { ja: "処方箋発行形態", en: "form of prescription" }, codes: OQSCD017 },
  OQSCD018: { title: { ja: "医療券・調剤券別", en: "kind of ticket" }, codes: OQSCD018 },
  OQSCD019: { title: { ja: "診療別", en: "kind of treatment" }, codes: OQSCD019 },
  OQSCD020: { title: { ja: "単独・併用別", en: "alone or combined" }, codes: OQSCD020 },
  OQSCD021: { title: { ja: "社会保険状況", en: "social insurance" }, codes: OQSCD021 },
  OQSCD022: { title: { ja: "社会保険状況の整合性フラグ", en: "consistency of social insurance" }, codes: OQSCD022 },
  OQSCD023: {
    title: { ja: "感染症法第37条の2の該当状況", en: "article 37-2 of the infectious diseases act" },
    codes: OQSCD023,
  },
  OQSCD024: { title: { ja: "後期高齢者医療の該当状況", en: "medical care of the elderly" }, codes: OQSCD024 },
  OQSCD025: { title: { ja: "都道府県費の該当状況", en: "prefectural expenses" }, codes: OQSCD025 },
  OQSCD026: { title: { ja: "指定医療機関確認フラグ", en: "designated institution" }, codes: OQSCD026 },
  OQSCD027: { title: { ja: "同一個人有無フラグ", en: "same person" }, codes: OQSCD027 },
  OQSCD028: { title: { ja: "診療区分", en: "form of treatment" }, codes: OQSCD028 },
  OQSCD029: { title: { ja: "医療情報種別", en: "kind of medical information" }, codes: OQSCD029 },
  OQSCD030: { title: { ja: "薬剤情報等", en: "display of drug information" }, codes: OQSCD030 },
  OQSCD031: { title: { ja: "同意有効期限切れ理由", en: "why consent ended" }, codes: OQSCD031 },
  OQSCD032: { title: { ja: "資格情報変更確認フラグ", en: "change of the entitlement" }, codes: OQSCD032 },
  OQSCD033: { title: { ja: "URL取得区分", en: "web reception" }, codes: OQSCD033 },
  OQSCD034: { title: { ja: "二次元コードの形式", en: "form of the two-dimensional code" }, codes: OQSCD034 },
  OQSCD035: { title: { ja: "設定変更区分", en: "change of a setting" }, codes: OQSCD035 },
  OQSCD036: { title: { ja: "閲覧同意情報種別", en: "information consented to" }, codes: OQSCD036 },
  OQSCD037: { title: { ja: "利用設定区分", en: "use of a function" }, codes: OQSCD037 },
  OQSCD038: { title: { ja: "電子処方箋利用区分", en: "use of electronic prescriptions" }, codes: OQSCD038 },
  OQSCD039: {
    title: { ja: "処方箋発行形態選択タイミング", en: "when the form of prescription is asked" },
    codes: OQSCD039,
  },
  OQSCD040: { title: { ja: "情報要求パターン", en: "information requested" }, codes: OQSCD040 },
  OQSCD041: { title: { ja: "二要素認証要素区分", en: "factor of a two-factor log-in" }, codes: OQSCD041 },
  OQSCD042_1: { title: { ja: "二要素認証方式区分（記憶）", en: "method, something known" }, codes: OQSCD042_1 },
  OQSCD042_2: { title: { ja: "二要素認証方式区分（生体情報）", en: "method, something one is" }, codes: OQSCD042_2 },
  OQSCD042_3: { title: { ja: "二要素認証方式区分（物理媒体）", en: "method, something held" }, codes: OQSCD042_3 },
  OQSCD043: { title: { ja: "救急時閲覧権限有無", en: "right to look in an emergency" }, codes: OQSCD043 },
  OQSCD044: { title: { ja: "連携システムID", en: "linked system" }, codes: OQSCD044 },
  FILE_CATEGORIES: { title: { ja: "ファイル形式", en: "file form" }, codes: FILE_CATEGORIES },
};
