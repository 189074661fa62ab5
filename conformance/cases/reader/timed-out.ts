import { type Case, readerCase } from "../../case.ts";
import { received, sent } from "../../expect/host.ts";
import { nth } from "../../expect/selector.ts";
import { endsAs, endsOnce } from "./moment-claims.ts";
import { momentOf, type MomentName } from "./moments.ts";

/** Nobody does anything at one moment: the reception ends by itself, once. */
const nobodyActs = (id: string, name: MomentName): Case<"reader"> => {
  const { title, needs, hands, reach, sign } = momentOf(name);
  return readerCase({
    id,
    title: { ja: `${title.ja}に誰も何もしない`, en: `Nobody does anything ${title.en}` },
    needs,
    cast: ["patient"],
    hands: [...hands, "removeCard"],
    async steps(stage) {
      const { hand, see, rest } = stage;
      await reach(stage);
      await see(received("ended"), 180_000);
      // As long as a reminder takes, at the most: whoever ended once may be tempted to do so again then.
      await rest(10_000);
      await hand.remove();
      await see(received("cardRemoved"));
      await rest(1000);
    },
    expect: [
      endsAs(
        "timedOut",
        90_000,
        name === "changing" ? nth(2, sent("begin")) : sign,
        "reception.noTimeout",
        "ASM-READER-TIMES",
      ),
      endsOnce,
    ],
  });
};

export const timedOut = [
  nobodyActs("RDR-IDL-0001", "choice"),
  nobodyActs("RDR-IDL-0002", "pin"),
  nobodyActs("RDR-IDL-0003", "staff"),
  nobodyActs("RDR-IDL-0004", "leave"),
  nobodyActs("RDR-IDL-0005", "consent"),
  nobodyActs("RDR-IDL-0006", "prescription"),
  nobodyActs("RDR-IDL-0007", "changing"),
];
