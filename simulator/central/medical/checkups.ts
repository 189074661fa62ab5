import { jstDate } from "../../../device/wire/oqs/jst.ts";
import type { CheckupAnswer } from "../../../device/wire/oqs/tkk.ts";
import { ageOn } from "../calendar.ts";
import type { Insured } from "../ledger.ts";
import { CONDITIONS } from "./conditions.data.ts";
import { has, seedOf } from "./history.ts";

export type Checkup = NonNullable<CheckupAnswer["MessageBody"]["SpecificHealthCheckupInfo"]>[number];
type Item = Checkup["HealthCheckupResultAndQuestionInfos"][number]["HealthCheckupResultAndQuestionInfo"];

/** Specific check-ups are for those who are 40 to 74 in the fiscal year; those of the aged go on. */
const FROM_AGE = 40;
const YEARS = 5;

/**
 * The check-ups of the last five years, one a year, the latest first: a function of the serial. Body and blood change little from year
 * to year, and fit each other and what the person is treated for: BMI follows from height and weight, pressure is high where it is
 * treated. Item codes are those of JLAC10 for specific check-ups.
 */
export function checkupsOf(insured: Insured, now: number): readonly Checkup[] {
  const today = jstDate(now);
  const seed = seedOf(insured);
  const year = Number(today.slice(0, 4));
  return Array.from({ length: YEARS + 1 }, (_, back) => checkupIn(year - back, insured, seed))
    .filter(({ EffectiveTime: day }) => day < today && ageOn(insured.birthDate, `${day.slice(0, 4)}1231`) >= FROM_AGE)
    .filter(({ EffectiveTime: day }) =>
      insured.entitlements.some(({ from, until = day }) => from <= day && day <= until),
    )
    .slice(0, YEARS);
}

function checkupIn(year: number, insured: Insured, seed: number): Checkup {
  const day = `${year}${String(5 + (seed % 7)).padStart(2, "0")}${String(1 + ((seed * 3) % 28)).padStart(2, "0")}`;
  const age = ageOn(insured.birthDate, day);
  const isMale = insured.sex !== "female";
  // A step of its own for each measure and year, small beside the measure.
  const step = (salt: number, width: number) => ((seed * 13 + salt * 29 + year * 17) % (2 * width + 1)) - width;
  const trait = (salt: number, from: number, to: number) => from + ((seed * 7 + salt * 31) % (to - from + 1));
  const height = trait(1, isMale ? 162 : 149, isMale ? 182 : 168);
  const weight = Math.round((height / 100) ** 2 * trait(2, 19, 27) * 10) / 10 + step(3, 10) / 10;
  const treated = (id: string) => CONDITIONS.some((one, salt) => one.id === id && has(one, salt, seed, age));
  const pressure = trait(4, 108, 128) + (treated("hypertension") ? 14 : 0) + step(5, 4);
  const quantity = (ItemCode: string, ItemName: string, value: number, places: number, Unit: string): Item => ({
    ...{ ItemCode, ItemName, DataType: "PQ", DataValue: value.toFixed(places), Unit },
  });
  const coded = (ItemCode: string, ItemName: string, DataValue: string, DataValueName: string, Oid: string): Item => ({
    ...{ ItemCode, ItemName, DataType: "CO", DataValue, Oid, DataValueName },
  });
  const items: readonly Item[] = [
    quantity("9N001000000000001", "身長", height, 1, "cm"),
    quantity("9N006000000000001", "体重", weight, 1, "kg"),
    quantity("9N011000000000001", "ＢＭＩ", weight / (height / 100) ** 2, 1, "kg/m2"),
    quantity("9N016160100000001", "腹囲（実測）", weight * 0.9 + 24 + step(6, 2), 1, "cm"),
    quantity("9A751000000000001", "収縮期血圧（１回目）", pressure, 0, "mmHg"),
    quantity("9A761000000000001", "拡張期血圧（１回目）", pressure * 0.62 + step(7, 2), 0, "mmHg"),
    quantity("3F015000002327101", "中性脂肪（トリグリセリド）", trait(8, 60, 140) + step(9, 15), 0, "mg/dL"),
    quantity("3F070000002327101", "ＨＤＬコレステロール", trait(10, 45, 75) + step(11, 3), 0, "mg/dL"),
    quantity(
      "3F077000002327101",
      "ＬＤＬコレステロール",
      trait(12, 85, 125) + (treated("lipids") ? 25 : 0) + step(13, 6),
      0,
      "mg/dL",
    ),
    quantity("3B035000002327201", "ＧＯＴ（ＡＳＴ）", trait(14, 16, 28) + step(15, 3), 0, "U/L"),
    quantity("3B045000002327201", "ＧＰＴ（ＡＬＴ）", trait(16, 12, 30) + step(17, 3), 0, "U/L"),
    quantity("3B090000002327101", "γ－ＧＴ（γ－ＧＴＰ）", trait(18, 15, 50) + step(19, 4), 0, "U/L"),
    quantity(
      "3D010000001926101",
      "空腹時血糖",
      trait(20, 82, 98) + (treated("diabetes") ? 40 : 0) + step(21, 4),
      0,
      "mg/dL",
    ),
    coded("1A020000000191111", "尿糖", treated("diabetes") ? "3" : "1", treated("diabetes") ? "＋" : "－", URINE),
    coded("1A010000000191111", "尿蛋白", "1", "－", URINE),
  ];
  return {
    EffectiveTime: day,
    HealthCheckupResultAndQuestionInfos: items.map((item) => ({ HealthCheckupResultAndQuestionInfo: item })),
  };
}

/** Results of urine tests: 1 －, 2 ±, 3 ＋, 4 ＋＋, 5 ＋＋＋. */
const URINE = "1.2.392.200119.6.2102";
