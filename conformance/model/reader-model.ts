import type { Bilingual } from "../bilingual.ts";

/**
 * A reception as the reference protocol tells it to the host: what may follow what (docs/reader-protocol.md, "A reception"). It knows
 * nothing of a reader's inside, so that any product's record can be walked along it. Where a state is drawn is part of the data.
 */

export interface ModelState {
  readonly name: Bilingual;
  /** Column and row of the picture. */
  readonly at: readonly [number, number];
}

export const STATES = {
  idle: { name: { ja: "待受け", en: "idle" }, at: [0, 1] },
  asked: { name: { ja: "受付開始", en: "begun" }, at: [0, 2] },
  placing: { name: { ja: "カード待ち", en: "awaits card" }, at: [1, 2] },
  reading: { name: { ja: "読取り", en: "reads card" }, at: [2, 2] },
  choosing: { name: { ja: "方法の選択", en: "method" }, at: [3, 2] },
  looking: { name: { ja: "顔の撮影", en: "face" }, at: [4, 0.6] },
  typing: { name: { ja: "暗証番号", en: "PIN" }, at: [4, 2] },
  checking: { name: { ja: "目視確認", en: "staff" }, at: [4, 3.4] },
  waiting: { name: { ja: "処理中", en: "please wait" }, at: [5, 1.3] },
  leave: { name: { ja: "許可待ち", en: "awaits leave" }, at: [6, 0.6] },
  consenting: { name: { ja: "同意", en: "consent" }, at: [6, 2.4] },
  prescribing: { name: { ja: "処方箋", en: "prescription" }, at: [6, 3.6] },
  over: { name: { ja: "カードの取出し", en: "card to take" }, at: [3, 5] },
  holding: { name: { ja: "スマホ待ち", en: "awaits phone" }, at: [1, 0.6] },
  registering: { name: { ja: "初回登録", en: "registration" }, at: [6, 5] },
  changing: { name: { ja: "前のカード待ち", en: "last card to go" }, at: [1, 4] },
} as const satisfies Record<string, ModelState>;

export type StateName = keyof typeof STATES;

/** What happens, in the words of `step-of.ts`: a message of the host or the reader, with what tells it from others of its kind. */
export type Table = Readonly<Record<StateName, Readonly<Record<string, StateName>>>>;

const ends = { "ended with card": "over", "ended without card": "idle" } as const;
const busy = (state: StateName) => ({ "begin while busy": state, "busy": state }) as const;

export const MODEL: Table = {
  idle: { begin: "asked", cardPlaced: "idle", cardRemoved: "idle" },
  asked: { placeCard: "placing", readingCard: "reading" },
  placing: {
    ...busy("placing"),
    "chose iphone": "placing",
    "chose android": "placing",
    "holdPhone": "holding",
    "cardPlaced": "placing",
    "readingCard": "reading",
    "cancel": "placing",
    ...ends,
  },
  holding: { ...busy("holding"), cardPlaced: "holding", readingCard: "reading", cancel: "holding", ...ends },
  reading: {
    ...busy("reading"),
    readingCard: "reading",
    chooseMethod: "choosing",
    lookAtCamera: "looking",
    pleaseWait: "waiting",
    cancel: "reading",
    cardRemoved: "reading",
    ...ends,
  },
  choosing: {
    ...busy("choosing"),
    "chose face": "choosing",
    "chose pin": "choosing",
    "chose staff": "choosing",
    "readingCard": "reading",
    "pleaseWait": "waiting",
    "staffPassword": "checking",
    "cancel": "choosing",
    "cardRemoved": "choosing",
    ...ends,
  },
  looking: {
    ...busy("looking"),
    "face accepted": "looking",
    "face refused": "looking",
    "lookAtCamera": "looking",
    "chose pin": "looking",
    "pleaseWait": "waiting",
    "cancel": "looking",
    "cardRemoved": "looking",
    ...ends,
  },
  typing: {
    ...busy("typing"),
    "pleaseWait": "waiting",
    "chose staff": "typing",
    "staffPassword": "checking",
    "PIN timedOut": "typing",
    "PIN cancelled": "typing",
    "cancel": "typing",
    "cardRemoved": "typing",
    ...ends,
  },
  checking: {
    ...busy("checking"),
    "staff confirmed": "checking",
    "staff refused": "checking",
    "staffPassword": "checking",
    "chose face": "checking",
    "readingCard": "reading",
    "pleaseWait": "waiting",
    "cancel": "checking",
    "cardRemoved": "checking",
    ...ends,
  },
  waiting: {
    "enterPin": "typing",
    "PIN wrong": "waiting",
    "PIN verified": "waiting",
    "PIN locked": "waiting",
    "pleaseWait": "waiting",
    "chooseMethod": "choosing",
    "authorityWanted": "leave",
    "register": "registering",
    "consent": "consenting",
    "cardRemoved": "waiting",
    ...ends,
  },
  leave: {
    ...busy("leave"),
    "leave given": "leave",
    "leave refused": "leave",
    "register": "registering",
    "consent": "consenting",
    "pleaseWait": "waiting",
    "cancel": "leave",
    "cardRemoved": "leave",
    ...ends,
  },
  consenting: {
    ...busy("consenting"),
    consentGiven: "consenting",
    choosePrescription: "prescribing",
    completed: "over",
    cancel: "consenting",
    cardRemoved: "consenting",
    ...ends,
  },
  prescribing: {
    ...busy("prescribing"),
    prescriptionChosen: "prescribing",
    completed: "over",
    cancel: "prescribing",
    cardRemoved: "prescribing",
    ...ends,
  },
  registering: {
    ...busy("registering"),
    registrationChosen: "registering",
    consent: "consenting",
    cancel: "registering",
    cardRemoved: "registering",
    ...ends,
  },
  over: { cardLeft: "over", cardRemoved: "idle", begin: "changing" },
  changing: {
    ...busy("changing"),
    "cardRemoved": "changing",
    "placeCard": "placing",
    "cancel": "changing",
    "ended with card": "over",
  },
};
