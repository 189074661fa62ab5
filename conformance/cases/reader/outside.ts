import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import { anyOf, nth } from "../../expect/selector.ts";
import { after, never, within } from "../../expect/vocabulary.ts";
import { bothComplete } from "./moment-claims.ts";
import { completes } from "./claims.ts";
import { MOMENTS } from "./moments.ts";
import { agreeAndLeave } from "./walk.ts";

/** What a reader does before, between and after receptions. */

export const placedOutside = readerCase({
  id: "RDR-OUT-0001",
  title: { ja: "受付のないときに置かれたカードが知らされる", en: "A card placed outside a reception is reported" },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  async steps({ bench, hand, see, glimpse }) {
    await bench.host.hello();
    await see(received("identity"));
    await hand.place("patient");
    await glimpse(received("cardPlaced"), 5_000);
    await hand.remove();
    await glimpse(received("cardRemoved"), 5_000);
  },
  expect: [
    check(
      "RCP-01",
      "card.notNoticed",
      { ja: "置いたことが2秒以内に知らされる", en: "it is reported within two seconds" },
      within(2000, acted("placeCard"), received("cardPlaced")),
    ),
  ],
});

export const takenOutside = readerCase({
  id: "RDR-OUT-0002",
  title: { ja: "受付のないときに取られたカードが知らされる", en: "A card taken outside a reception is reported" },
  cast: ["patient"],
  hands: ["placeCard", "removeCard"],
  steps: (stage) => placedOutside.steps(stage),
  expect: [
    check(
      "RCP-13",
      "card.notNoticed",
      { ja: "取ったことが2秒以内に知らされる", en: "it is reported within two seconds" },
      within(2000, acted("removeCard"), received("cardRemoved")),
    ),
  ],
});

export const beginStarts = readerCase({
  id: "RDR-OUT-0003",
  title: { ja: "begin に応じてカードを求める", en: "A begin makes the reader ask for a card" },
  async steps({ bench, see, glimpse }) {
    await bench.host.hello();
    await see(received("identity"));
    const reception = await bench.host.begin();
    await glimpse(prompt("placeCard"), 5_000);
    await bench.host.cancel(reception);
    await see(received("ended"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "reception.notStarted",
        { ja: "2秒以内にカードを置く画面になる", en: "within two seconds it asks for the card" },
        within(2000, sent("begin"), prompt("placeCard")),
      ),
    ),
  ],
});

export const alreadyThere = readerCase({
  id: "RDR-OUT-0007",
  title: {
    ja: "begin の前に置かれたカードが、そのまま読まれる",
    en: "A card placed before the begin is read as it lies there",
  },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  async steps(stage) {
    const { bench, hand, see } = stage;
    await bench.host.hello();
    await see(received("identity"));
    await hand.place("patient");
    await see(received("cardPlaced"));
    await bench.host.begin();
    const next = await see(anyOf(prompt("chooseMethod"), prompt("enterPin")));
    if (next.screen === "chooseMethod") await hand.choose("pin");
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [completes("pin")],
});

export const overLastCard = readerCase({
  id: "RDR-OUT-0004",
  title: {
    ja: "前の患者のカードが残っていれば、取られるまで待つ",
    en: "A reception begun over the last patient's card waits until that one is gone",
  },
  cast: ["patient"],
  needs: ["pin"],
  hands: [...MOMENTS.changing.hands, ...MOMENTS.changing.finishHands],
  async steps(stage) {
    await MOMENTS.changing.reach(stage);
    await MOMENTS.changing.finish(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-01",
        "reception.notStarted",
        { ja: "2秒以内に前のカードを取る画面になる", en: "within two seconds it asks for the last card to be taken" },
        within(2000, nth(2, sent("begin")), prompt("takeCard")),
      ),
    ),
    bothComplete,
  ],
});

export const afterReminder = readerCase({
  id: "RDR-OUT-0005",
  title: {
    ja: "置き忘れを知らせた後も、残ったカードでは受付が進まない",
    en: "Even after it was called out, a card left behind serves no next reception",
  },
  cast: ["patient"],
  needs: ["pin", "reminder"],
  hands: [...MOMENTS.consent.hands, "consent", "removeCard"],
  async steps(stage) {
    const { bench, hand, see, glimpse } = stage;
    await MOMENTS.consent.reach(stage);
    await hand.agree("all");
    await see(received("completed"));
    await see(received("cardLeft"), 30_000);
    const next = await bench.host.begin();
    await glimpse(prompt("chooseMethod"), 5_000);
    await bench.host.cancel(next);
    await see(received("ended"));
    await hand.remove();
    await see(received("cardRemoved"));
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-13",
        "card.oldOneTaken",
        {
          ja: "残ったカードのまま方法の選択へ進まない",
          en: "with that card it does not go on to the choice of method",
        },
        after(received("cardLeft"), never(prompt("chooseMethod"))),
      ),
    ),
  ],
});

export const changedCard = readerCase({
  id: "RDR-OUT-0006",
  title: { ja: "前のカードが取られたことが知らされる", en: "The last patient's card is reported as taken" },
  cast: ["patient"],
  needs: ["pin"],
  hands: [...MOMENTS.changing.hands, "removeCard"],
  async steps(stage) {
    const { bench, hand, see, glimpse } = stage;
    const reception = await MOMENTS.changing.reach(stage);
    await hand.remove();
    await glimpse(received("cardRemoved"), 5_000);
    await bench.host.cancel(reception);
    await see(received("ended"));
  },
  expect: [
    check(
      "RCP-13",
      "card.notNoticed",
      { ja: "2秒以内に知らされる", en: "within two seconds" },
      within(2000, acted("removeCard"), received("cardRemoved")),
    ),
  ],
});
