import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";
import { type CardManner, type Change, idOfChange } from "./change.ts";
import type { Benign, Mutant } from "./mutant.ts";

/** Cards, or the readers around them, that answer one kind of command in another way. */

type CardChange = Extract<Change, { at: "card" }>;

interface BrokenAnswer {
  readonly ins: number;
  readonly how: CardChange["how"];
  readonly breaks: readonly [Clause, Reason];
  readonly also: readonly Reason[];
  readonly does: Bilingual;
}

const BROKEN: readonly BrokenAnswer[] = [
  {
    ...{
      ins: 0x20,
      how: "off",
      breaks: ["RCP-03", "card.triesLost"],
      also: [
        ...([
          "limited.noEligibility",
          "card.lockedWord",
          "peer.unexpected",
          "pin.notVerified",
          "pin.notLocked",
        ] as const),
        "card.passwordNotLocked",
      ],
    },
    does: { ja: "VERIFY の状態語の最後の1ビットが違う。", en: "The last bit of the word for VERIFY is another." },
  },
  {
    ...{
      ins: 0x2a,
      how: "off",
      breaks: ["RCP-05", "certificate.unsigned"],
      also: ["limited.noEligibility", "peer.unexpected"],
    },
    does: { ja: "署名の最後の1ビットが違う。", en: "The last bit of a signature is another." },
  },
  {
    ...{
      ins: 0x2a,
      how: "granted",
      breaks: ["RCP-03", "card.keyWithoutPin"],
      also: ["card.notForgotten", "certificate.unsigned"],
    },
    does: { ja: "署名の拒否を 9000 と答える。", en: "Answers a refused signature as 9000." },
  },
  {
    ...{ ins: 0xa4, how: "granted", breaks: ["RCP-06", "card.unknownFile"], also: [] },
    does: { ja: "選択の拒否を 9000 と答える。", en: "Answers a refused selection as 9000." },
  },
];

export const GENERATED_CARDS: readonly Mutant[] = BROKEN.map(({ ins, how, breaks, also, does }) => {
  const change = { at: "card", ins, how } as const;
  const [clause, expectedReason] = breaks;
  return {
    ...{ id: idOfChange("G", "generic", change), role: "generic", clause, expectedReason, cascade: also, does, change },
  };
});

/** Legal ways in which a reader hands answers over, by the names of `simulator/faults/card-changes.ts`. */
const MANNERS: Readonly<Record<CardManner, Bilingual>> = {
  slow: { ja: "どの答えも0.3秒遅れる。", en: "Each answer comes 0.3 s late." },
  chained: { ja: "答えを 61xx の後に GET RESPONSE で渡す。", en: "Gives answers by 61xx and GET RESPONSE." },
  chainedInParts: { ja: "答えを100バイトずつ 61xx で渡す。", en: "Gives answers by 61xx, a hundred bytes at a time." },
};

export const GENERATED_CARD_VARIANTS: readonly Benign[] = (Object.keys(MANNERS) as CardManner[]).map((how) => {
  const change = { at: "manner", of: "card", how } as const;
  return { id: idOfChange("B", "generic", change), role: "generic", does: MANNERS[how], change };
});
