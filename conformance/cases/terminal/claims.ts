import type { ConsentItem } from "../../../device/wire/face.ts";
import type { Bilingual } from "../../bilingual.ts";
import { check } from "../../case.ts";
import type { Part } from "../../cast.ts";
import type { Clause } from "../../catalog/requirements.data.ts";
import { imported } from "../../expect/chart.ts";
import { isResultOf, lacking, NEEDED } from "../../expect/eligibility.ts";
import { faceResult } from "../../expect/folder.ts";
import { both, difference, each, either, fact, filled, is, isOneOf, some, there } from "../../expect/predicate.ts";
import { eventually, every } from "../../expect/vocabulary.ts";
import type { LooseQualificationResult } from "../../../device/wire/oqs/siquc.ts";

/** Checks on the face result that several cases share. */

type FaceResult = ReturnType<typeof faceResult.find>[number]["value"];

const resultOf = ({ result }: FaceResult): LooseQualificationResult => result ?? {};

const flagged = ({ consents }: FaceResult) => named(consents.filter(({ given }) => given).map(({ item }) => item));

const named = (names: readonly string[]): Bilingual => ({
  ja: names.length > 0 ? names.join("、") : "結果が1件ではありません",
  en: names.length > 0 ? names.join(", ") : "there is not exactly one result",
});

export const resultComes = check(
  "RCP-01",
  "file.missing",
  { ja: "受付の結果ファイルが face フォルダーに置かれる", en: "the reception's result appears in the face folder" },
  eventually(faceResult),
);

export const isNamedByRule = check(
  "RCP-01",
  "file.misnamed",
  { ja: "結果ファイルの名前が規則どおりである", en: "the result file is named by the rule" },
  every(
    faceResult,
    {
      ja: "OQSsiquc01res_face_<医療機関コードとアカウント>_<日時>.xml",
      en: "OQSsiquc01res_face_<institution and account>_<time>.xml",
    },
    there("named"),
    ({ name }) => ({ ja: `${name} でした`, en: `it is ${name}` }),
  ),
);

export const isWellFormed = check(
  "RCP-11",
  "file.unreadable",
  { ja: "結果ファイルがレイアウトどおりに読める", en: "the result file reads by its layout" },
  every(
    faceResult,
    { ja: "必須項目・桁・コードに誤りがない", en: "needed items, lengths and codes are right" },
    there("read.value"),
    ({ read }) => named((read?.findings ?? []).map(({ path, kind }) => `${path} (${kind})`)),
  ),
);

export const isComplete = check(
  "RCP-11",
  "answer.incomplete",
  { ja: "回答に RCP-11 の項目がすべてある", en: "the answer has every item of RCP-11" },
  every(
    faceResult,
    { ja: "氏名から負担割合まで揃う", en: "from name to co-payment ratio" },
    both(...NEEDED.map((tag) => filled<FaceResult>(`result.${tag}`))),
    (result) => named(lacking(resultOf(result))),
  ),
);

export const isAbout = (part: Part) =>
  check(
    "RCP-01",
    "answer.wrongPatient",
    { ja: "結果がカードの持ち主のものである", en: "the result is the card holder's" },
    every(
      faceResult,
      { ja: "氏名・生年月日・記号番号が一致する", en: "name, birth date and number agree" },
      isResultOf(part),
    ),
  );

export const isImportedAs = (part: Part) =>
  check(
    "RCP-01",
    "import.wrongPatient",
    {
      ja: "レセコンに、入力なしで本人の資格が入る",
      en: "the right eligibility reaches the receipt computer with nothing typed",
    },
    every(
      imported,
      { ja: "取り込まれた患者が一致する", en: "the patient imported is the right one" },
      both(
        is("patient.name", fact(part, "name")),
        is("patient.birthDate", fact(part, "birthDate")),
        is("patient.number", fact(part, "number")),
      ),
    ),
  );

/** Consent in the file is what was given: nothing invented. */
export const hasNoOtherConsentThan = (clause: Clause, given: readonly ConsentItem[]) =>
  check(
    clause,
    "consent.invented",
    {
      ja: "患者が与えていない同意は結果ファイルに現れない",
      en: "the file has no consent that the patient did not give",
    },
    every(
      faceResult,
      { ja: "同意フラグが画面の選択を超えない", en: "no flag goes beyond what was touched" },
      each("consents", either(is("given", false), isOneOf("item", given))),
      flagged,
    ),
  );

export const hasConsent = (given: readonly ConsentItem[]) =>
  check(
    "CNS-05",
    "consent.lost",
    { ja: "患者が与えた同意が種類ごとに結果ファイルにある", en: "each consent given is in the file, by kind" },
    every(
      faceResult,
      { ja: `${given.join("・")} のフラグが1`, en: `${given.join(", ")} flagged 1` },
      both(...given.map((item) => some<FaceResult>("consents", both(is("given", true), is("item", item))))),
      flagged,
    ),
  );

export const consentIsTimed = check(
  "CNS-05",
  "consent.untimed",
  { ja: "同意に取得時刻と期限がある", en: "each consent has its time and its end" },
  every(
    faceResult,
    { ja: "フラグが1の種類に時刻と期限がある", en: "kinds flagged 1 have both" },
    each("consents", either(is("given", false), both(there("at"), there("until")))),
  ),
);

const DAY = 24 * 3600 * 1_000_000;

export const consentLastsADay = check(
  "CNS-07",
  "consent.overlong",
  { ja: "窓口の同意は24時間で終わる", en: "consent at the counter ends after 24 hours" },
  every(
    faceResult,
    { ja: "期限 − 取得時刻 = 24時間", en: "end − time = 24 hours" },
    each("consents", either(is("given", false), is(difference("until", "at"), DAY))),
  ),
);
