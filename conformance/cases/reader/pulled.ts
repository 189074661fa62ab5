import { type Case, readerCase } from "../../case.ts";
import { received } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { givesNoResult } from "./claims.ts";
import { endsAs } from "./moment-claims.ts";
import { momentOf, type MomentName } from "./moments.ts";

/** The card is pulled at a moment that `card.ts` leaves out. */
const pulledAt = (id: string, name: MomentName): Case<"reader"> => {
  const { title, needs, hands, reach } = momentOf(name);
  return readerCase({
    id,
    title: { ja: `${title.ja}にカードを取る`, en: `The card is pulled ${title.en}` },
    needs,
    cast: ["patient"],
    hands: [...hands, "removeCard"],
    async steps(stage) {
      await reach(stage);
      await stage.hand.remove();
      await stage.see(received("ended"), 120_000);
    },
    expect: [
      endsAs("cardTakenEarly", 2000, acted("removeCard"), "card.takenUnnoticed", "ASM-CARD-TAKEN"),
      { ...givesNoResult, assumption: "ASM-CARD-TAKEN" },
    ],
  });
};

export const pulled = [
  pulledAt("RDR-PUL-0001", "activating"),
  pulledAt("RDR-PUL-0002", "staff"),
  pulledAt("RDR-PUL-0003", "leave"),
  pulledAt("RDR-PUL-0004", "prescription"),
];
