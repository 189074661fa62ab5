import type { Bilingual } from "../../bilingual.ts";
import type { Case } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { is } from "../../expect/predicate.ts";
import { type Selector, where } from "../../expect/selector.ts";
import type { Stage } from "../../stage.ts";
import { agreeAndLeave, arrive, begin, leave, place } from "./walk.ts";

/** Moments of a reception at which somebody else may act: how to come there, by what it is known, and how it goes on from there. */

type ReaderStage = Stage<"reader">;

export interface Moment {
  readonly title: Bilingual;
  readonly needs: Case["needs"];
  readonly hands: Case["hands"];
  /** What the reader says when it has come there. */
  readonly sign: Selector<unknown>;
  /** Gives back the id of the reception. */
  readonly reach: (stage: ReaderStage) => Promise<number>;
  /** From there to the result and the card taken. */
  readonly finish: (stage: ReaderStage) => Promise<void>;
  readonly finishHands: Case["hands"];
}

const BY_PIN = ["placeCard", "chooseMethod", "enterPin"] as const;

const typeAndLeave = async (stage: ReaderStage): Promise<void> => {
  await stage.hand.typePinOf("patient");
  await agreeAndLeave(stage);
};

const chooseAndLeave = async (stage: ReaderStage): Promise<void> => {
  await stage.hand.choose("pin");
  await typeAndLeave(stage);
};

export const MOMENTS = {
  activating: {
    title: { ja: "カードの読取りが始まったところ", en: "as the card begins to be read" },
    needs: ["face", "pin"],
    hands: ["placeCard"],
    sign: prompt("readingCard"),
    async reach(stage) {
      const reception = await begin(stage);
      await stage.hand.place("patient");
      await stage.see(prompt("readingCard"));
      return reception;
    },
    finish: chooseAndLeave,
    finishHands: ["chooseMethod", "enterPin", "consent", "removeCard"],
  },
  choice: {
    title: { ja: "方法を選ぶ画面", en: "while the method is chosen" },
    needs: ["face", "pin"],
    hands: ["placeCard"],
    sign: prompt("chooseMethod"),
    async reach(stage) {
      const reception = await begin(stage);
      await place(stage, "patient");
      return reception;
    },
    finish: chooseAndLeave,
    finishHands: ["chooseMethod", "enterPin", "consent", "removeCard"],
  },
  capture: {
    title: { ja: "顔の撮影中", en: "during face capture" },
    needs: ["face"],
    hands: ["placeCard", "chooseMethod"],
    sign: prompt("lookAtCamera"),
    async reach(stage) {
      const reception = await arrive(stage, "patient", "face");
      await stage.see(prompt("lookAtCamera"));
      return reception;
    },
    async finish(stage) {
      await stage.hand.show("patient");
      await agreeAndLeave(stage);
    },
    finishHands: ["showFace", "consent", "removeCard"],
  },
  pin: {
    title: { ja: "暗証番号を入力する画面", en: "while the PIN is entered" },
    needs: ["pin"],
    hands: ["placeCard", "chooseMethod"],
    sign: prompt("enterPin"),
    async reach(stage) {
      const reception = await arrive(stage, "patient", "pin");
      await stage.see(prompt("enterPin"));
      return reception;
    },
    finish: typeAndLeave,
    finishHands: ["enterPin", "consent", "removeCard"],
  },
  staff: {
    title: { ja: "職員が確認する画面", en: "while staff are to check" },
    needs: ["staff"],
    hands: ["placeCard", "chooseMethod"],
    sign: prompt("staffPassword"),
    async reach(stage) {
      const reception = await arrive(stage, "patient", "staff");
      await stage.see(prompt("staffPassword"));
      return reception;
    },
    async finish(stage) {
      await stage.hand.confirm(true);
      await agreeAndLeave(stage);
    },
    finishHands: ["confirmVisual", "consent", "removeCard"],
  },
  leave: {
    title: { ja: "中央の許可を待つあいだ", en: "while the central system's leave is awaited" },
    needs: ["staff"],
    hands: ["placeCard", "chooseMethod", "confirmVisual"],
    sign: received("authorityWanted"),
    async reach(stage) {
      stage.bench.host.keepAuthority();
      const reception = await arrive(stage, "patient", "staff");
      await stage.hand.confirm(true);
      await stage.see(received("authorityWanted"), 60_000);
      return reception;
    },
    async finish(stage) {
      await stage.bench.host.giveAuthority();
      await agreeAndLeave(stage);
    },
    finishHands: ["consent", "removeCard"],
  },
  consent: {
    title: { ja: "同意の画面", en: "at the consent screen" },
    needs: ["pin"],
    hands: BY_PIN,
    sign: prompt("consent"),
    async reach(stage) {
      const reception = await arrive(stage, "patient", "pin");
      await stage.hand.typePinOf("patient");
      await stage.see(prompt("consent"));
      return reception;
    },
    async finish(stage) {
      await stage.hand.agree("all");
      await stage.see(received("completed"));
      await leave(stage);
    },
    finishHands: ["consent", "removeCard"],
  },
  prescription: {
    title: { ja: "処方箋を選ぶ画面", en: "while the prescription is chosen" },
    needs: ["pin"],
    hands: [...BY_PIN, "consent"],
    sign: prompt("choosePrescription"),
    async reach(stage) {
      const reception = await arrive(stage, "patient", "pin", { askPrescription: "yes" });
      await stage.hand.typePinOf("patient");
      await stage.see(prompt("consent"));
      await stage.hand.agree("all");
      await stage.see(prompt("choosePrescription"));
      return reception;
    },
    async finish(stage) {
      await stage.hand.choosePrescription("electronic");
      await stage.see(received("completed"));
      await leave(stage);
    },
    finishHands: ["choosePrescription", "removeCard"],
  },
  changing: {
    title: { ja: "前のカードが取られるのを待つあいだ", en: "while the last patient's card is to be taken" },
    needs: ["pin"],
    hands: [...BY_PIN, "consent"],
    sign: prompt("takeCard"),
    async reach(stage) {
      await arrive(stage, "patient", "pin");
      await stage.hand.typePinOf("patient");
      await stage.see(prompt("consent"));
      await stage.hand.agree("all");
      await stage.see(received("completed"));
      await stage.see(prompt("takeCard"));
      const next = await stage.bench.host.begin();
      // A prompt may come twice, so that the number tells which it is.
      await stage.see(where(prompt("takeCard"), "of the next", is("reception", next)));
      return next;
    },
    async finish(stage) {
      await leave(stage);
      await stage.see(prompt("placeCard"));
      await place(stage, "patient");
      await chooseAndLeave(stage);
    },
    finishHands: ["removeCard", "placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  },
} as const satisfies Record<string, Moment>;

/** Nobody has placed a card yet. */
export const WAITING: Moment = {
  title: { ja: "カードを待つあいだ", en: "while a card is awaited" },
  needs: ["pin"],
  hands: [],
  sign: prompt("placeCard"),
  reach: (stage) => begin(stage),
  async finish(stage) {
    await place(stage, "patient");
    await chooseAndLeave(stage);
  },
  finishHands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
};

export type MomentName = keyof typeof MOMENTS | "waiting";

export const momentOf = (name: MomentName): Moment => (name === "waiting" ? WAITING : MOMENTS[name]);
