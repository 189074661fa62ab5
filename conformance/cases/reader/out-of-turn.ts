import { type Case, readerCase } from "../../case.ts";
import { bothComplete } from "./moment-claims.ts";
import { completes } from "./claims.ts";
import { momentOf, type MomentName } from "./moments.ts";

/** What is meant for another reception, or was not asked for, changes nothing at any moment: the one under way goes on to its result. */
const outOfTurn = (id: string, name: MomentName, by: "face" | "pin" | "staff" = "pin"): Case<"reader"> => {
  const { title, needs, hands, reach, finish, finishHands } = momentOf(name);
  return readerCase({
    id,
    title: {
      ja: `${title.ja}に届いた別の受付への中止と、頼んでいない許可は何も変えない`,
      en: `A cancel of another reception and a leave that nobody asked for, both ${title.en}, change nothing`,
    },
    needs,
    cast: ["patient"],
    hands: [...hands, ...finishHands],
    async steps(stage) {
      const { host } = stage.bench;
      const reception = await reach(stage);
      await host.cancel(reception + OTHER);
      await host.send({ is: "authority", reception: reception + OTHER });
      // Both are there before the patient goes on, so that they come at this moment and not at the next.
      await stage.rest(500);
      await finish(stage);
    },
    expect: [name === "changing" ? bothComplete : completes(by)],
  });
};

/** Further on than any reception of one run. */
const OTHER = 1_000_000;

export const strays = [
  outOfTurn("RDR-STR-0001", "waiting"),
  outOfTurn("RDR-STR-0002", "choice"),
  outOfTurn("RDR-STR-0003", "capture", "face"),
  outOfTurn("RDR-STR-0004", "pin"),
  outOfTurn("RDR-STR-0005", "staff", "staff"),
  outOfTurn("RDR-STR-0006", "leave", "staff"),
  outOfTurn("RDR-STR-0007", "consent"),
  outOfTurn("RDR-STR-0008", "prescription"),
  outOfTurn("RDR-STR-0009", "changing"),
];
