import type { Lang } from "../../device/errors.ts";
import type { Intent, NumberQuery } from "../../device/ports.ts";
import type { ConsentItem, Method } from "../../device/wire/face.ts";
import type { Bilingual } from "../bilingual.ts";
import { ACTS } from "./acts.data.ts";

/** What stands over every act of one case. */
export interface Heading {
  readonly caseId: string;
  /** Which act of the case, from 1. */
  readonly act: number;
  /** The name printed on the persona's card. */
  readonly nameOf: (persona: string) => string | undefined;
  /** Where in a drawer of real cards that one is. */
  readonly noteOf?: ((persona: string) => string | undefined) | undefined;
  /** The desk has a button for each answer; keys are told to whoever has none. */
  readonly hasButtons?: boolean | undefined;
}

/** One act as a card of text: what to do, with what, how long there is, and the keys. */
export function actCard(
  intent: Intent,
  { caseId, act, nameOf, noteOf, hasButtons = false }: Heading,
  lang: Lang,
): string {
  const { title, how, patience } = ACTS[intent.intent];
  const time = intent.intent === "wait" ? Math.ceil(intent.milliseconds / 1000) : patience;
  const facts = [...factsOf(intent, nameOf, noteOf), [TIME, { ja: `${time} 秒`, en: `${time} s` }] as const];
  const picture = PICTURES[intent.intent];
  return [
    "",
    `── ${caseId} #${act} ── ${intent.intent} ── ${title[lang]} ──`,
    how[lang],
    ...(picture ? picture.map((line) => `    ${line}`) : []),
    ...facts.map(([label, value]) => `  ${label[lang]}: ${value[lang]}`),
    ...(hasButtons ? [] : [`  ${intent.intent === "wait" ? KEYS_WHILE_WAITING[lang] : KEYS[lang]}`]),
  ].join("\n");
}

export const SENTENCES = {
  paused: {
    ja: "一時停止しました。Enter で再開します。製品が時間切れになっていたら r でこの試験を最初からやり直してください。",
    en: "Paused. Enter goes on. If the product has timed out meanwhile, r starts this case again.",
  },
  resumed: { ja: "再開しました。", en: "Going on." },
  notUnderstood: {
    ja: "その入力は使えません。Enter、r、s、p、q のいずれかです。",
    en: "That is no answer: it is Enter, r, s, p or q.",
  },
} as const satisfies Record<string, Bilingual>;

/** By the names of the buttons. */
export const SENTENCES_WITH_BUTTONS: Readonly<Record<keyof typeof SENTENCES, Bilingual>> = {
  ...SENTENCES,
  paused: {
    ja: "一時停止しました。「しました」で再開します。製品が時間切れになっていたら「やり直す」でこの試験を最初からやり直してください。",
    en: "Paused. “Done” goes on. If the product has timed out meanwhile, “Start again” begins this case anew.",
  },
  notUnderstood: {
    ja: "いまは「しました」とは答えられません。時間になるまで待ってください。",
    en: "There is nothing to be done just now: wait until the time is over.",
  },
};

const KEYS: Bilingual = {
  ja: "Enter 済んだ ／ r 間違えた、最初から ／ s この試験を飛ばす ／ p 一時停止 ／ q 中断（あとで続けられる）",
  en: "Enter done · r I did it wrong, again · s skip this case · p pause · q stop (to be resumed)",
};
const KEYS_WHILE_WAITING: Bilingual = {
  ja: "r 間違えた、最初から ／ s この試験を飛ばす ／ p 一時停止 ／ q 中断（あとで続けられる）",
  en: "r I did it wrong, again · s skip this case · p pause · q stop (to be resumed)",
};

type Fact = readonly [label: Bilingual, value: Bilingual];

const TIME: Bilingual = { ja: "時間", en: "time" };
const CARD: Bilingual = { ja: "カード", en: "card" };
const NOTE: Bilingual = { ja: "どのカードか", en: "which card" };
const PERSON: Bilingual = { ja: "人", en: "person" };
const plain = (text: string): Bilingual => ({ ja: text, en: text });

function factsOf(intent: Intent, nameOf: Heading["nameOf"], noteOf: Heading["noteOf"]): readonly Fact[] {
  const who = (id: string): Bilingual => {
    const name = nameOf(id);
    return plain(name === undefined ? id : `${name} (${id})`);
  };
  switch (intent.intent) {
    case "placeCard": {
      const note = noteOf?.(intent.persona);
      return [[CARD, who(intent.persona)], ...(note === undefined ? [] : [[NOTE, plain(note)] as const])];
    }
    case "holdPhone":
      return [[PERSON, who(intent.persona)]];
    case "showFace":
      return [
        [PERSON, who(intent.person)],
        ...(intent.mask
          ? [
              [
                { ja: "マスク", en: "mask" },
                { ja: "着ける", en: "on" },
              ] as const,
            ]
          : []),
        ...(intent.lookAway
          ? [
              [
                { ja: "視線", en: "eyes" },
                { ja: "横を向く", en: "turned away" },
              ] as const,
            ]
          : []),
      ];
    case "chooseMethod":
      return [[{ ja: "方法", en: "method" }, METHOD_WORDS[intent.method]]];
    case "enterPin":
      return [[{ ja: "暗証番号", en: "PIN" }, plain(intent.pin)]];
    case "confirmVisual":
      return [
        [{ ja: "パスワード", en: "password" }, plain(intent.password)],
        [
          { ja: "答え", en: "answer" },
          intent.samePerson ? { ja: "本人である", en: "same person" } : { ja: "別人である", en: "another person" },
        ],
      ];
    case "consent":
      return [[{ ja: "同意", en: "agree to" }, itemsIn(intent.items)]];
    case "choosePrescription":
      return [
        [
          { ja: "処方箋", en: "prescription" },
          intent.choice === "electronic" ? { ja: "電子処方箋", en: "electronic" } : { ja: "紙の処方箋", en: "paper" },
        ],
      ];
    case "askEligibility":
    case "registerReference":
      return numbersOf(intent);
    case "askEligibilityInBulk":
    case "registerReferencesInBulk":
      return intent.queries.flatMap((query, i) =>
        numbersOf(query).map(([{ ja, en }, value]) => [{ ja: `${i + 1} ${ja}`, en: `${i + 1} ${en}` }, value] as const),
      );
    case "removeCard":
    case "cancel":
    case "wait":
    case "refuseConsent":
    case "registerFirstUse":
      return [];
  }
}

const numbersOf = ({ insurer, symbol, number, branch, birthDate }: NumberQuery): readonly Fact[] => [
  [{ ja: "保険者番号", en: "insurer" }, plain(insurer)],
  [{ ja: "記号", en: "symbol" }, plain(symbol || "–")],
  [{ ja: "番号", en: "number" }, plain(number)],
  [{ ja: "枝番", en: "branch" }, plain(branch || "–")],
  [{ ja: "生年月日", en: "birth date" }, plain(birthDate)],
];

const METHOD_WORDS: Readonly<Record<Method, Bilingual>> = {
  face: { ja: "顔認証", en: "face" },
  pin: { ja: "暗証番号", en: "PIN" },
  staff: { ja: "職員の目視", en: "staff" },
  iphone: { ja: "iPhone", en: "iPhone" },
  android: { ja: "Android", en: "Android" },
};

const ITEM_WORDS: Readonly<Record<ConsentItem, Bilingual>> = {
  medicines: { ja: "薬剤情報", en: "medicines" },
  checkups: { ja: "特定健診情報", en: "checkups" },
  diagnoses: { ja: "診療情報", en: "diagnoses" },
  operations: { ja: "手術情報", en: "operations" },
  specificDiseases: { ja: "特定疾患情報", en: "specificDiseases" },
};

const itemsIn = (items: "all" | readonly ConsentItem[]): Bilingual =>
  items === "all"
    ? { ja: "すべて", en: "all" }
    : {
        ja: items.map((item) => ITEM_WORDS[item].ja).join("、"),
        en: items.map((item) => ITEM_WORDS[item].en).join(", "),
      };

/** For people who would rather look than read: camera above, card on the tray, photograph at the right. */
const PICTURES: Readonly<Partial<Record<Intent["intent"], readonly string[]>>> = {
  placeCard: ["┌───── (o) ─────┐", "│ ┌───────────┐ │", "│ │ =====  .-.│ │", "│ │ ===    ( )│ │", "└─┴─────▲─────┴─┘"],
  removeCard: ["┌───── (o) ─────┐", "│               │", "│               │", "└─┬─────┬─────┬─┘", "  └─ == ▼ .-. ┘ "],
  showFace: ["┌───── (o) ─────┐", "│       |       │", "└───────|───────┘", "      ( ^_^ )    "],
};
