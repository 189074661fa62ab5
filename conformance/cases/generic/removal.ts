import { COMPUTE_DIGITAL_SIGNATURE } from "../../../device/wire/card.ts";
import { check, genericCase } from "../../case.ts";
import { cardEvent, exchangesOf } from "../../expect/card.ts";
import { acted } from "../../expect/operator.ts";
import { is } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { after, eventually, never, within } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { sitDown, verifyRightPin } from "./card-session.ts";

/** A reader looks for its card a few times a second; a service of the PC asks it about as often. */
const NOTICED_WITHIN = 5_000;

export const noticed = check(
  "RCP-13",
  "card.unseen",
  { ja: "カードを抜いてから5秒以内に気付く", en: "the removal is noticed within five seconds" },
  within(NOTICED_WITHIN, acted("removeCard"), cardEvent("removed")),
);

export const answersAgain = check(
  "RCP-13",
  "card.unseen",
  { ja: "戻したカードがまた応答する", en: "the card that is put back answers again" },
  after(acted("removeCard"), eventually(cardEvent("reset"))),
);

/** The one that follows the hand, and no earlier one: a card may have lain there badly when the case began. */
export async function awaitRemoval({ glimpse }: Stage<"generic">): Promise<void> {
  await glimpse(acted("removeCard"));
  await glimpse(cardEvent("removed"), NOTICED_WITHIN);
}

const signed = where(exchangesOf(COMPUTE_DIGITAL_SIGNATURE), "signed", is("answer.outcome", "signed"));

export const takenAndPutBack = genericCase({
  id: "GEN-CRD-0007",
  title: {
    ja: "抜かれたカードと戻されたカードに気付き、照合は持ち越されない",
    en: "A card taken out and put back is noticed, and nothing that its PIN opened is left",
  },
  cast: ["patient"],
  hands: ["placeCard", "removeCard", "placeCard", "removeCard"],
  kills: ["M-GEN-REMOVAL-LATE", "M-GEN-PIN-OUTLIVES-REMOVAL"],
  spares: ["B-GEN-REMOVAL-SECONDS"],
  async steps(stage) {
    const { bench } = stage;
    const session = await sitDown(stage);
    await verifyRightPin(stage, session);
    await session.leave();
    await awaitRemoval(stage);
    const again = await sitDown(stage);
    await again.sign(bench.random.bytes(32));
    await again.leave();
  },
  expect: [
    noticed,
    answersAgain,
    check(
      "RCP-03",
      "card.notForgotten",
      {
        ja: "抜き差しの後、暗証番号なしでは署名しない",
        en: "after it was taken out it signs nothing without its PIN",
      },
      after(acted("removeCard"), never(signed)),
    ),
  ],
});
