import { type Case, readerCase } from "../../case.ts";
import { received } from "../../expect/host.ts";
import { completes } from "./claims.ts";
import { bothComplete, secondIsRefused } from "./moment-claims.ts";
import { momentOf, type MomentName } from "./moments.ts";

/** A second `begin` at one moment of a reception is refused, and the first goes on to its result. */
const secondAt = (id: string, name: MomentName, by: "face" | "pin" | "staff" = "pin"): Case<"reader"> => {
  // At this one a reception lies behind the first.
  const before = name === "changing" ? 1 : 0;
  const { title, needs, hands, reach, finish, finishHands } = momentOf(name);
  return readerCase({
    id,
    title: {
      ja: `${title.ja}の二重開始は断られ、受付は続く`,
      en: `A second reception begun ${title.en} is refused, and the first goes on`,
    },
    needs,
    cast: ["patient"],
    hands: [...hands, ...finishHands],
    async steps(stage) {
      await reach(stage);
      await stage.bench.host.begin();
      await stage.glimpse(received("ended"), 5_000);
      await finish(stage);
    },
    expect: [secondIsRefused(before + 2), before > 0 ? bothComplete : completes(by)],
  });
};

export const second = [
  secondAt("RDR-BSY-0001", "waiting"),
  secondAt("RDR-BSY-0002", "activating"),
  secondAt("RDR-BSY-0003", "choice"),
  secondAt("RDR-BSY-0004", "capture", "face"),
  secondAt("RDR-BSY-0005", "staff", "staff"),
  secondAt("RDR-BSY-0006", "leave", "staff"),
  secondAt("RDR-BSY-0007", "consent"),
  secondAt("RDR-BSY-0008", "prescription"),
  secondAt("RDR-BSY-0009", "changing"),
];
