import { type Case, readerCase } from "../../case.ts";
import { received } from "../../expect/host.ts";
import { momentOf, type MomentName, MOMENTS } from "./moments.ts";
import { remindsAfterResult, remindsOfCard } from "./moment-claims.ts";

/** A reception was broken off, and its card lies there still: it is called out as after a result. */

type Ended = "cancelled" | "refused" | "left alone";

const WHY = {
  "cancelled": { ja: "端末が中止し", en: "cancelled by the host" },
  "refused": { ja: "患者が中止し", en: "cancelled by the patient" },
  "left alone": { ja: "時間切れとなり", en: "timed out" },
} as const;

const leftAfter = (id: string, why: Ended, name: MomentName): Case<"reader"> => {
  const { title, needs, hands, reach } = momentOf(name);
  return readerCase({
    id,
    title: {
      ja: `${title.ja}に${WHY[why].ja}、残ったカードが知らされる`,
      en: `A card left behind by a reception ${WHY[why].en} ${title.en} is called out`,
    },
    needs: [...needs, "reminder"],
    cast: ["patient"],
    hands: [...hands, ...(why === "refused" ? (["cancel"] as const) : []), "removeCard"],
    async steps(stage) {
      const { bench, hand, see, glimpse } = stage;
      const reception = await reach(stage);
      if (why === "cancelled") await bench.host.cancel(reception);
      if (why === "refused") await hand.cancel();
      await see(received("ended"), 180_000);
      await glimpse(received("cardLeft"), 15_000);
      await hand.remove();
      await see(received("cardRemoved"));
    },
    expect: [remindsOfCard],
  });
};

export const leftAfterCancel = [
  leftAfter("RDR-LFT-0001", "cancelled", "activating"),
  leftAfter("RDR-LFT-0002", "cancelled", "choice"),
  leftAfter("RDR-LFT-0003", "cancelled", "capture"),
  leftAfter("RDR-LFT-0004", "cancelled", "pin"),
  leftAfter("RDR-LFT-0005", "cancelled", "staff"),
  leftAfter("RDR-LFT-0006", "cancelled", "leave"),
  leftAfter("RDR-LFT-0007", "cancelled", "consent"),
  leftAfter("RDR-LFT-0008", "cancelled", "prescription"),
  leftAfter("RDR-LFT-0009", "cancelled", "changing"),
];

export const leftAfterRefusal = [
  leftAfter("RDR-LFT-0010", "refused", "activating"),
  leftAfter("RDR-LFT-0011", "refused", "choice"),
  leftAfter("RDR-LFT-0012", "refused", "capture"),
  leftAfter("RDR-LFT-0013", "refused", "pin"),
  leftAfter("RDR-LFT-0014", "refused", "staff"),
  leftAfter("RDR-LFT-0015", "refused", "leave"),
  leftAfter("RDR-LFT-0016", "refused", "consent"),
  leftAfter("RDR-LFT-0017", "refused", "prescription"),
  leftAfter("RDR-LFT-0018", "refused", "changing"),
];

export const leftAfterPrescription = readerCase({
  id: "RDR-LFT-0026",
  title: {
    ja: "処方箋を選んで終えた受付の後、残ったカードが知らされる",
    en: "A card left behind after the prescription was chosen is called out",
  },
  needs: ["pin", "reminder"],
  cast: ["patient"],
  hands: [...MOMENTS.prescription.hands, "choosePrescription", "removeCard"],
  async steps(stage) {
    const { hand, see, glimpse } = stage;
    await MOMENTS.prescription.reach(stage);
    await hand.choosePrescription("paper");
    await see(received("completed"));
    await glimpse(received("cardLeft"), 15_000);
    await hand.remove();
    await see(received("cardRemoved"));
  },
  expect: [remindsAfterResult],
});

export const leftAfterSilence = [
  leftAfter("RDR-LFT-0019", "left alone", "choice"),
  leftAfter("RDR-LFT-0020", "left alone", "pin"),
  leftAfter("RDR-LFT-0021", "left alone", "staff"),
  leftAfter("RDR-LFT-0022", "left alone", "leave"),
  leftAfter("RDR-LFT-0023", "left alone", "consent"),
  leftAfter("RDR-LFT-0024", "left alone", "prescription"),
  leftAfter("RDR-LFT-0025", "left alone", "changing"),
];
