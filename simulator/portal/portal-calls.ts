import { z } from "zod";
import { DAY } from "../central/day.ts";
import type { Words } from "../read-body.ts";
import { scheme } from "./accounts.ts";
import { SCHEMES } from "./subsidies.data.ts";

/** What may be sent to the portal, and what is told to whoever sends something else. */

const MOST_YEN = 1_000_000_000;
const yen = z.int().min(0).max(MOST_YEN).exactOptional();
const costs = z.strictObject({ introduction: yen, device: yen, systemChange: yen });
const readers = z.int().min(1).max(99).exactOptional();
const model = z.string().trim().min(1).max(100);
/** The day on which it is done: today, where nothing is said. */
const on = DAY.exactOptional();

export const OpenAccount = z.strictObject({ on });

export const Act = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("applyForUse"), on }),
  z.strictObject({ act: z.literal("orderReaders"), count: z.int().min(1).max(99), model: model.exactOptional(), on }),
  z.strictObject({ act: z.literal("chooseModel"), model, on }),
  z.strictObject({ act: z.literal("cancelReaders"), on }),
  z.strictObject({ act: z.literal("applyForSubsidy"), scheme, costs, completed: DAY, readers, on }),
]);

export const Claim = z.strictObject({
  ...{ scheme, costs, completed: DAY, applied: on, readers },
  paidBefore: z.array(scheme).max(99).exactOptional(),
});

export const Occasion = z.strictObject({
  service: z.enum(["firstVisit", "revisit", "dispensing"]),
  dataFetched: z.boolean(),
  on: DAY,
  lastCharged: DAY.exactOptional(),
  claimsOnline: z.boolean(),
});

const names = (words: readonly string[]) => ({ ja: words.join("、"), en: words.join(", ") });
const oneOf = (words: readonly string[]) => ({
  ja: `${names(words).ja} のいずれかを書いてください。`,
  en: `Write one of ${names(words).en}.`,
});
const YEN = {
  ja: "0 以上 1,000,000,000 以下の整数（円、消費税込み）を書いてください。",
  en: "Write whole yen with consumption tax, from 0 to 1,000,000,000.",
};
const A_DAY = {
  ja: "暦にある日を YYYYMMDD の8桁で書いてください。",
  en: "Write a day of the calendar as YYYYMMDD, eight digits.",
};
const COUNT = { ja: "台数を 1 から 99 の整数で書いてください。", en: "Write how many readers, from 1 to 99." };
const YES_OR_NO = { ja: "true か false を書いてください。", en: "Write true or false." };

export const UP_TO_TODAY = {
  ja: "今日までの日を YYYYMMDD の8桁で書いてください。",
  en: "Write a day up to today as YYYYMMDD, eight digits.",
};
export const NOT_AFTER_CARE = {
  ja: "lastCharged は on と同じ日か、それより前の日にしてください。",
  en: "lastCharged is the day of `on` or one before it.",
};

export const WORDS: Words = {
  act: oneOf(["applyForUse", "orderReaders", "chooseModel", "cancelReaders", "applyForSubsidy"]),
  ...{ on: A_DAY, applied: A_DAY, completed: A_DAY, lastCharged: A_DAY },
  ...{ count: COUNT, readers: COUNT },
  model: {
    ja: "機種名を 100 文字以内で書いてください。「機種未定」では項目を省きます。",
    en: "Write the model in up to 100 letters, or leave it out where it is undecided.",
  },
  ...{ scheme: oneOf(Object.keys(SCHEMES)), paidBefore: oneOf(Object.keys(SCHEMES)) },
  costs: {
    ja: "費用を introduction、device、systemChange に分けて書いてください。",
    en: "Write the costs as an object of introduction, device and systemChange.",
  },
  ...{ "costs.introduction": YEN, "costs.device": YEN, "costs.systemChange": YEN },
  service: oneOf(["firstVisit", "revisit", "dispensing"]),
  ...{ dataFetched: YES_OR_NO, claimsOnline: YES_OR_NO },
};
