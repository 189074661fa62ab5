import type { Bilingual } from "../bilingual.ts";

/** The public documents the requirements come from, by the names they were published under. */
export const SOURCES = {
  "leaflet-2022-04": {
    ja: "厚生労働省「オンライン資格確認導入に関するリーフレットの送付について（協力依頼）」と別添リーフレット（令和4年4月）",
    en: "MHLW, request to distribute the leaflets on introducing online eligibility verification, with the leaflets (April 2022)",
  },
  "leaflet-2020-07": {
    ja: "厚生労働省 リーフレット「オンライン資格確認は令和3年3月にスタートします」（令和2年7月）",
    en: "MHLW leaflet “Online eligibility verification starts in March 2021” (July 2020)",
  },
  "notice-2021-06": {
    ja: "厚生労働省保険局医療介護連携政策課 事務連絡「『オンライン資格確認』集中導入開始宣言に関する説明会開催及び顔認証付きカードリーダー『機種未定』申込の『機種選定』期間延期に関する周知について」（令和3年6月30日）",
    en: "MHLW notice on the briefing of the intensive introduction and on the postponed choice of reader model (30 June 2021)",
  },
  "notice-2025": {
    ja: "厚生労働省保険局医療介護連携政策課「オンライン資格確認の導入のための医療機関・薬局への財政支援について（周知依頼）」（令和7年）",
    en: "MHLW notice on financial support for introducing online eligibility verification (2025)",
  },
  "rollout-2022-02": {
    ja: "厚生労働省「医療機関・薬局におけるオンライン資格確認の導入状況（2022/2/27時点）」",
    en: "MHLW, state of introduction at medical institutions and pharmacies as of 27 February 2022",
  },
  "vendor-guide": {
    ja: "厚生労働省「オンライン資格確認等システムの導入に関するシステムベンダ向け技術解説書」（公開された要約による）",
    en: "MHLW technical guide for system vendors (as restated in public repositories)",
  },
  "field-reports": {
    ja: "医療機関・団体・製造者が公開した運用報告",
    en: "field reports published by institutions, associations and makers",
  },
  "profile": {
    ja: "製品の申告（プロファイル）。製造者自身の言葉が製造者を縛る",
    en: "the product's profile: the vendor's own word, by which he is bound",
  },
  "project": { ja: "本試験台の解釈", en: "this bench's own reading" },
} as const satisfies Record<string, Bilingual>;

export type Source = keyof typeof SOURCES;
