import type { FacilityKind } from "../../facilities.ts";

/**
 * What people of the simulated country are treated for. Codes of medicines and acts begin with 99, which no code of the claim tables
 * does, and the names are invented; sections (診療識別) are those of claims: 21 taken by mouth, 23 applied, 33 injected, 12 seen again,
 * 40 treatment, 50 operation, 60 tests.
 */
export interface Medicine {
  readonly code: string;
  readonly name: string;
  readonly ingredient: string;
  /** A day's amount, or the whole of what is applied. */
  readonly amount: string;
  readonly unit: string;
  readonly usage: string;
  readonly section: "21" | "23" | "33";
  readonly days: number;
}

export interface Act {
  readonly code: string;
  readonly name: string;
  readonly section: "12" | "40" | "50" | "60";
  readonly times: number;
}

export interface Condition {
  readonly id: string;
  readonly ages: readonly [least: number, most: number];
  /** One in so many people of that age has it. */
  readonly oneIn: number;
  /** Months of the year in which it is treated; all where nothing is said. */
  readonly months?: readonly number[];
  readonly at: FacilityKind;
  readonly medicines: readonly Medicine[];
  readonly acts: readonly Act[];
}

const medicine = (
  number: number,
  name: string,
  ingredient: string,
  [amount, unit, usage, days, section = "21"]: readonly [string, string, string, number, Medicine["section"]?],
): Medicine => ({
  ...{ name, ingredient, amount, unit, usage, section, days },
  code: `9900${String(number).padStart(5, "0")}`,
});

const act = (number: number, section: Act["section"], name: string, times = 1): Act => ({
  ...{ section, name, times },
  code: `9910${String(number).padStart(5, "0")}`,
});

const SEEN_AGAIN = act(1, "12", "再診料（見本）");
const BLOOD_TEST = act(2, "60", "末梢血液一般検査（見本）");

export const CONDITIONS: readonly Condition[] = [
  {
    id: "hypertension",
    ages: [40, 120],
    oneIn: 2,
    at: "medicalClinic",
    medicines: [
      medicine(1, "ミホンジン錠５ｍｇ", "見本ジピン", ["1", "錠", "１日１回朝食後", 28]),
      medicine(2, "シカクニン錠１００", "資格サルタン", ["1", "錠", "１日１回朝食後", 28]),
    ],
    acts: [SEEN_AGAIN, BLOOD_TEST],
  },
  {
    id: "lipids",
    ages: [45, 120],
    oneIn: 3,
    at: "medicalClinic",
    medicines: [medicine(3, "タメスタチン錠１０ｍｇ", "試スタチン", ["1", "錠", "１日１回夕食後", 28])],
    acts: [SEEN_AGAIN, act(3, "60", "脂質検査（見本）")],
  },
  {
    id: "diabetes",
    ages: [45, 120],
    oneIn: 6,
    at: "hospital",
    medicines: [medicine(4, "カクウミン錠２５０ｍｇ", "架空ホルミン", ["3", "錠", "１日３回毎食後", 28])],
    acts: [SEEN_AGAIN, act(4, "60", "ヘモグロビンＡ１ｃ（見本）")],
  },
  {
    id: "hay-fever",
    ages: [5, 80],
    oneIn: 3,
    months: [2, 3, 4],
    at: "medicalClinic",
    medicines: [
      medicine(5, "ハナミズン錠１０ｍｇ", "鼻水チジン", ["1", "錠", "１日１回就寝前", 28]),
      medicine(6, "タメシール点眼液０．１％", "試ロラスト", ["5", "ｍＬ", "１日４回点眼", 1, "23"]),
    ],
    acts: [SEEN_AGAIN],
  },
  {
    id: "asthma",
    ages: [2, 70],
    oneIn: 8,
    at: "medicalClinic",
    medicines: [medicine(7, "カクウナール吸入液", "架空ソニド", ["2", "キット", "１日２回吸入", 28, "23"])],
    acts: [SEEN_AGAIN, act(5, "60", "肺機能検査（見本）")],
  },
  {
    id: "knee",
    ages: [60, 120],
    oneIn: 3,
    at: "medicalClinic",
    medicines: [medicine(8, "ヒザミンテープ２０ｍｇ", "膝プロフェン", ["28", "枚", "１日１回貼付", 1, "23"])],
    acts: [SEEN_AGAIN, act(6, "40", "消炎鎮痛等処置（見本）")],
  },
  {
    id: "teeth",
    ages: [4, 120],
    oneIn: 3,
    months: [3, 9],
    at: "dentalClinic",
    medicines: [],
    acts: [act(7, "12", "歯科再診料（見本）"), act(8, "40", "歯周基本治療（見本）")],
  },
  {
    id: "cold",
    ages: [0, 120],
    oneIn: 1,
    months: [3, 11, 12, 1],
    at: "medicalClinic",
    medicines: [
      medicine(9, "ミホンカゼ顆粒", "見本フェン", ["3", "ｇ", "１日３回毎食後", 5]),
      medicine(10, "セキトメール錠１５ｍｇ", "咳メトルファン", ["3", "錠", "１日３回毎食後", 5]),
    ],
    acts: [SEEN_AGAIN],
  },
];

/** What goes with a certificate of a specific disease (OQSCD013), every month at a hospital. */
export const SPECIFIC: Readonly<Record<"1" | "2" | "3", Pick<Condition, "medicines" | "acts">>> = {
  "1": {
    medicines: [medicine(21, "タメシリン注３０００単位", "試ポエチン", ["1", "筒", "透析時", 1, "33"])],
    acts: [act(21, "40", "人工腎臓（見本）", 13)],
  },
  "2": {
    medicines: [medicine(22, "ギョウコタクト静注用１０００", "見本血液凝固因子", ["1", "瓶", "出血時", 1, "33"])],
    acts: [SEEN_AGAIN],
  },
  "3": {
    medicines: [medicine(23, "カクウビル配合錠", "架空テグラビル", ["1", "錠", "１日１回", 28])],
    acts: [SEEN_AGAIN, act(22, "60", "ウイルス量測定（見本）")],
  },
};

/** Operations, one at most in anybody's last two years: from what age on, and what was done. */
export const OPERATIONS: readonly { readonly from: number; readonly act: Act }[] = [
  { from: 6, act: act(31, "50", "虫垂切除術（見本）") },
  { from: 18, act: act(32, "50", "内視鏡的大腸ポリープ切除術（見本）") },
  { from: 60, act: act(33, "50", "水晶体再建術（見本）") },
  { from: 65, act: act(34, "50", "人工関節置換術・膝（見本）") },
];
