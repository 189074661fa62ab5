import { type Case, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import type { Stage } from "../../stage.ts";
import { completes } from "./claims.ts";
import { startsAfterResult, startsAgain } from "./moment-claims.ts";
import { momentOf, type MomentName, MOMENTS } from "./moments.ts";
import { byPin } from "./walk.ts";

/** A reception that was broken off, however and wherever, leaves the reader ready for the next one. */

type Stopped = "pulled" | "cancelled" | "refused" | "left alone";

const WHY = {
  "pulled": { ja: "カードが取られた", en: "the card was pulled" },
  "cancelled": { ja: "端末が中止した", en: "the host cancelled" },
  "refused": { ja: "患者が中止した", en: "the patient cancelled" },
  "left alone": { ja: "誰も来なかった", en: "nobody came" },
} as const;

async function stop(why: Stopped, { bench, hand }: Stage<"reader">, reception: number): Promise<void> {
  if (why === "pulled") await hand.remove();
  if (why === "cancelled") await bench.host.cancel(reception);
  if (why === "refused") await hand.cancel();
}

/** The last patient's card lies there until the reception that waited for it was broken off. */
const nextAfterWaitingForCard = (id: string, why: "cancelled" | "refused"): Case<"reader"> =>
  readerCase({
    id,
    title: {
      ja: `前のカードを待つ受付を${WHY[why].ja}後、次の受付が始まる`,
      en: `After ${WHY[why].en} a reception that waited for the last card to go, the next one starts`,
    },
    needs: ["pin"],
    cast: ["patient"],
    hands: [...MOMENTS.changing.hands, ...(why === "refused" ? (["cancel"] as const) : []), "removeCard"],
    async steps(stage) {
      const { bench, hand, see, glimpse, rest } = stage;
      await stop(why, stage, await MOMENTS.changing.reach(stage));
      await see(received("ended"));
      await hand.remove();
      await see(received("cardRemoved"));
      // Whoever takes the reception up again now does so before the next one is begun.
      await rest(1000);
      const next = await bench.host.begin();
      await glimpse(prompt("placeCard"), 5_000);
      await bench.host.cancel(next);
      await see(received("ended"));
    },
    expect: [startsAgain],
  });

const nextAfter = (id: string, why: Stopped, name: MomentName): Case<"reader"> => {
  const { title, needs, hands, reach } = momentOf(name);
  const act = { "pulled": ["removeCard"], "cancelled": [], "refused": ["cancel"], "left alone": [] } as const;
  return readerCase({
    id,
    title: {
      ja: `${title.ja}に${WHY[why].ja}後、次の受付が始まる`,
      en: `After ${WHY[why].en} ${title.en} the next reception starts`,
    },
    needs,
    cast: ["patient"],
    hands: [...hands, ...act[why]],
    async steps(stage) {
      await stop(why, stage, await reach(stage));
      await stage.see(received("ended"), 180_000);
      const next = await stage.bench.host.begin();
      await stage.glimpse(prompt("placeCard"), 5_000);
      await stage.bench.host.cancel(next);
      await stage.see(received("ended"));
    },
    expect: [startsAgain],
  });
};

export const afterPull = [
  nextAfter("RDR-NXT-0001", "pulled", "activating"),
  nextAfter("RDR-NXT-0002", "pulled", "choice"),
  nextAfter("RDR-NXT-0003", "pulled", "capture"),
  nextAfter("RDR-NXT-0004", "pulled", "pin"),
  nextAfter("RDR-NXT-0005", "pulled", "staff"),
  nextAfter("RDR-NXT-0006", "pulled", "leave"),
  nextAfter("RDR-NXT-0007", "pulled", "consent"),
  nextAfter("RDR-NXT-0008", "pulled", "prescription"),
];

export const afterWaiting = [
  nextAfter("RDR-NXT-0009", "cancelled", "waiting"),
  nextAfter("RDR-NXT-0010", "refused", "waiting"),
  nextAfter("RDR-NXT-0011", "left alone", "waiting"),
];

export const afterWaitingForCard = [
  nextAfterWaitingForCard("RDR-NXT-0013", "cancelled"),
  nextAfterWaitingForCard("RDR-NXT-0014", "refused"),
];

export const afterResult = readerCase({
  id: "RDR-NXT-0012",
  title: { ja: "患者が2人続いて受け付けられる", en: "Two patients are served one after the other" },
  needs: ["pin"],
  cast: ["patient", "stranger"],
  hands: [
    ...(["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"] as const),
    ...(["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"] as const),
  ],
  async steps(stage) {
    await byPin(stage, "patient");
    await byPin(stage, "stranger");
  },
  expect: [startsAfterResult, completes("pin")],
});
