import type { Bilingual } from "../../bilingual.ts";
import { assuming, type Case, check, readerCase } from "../../case.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { is } from "../../expect/predicate.ts";
import { type Selector, where } from "../../expect/selector.ts";
import { after, eventually, within } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { completes, givesNoResult } from "./claims.ts";
import { arrive, begin, byPin, leave, place } from "./walk.ts";

const takenEarly = where(received("ended"), "cardTakenEarly", is("reason", "cardTakenEarly"));

const endsWhenTaken = assuming(
  "ASM-CARD-TAKEN",
  check(
    "RCP-13",
    "card.takenUnnoticed",
    {
      ja: "カードを取ると2秒以内に cardTakenEarly で終わる",
      en: "it ends with cardTakenEarly within two seconds of the card being taken",
    },
    within(2000, acted("removeCard"), takenEarly),
  ),
);

const removalReported = check(
  "RCP-13",
  "card.notNoticed",
  { ja: "カードを取ったことが知らされる", en: "taking the card is reported" },
  after(acted("removeCard"), eventually(received("cardRemoved"))),
);

interface Pulled {
  readonly id: string;
  readonly title: Bilingual;
  readonly needs: Case["needs"];
  readonly hands: Case["hands"];
  /** Brings the reception to the moment. */
  readonly until: (stage: Stage<"reader">) => Promise<unknown>;
}

/** The card is pulled at one moment of a reception; whichever it is, the reception ends, says why, and gives no result. */
const pulled = ({ id, title, needs, hands, until }: Pulled): Case<"reader"> =>
  readerCase({
    id,
    title,
    needs,
    cast: ["patient"],
    hands: [...hands, "removeCard"],
    kills: ["M-RDR-KEEPS-GOING"],
    spares: ["B-RDR-SLOW"],
    async steps(stage) {
      await until(stage);
      await stage.hand.remove();
      await stage.see(received("ended"), 120_000);
    },
    expect: [endsWhenTaken, removalReported, { ...givesNoResult, assumption: "ASM-CARD-TAKEN" }],
  });

const screen = (name: Parameters<typeof prompt>[0]): Selector<unknown> => prompt(name);

export const pulledAtChoice = pulled({
  id: "RDR-CRD-0001",
  title: { ja: "方法の選択中にカードを取る", en: "The card is pulled while the method is chosen" },
  needs: [],
  hands: ["placeCard"],
  async until(stage) {
    await begin(stage);
    await place(stage, "patient");
  },
});

export const pulledAtCapture = pulled({
  id: "RDR-CRD-0002",
  title: { ja: "顔の撮影中にカードを取る", en: "The card is pulled during face capture" },
  needs: ["face"],
  hands: ["placeCard", "chooseMethod"],
  async until(stage) {
    await arrive(stage, "patient", "face");
    await stage.glimpse(screen("lookAtCamera"));
  },
});

export const pulledAtPin = pulled({
  id: "RDR-CRD-0003",
  title: { ja: "暗証番号の入力中にカードを取る", en: "The card is pulled while the PIN is entered" },
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod"],
  async until(stage) {
    await arrive(stage, "patient", "pin");
    await stage.glimpse(screen("enterPin"));
  },
});

export const pulledAtConsent = pulled({
  id: "RDR-CRD-0004",
  title: { ja: "同意の画面でカードを取る", en: "The card is pulled at the consent screen" },
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin"],
  async until(stage) {
    await arrive(stage, "patient", "pin");
    await stage.hand.typePinOf("patient");
    await stage.see(screen("consent"));
  },
});

export const nextPatient = readerCase({
  id: "RDR-CRD-0005",
  title: { ja: "途中で取られた後、次の患者の受付が完了する", en: "After a card was pulled the next patient is served" },
  cast: ["patient", "stranger"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "removeCard", "placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-KEEPS-GOING"],
  async steps(stage) {
    await arrive(stage, "stranger", "pin");
    await stage.hand.remove();
    await stage.see(received("ended"), 120_000);
    await byPin(stage, "patient");
  },
  expect: [endsWhenTaken, completes("pin")],
});

export const cardLeft = readerCase({
  id: "RDR-CRD-0006",
  title: { ja: "置き忘れたカードを知らせる", en: "A card left behind is called out" },
  cast: ["patient"],
  needs: ["pin", "reminder"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  spares: ["B-RDR-SLOW"],
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin");
    await hand.typePinOf("patient");
    await see(prompt("consent"));
    await hand.agree("all");
    await see(received("completed"));
    await see(received("cardLeft"), 30_000);
    await leave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-TIMES",
      check(
        "RCP-13",
        "card.notReminded",
        { ja: "終了から10秒以内に置き忘れを知らせる", en: "the reminder comes within ten seconds of the end" },
        within(10_000, received("completed"), received("cardLeft")),
      ),
    ),
    check(
      "RCP-13",
      "card.notNoticed",
      { ja: "その後にカードを取れば知らされる", en: "the card taken after that is reported" },
      after(received("cardLeft"), eventually(received("cardRemoved"))),
    ),
  ],
});

export const noCardComes = readerCase({
  id: "RDR-CRD-0007",
  title: { ja: "カードが置かれなければ時間切れで終わる", en: "A reception to which no card comes times out" },
  async steps(stage) {
    await begin(stage);
    await stage.see(received("ended"), 180_000);
  },
  expect: [
    assuming(
      "ASM-READER-TIMES",
      check(
        "RCP-13",
        "reception.noTimeout",
        { ja: "カード待ちは90秒以内に時間切れで終わる", en: "waiting for a card ends by time-out within 90 s" },
        within(90_000, sent("begin"), where(received("ended"), "timedOut", is("reason", "timedOut"))),
      ),
    ),
    givesNoResult,
  ],
});

export const placedAndTaken = readerCase({
  id: "RDR-CRD-0008",
  title: { ja: "カードの出し入れが1回ずつ知らされる", en: "Placing and taking the card is reported, each once" },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  spares: ["B-RDR-SLOW"],
  steps: (stage) => byPin(stage, "patient"),
  expect: [
    check(
      "RCP-01",
      "card.notNoticed",
      { ja: "置いたことと取ったことが、行為の後に知らされる", en: "both are reported, after the act" },
      after(acted("placeCard"), eventually(received("cardPlaced"))),
    ),
    removalReported,
  ],
});
