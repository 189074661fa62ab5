import { assuming, check, readerCase, untilDecided } from "../../case.ts";
import type { Leg } from "../../catalog/budgets.data.ts";
import { prompt, received } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { type Span, withinBudget } from "../../expect/quantity.ts";
import { byFace, byPin } from "./walk.ts";

const quick = (leg: Exclude<Leg, "LAT-01" | "LAT-02" | "LAT-03">, ja: string, en: string, span: Span) =>
  assuming("ASM-LEG-BUDGETS", check(leg, "latency.over", { ja, en }, withinBudget(leg, span)));

const LEGS_BY_FACE = [
  quick("LAT-04", "カードを置いたことが予算内に知らされる", "a placed card is reported within the budget", {
    from: acted("placeCard"),
    to: received("cardPlaced"),
  }),
  quick("LAT-05", "券面とチップの写真が予算内に読まれる", "card face and photograph are read within the budget", {
    from: received("methodChosen"),
    to: prompt("lookAtCamera"),
  }),
  quick("LAT-06", "撮影と照合が予算内に終わる", "capture and match end within the budget", {
    from: prompt("lookAtCamera"),
    to: received("matched"),
    human: acted("showFace"),
  }),
  quick("LAT-09", "カードを取ったことが予算内に知らされる", "a card taken away is reported within the budget", {
    from: acted("removeCard"),
    to: received("cardRemoved"),
  }),
];

export const faceLegs = readerCase({
  id: "RDR-LAT-0001",
  title: { ja: "顔による受付の区間ごとの時間", en: "The legs of a reception by face" },
  cast: ["patient"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  kills: ["M-RDR-SLOW-TO-NOTICE", "M-RDR-SLOW-TO-READ", "M-RDR-SLOW-TO-MATCH", "M-RDR-SLOW-TO-MISS"],
  spares: ["B-RDR-SLOW"],
  sampler: untilDecided(...LEGS_BY_FACE),
  steps: (stage) => byFace(stage, "patient"),
  expect: LEGS_BY_FACE,
});

const LEG_BY_PIN = [
  quick("LAT-07", "暗証番号の照合と署名が予算内に終わる", "PIN check and signature end within the budget", {
    from: acted("enterPin"),
    to: received("completed"),
    human: acted("consent", "refuseConsent"),
  }),
];

export const pinLeg = readerCase({
  id: "RDR-LAT-0002",
  title: { ja: "暗証番号の照合と署名の時間", en: "The time from PIN to signature" },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-SLOW-TO-SIGN"],
  spares: ["B-RDR-SLOW"],
  sampler: untilDecided(...LEG_BY_PIN),
  steps: (stage) => byPin(stage, "patient"),
  expect: LEG_BY_PIN,
});
