import type { Bench } from "../conformance/bench.ts";
import { PARTS, type Part } from "../conformance/cast.ts";
import type { Entry, Plan } from "../conformance/plan.ts";
import { needsHands, previewOf, timeOf, trialsOf } from "../conformance/preview.ts";
import type { Lang } from "../device/errors.ts";

/** What a run would do, for a person who has to be there: cases, acts, minutes, cards and persons. `nameOf` tells who plays a part. */
export function planText(
  plan: Plan,
  by: Bench["operatedBy"],
  lang: Lang,
  nameOf: (part: Part) => string | undefined = () => undefined,
): string {
  return [...plan.entries.map((entry) => line(entry, by, lang)), "", ...summary(plan, by, lang, nameOf)].join("\n");
}

function line({ case: testCase, inapplicable }: Entry, by: Bench["operatedBy"], lang: Lang): string {
  const { id, title, hands, prepares = [], burns } = testCase;
  if (inapplicable) return `–  ${id}  ${title[lang]} (${inapplicable[lang]})`;
  const head = `${needsHands(testCase) ? "✋" : "· "} ${id}  ${title[lang]}`;
  if (!needsHands(testCase)) return head;
  const trials = trialsOf(testCase);
  const notes = [
    ...(by === "dialog" ? [minutes(timeOf(testCase, by).hands, lang)] : []),
    ...(trials > 1 ? [{ ja: `${trials} 回`, en: `${trials} trials` }[lang]] : []),
    ...(burns ? [{ ja: `暗証番号を ${burns.tries} 回誤る`, en: `${burns.tries} wrong PINs` }[lang]] : []),
  ];
  const acts = [...(prepares.length > 0 ? [`${counted(prepares)} /`] : []), counted(hands)].join(" ");
  return `${head}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}\n       ${acts}`;
}

/** The same act in a row is told once. */
function counted(acts: readonly string[]): string {
  const rows: [act: string, times: number][] = [];
  for (const act of acts) {
    const last = rows.at(-1);
    if (last?.[0] === act) last[1]++;
    else rows.push([act, 1]);
  }
  return rows.map(([act, times]) => (times > 1 ? `${act}×${times}` : act)).join(" ");
}

const minutes = (seconds: number, lang: Lang): string => {
  const whole = Math.ceil(seconds / 60);
  return { ja: `約 ${whole} 分`, en: `about ${whole} min` }[lang];
};

function summary(
  plan: Plan,
  by: Bench["operatedBy"],
  lang: Lang,
  nameOf: (part: Part) => string | undefined,
): string[] {
  const { hands, machine, taps, cards, persons, withHands, withoutHands } = previewOf(plan, by);
  const who = (parts: readonly Part[]) =>
    parts.length === 0
      ? ["  –"]
      : parts.map((part) => {
          const name = nameOf(part);
          return `  ${part}: ${PARTS[part][lang]}${name === undefined ? "" : ` — ${name}`}`;
        });
  const count = withHands + withoutHands;
  return {
    ja: [
      `試験 ${count} 件、検査 ${plan.planned} 件。人の手が要る試験 ✋ ${withHands} 件、要らない試験 ${withoutHands} 件。`,
      `カードを置く回数 ${taps} 回。`,
      `所要時間（見積り）: ${by === "dialog" ? `人の操作 ${minutes(hands, lang)}、` : ""}製品の動作 ${minutes(machine, lang)}${BY[by].ja}。`,
      "必要なカード:",
      ...who(cards),
      "カメラの前に立つ人（または印刷した顔の的）:",
      ...who(persons),
    ],
    en: [
      `${count} cases, ${plan.planned} checks. Hands are needed in ${withHands} cases (✋), and none in ${withoutHands}.`,
      `A card is laid down ${taps} times.`,
      `Time (an estimate): ${by === "dialog" ? `${minutes(hands, lang)} of a person's acts, ` : ""}${minutes(machine, lang)} of the product's own${BY[by].en}.`,
      "Cards needed:",
      ...who(cards),
      "Persons before the camera (or printed targets of their faces):",
      ...who(persons),
    ],
  }[lang];
}

const BY: Readonly<Record<Bench["operatedBy"], Readonly<Record<Lang, string>>>> = {
  dialog: { ja: "", en: "" },
  http: { ja: "（操作は制御APIが行う）", en: " (a control API moves the hands)" },
  virtual: {
    ja: "（操作も時間も仮想なので、実際はずっと短い）",
    en: " (hands and time are virtual: it takes far less)",
  },
};
