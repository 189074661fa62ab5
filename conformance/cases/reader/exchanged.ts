import { assuming, type Check, check, readerCase } from "../../case.ts";
import { prompt, received, sent } from "../../expect/host.ts";
import { acted } from "../../expect/operator.ts";
import {
  countsAttempts,
  carriesCardsCertificate,
  handsOnChallenge,
  nameTheirReception,
  namesItself,
  promptsAreScreens,
} from "../../expect/reader-messages.ts";
import { is } from "../../expect/predicate.ts";
import { type Selector, where } from "../../expect/selector.ts";
import { atMost, eventually, every, sequence, within } from "../../expect/vocabulary.ts";
import { MOMENTS } from "./moments.ts";
import { agreeAndLeave, arrive, byFace, byPin, leave } from "./walk.ts";

/** What is exchanged with the host, message by message. */

const protocol = (made: Check): Check => assuming("ASM-READER-PROTOCOL", made);

const comes = (message: Selector<unknown>): Check =>
  protocol(
    check(
      "RCP-01",
      "message.missing",
      { ja: `${message.name} が届く`, en: `${message.name} comes` },
      eventually(message),
    ),
  );

const comesOnce = (message: Selector<unknown>, count = 1): Check =>
  protocol(
    check(
      "RCP-01",
      "message.twice",
      {
        ja: `${message.name} は ${count} 回だけ届く`,
        en: `${message.name} comes ${count === 1 ? "once" : `${count} times`}, no more`,
      },
      atMost(count, message),
    ),
  );

const soon = (milliseconds: number, from: Selector<unknown>, message: Selector<unknown>): Check =>
  assuming(
    "ASM-MESSAGE-TIMES",
    check(
      "RCP-01",
      "message.late",
      { ja: `${message.name} が遅れずに届く`, en: `${message.name} comes in time` },
      within(milliseconds, from, message),
    ),
  );

/** An act, or a screen. */
const AT_ONCE = 2_000;
/** With work of card or camera in between. */
const WITH_WORK = 5_000;

const accepted = where(received("matched"), "accepted", is("outcome", "accepted"));

const FACE = ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"] as const;
const PIN = ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"] as const;
const STAFF = ["placeCard", "chooseMethod", "confirmVisual", "consent", "removeCard"] as const;

const ofAnother = protocol(
  check(
    "RCP-01",
    "message.ofAnother",
    { ja: "どの通知も、始めた受付のものである", en: "each message is of a reception that was begun" },
    nameTheirReception,
  ),
);

export const helloAnswered = readerCase({
  id: "RDR-MSG-0001",
  title: { ja: "hello に identity が1度、遅れずに返る", en: "A hello is answered by identity, once and in time" },
  async steps({ bench, glimpse, rest }) {
    await bench.host.hello();
    await glimpse(received("identity"));
    await rest(1000);
  },
  expect: [
    comes(received("identity")),
    comesOnce(received("identity")),
    soon(AT_ONCE, sent("hello"), received("identity")),
  ],
});

export const identityRight = readerCase({
  id: "RDR-MSG-0002",
  title: { ja: "identity の版と製造番号が正しい", en: "Version and serial number of identity are right" },
  async steps({ bench, see }) {
    await bench.host.hello();
    await see(received("identity"));
  },
  expect: [
    protocol(
      check(
        "RCP-01",
        "identity.wrong",
        {
          ja: "版と製造番号が、プロトコルと証明書のとおりである",
          en: "they are those of the protocol and of its certificate",
        },
        namesItself,
      ),
    ),
  ],
});

export const faceInTime = readerCase({
  id: "RDR-MSG-0003",
  title: { ja: "顔による受付の通知が遅れない", en: "In a reception by face no message is late" },
  cast: ["patient"],
  needs: ["face", "pin"],
  hands: FACE,
  steps: (stage) => byFace(stage, "patient"),
  expect: [
    soon(AT_ONCE, sent("begin"), prompt("placeCard")),
    soon(AT_ONCE, acted("placeCard"), received("cardPlaced")),
    soon(AT_ONCE, acted("chooseMethod"), received("methodChosen")),
    soon(WITH_WORK, prompt("lookAtCamera"), received("matched")),
    soon(AT_ONCE, accepted, received("authorityWanted")),
    soon(WITH_WORK, sent("authority"), prompt("consent")),
    soon(AT_ONCE, acted("consent"), received("consentGiven")),
    soon(AT_ONCE, acted("consent"), received("completed")),
    soon(AT_ONCE, acted("removeCard"), received("cardRemoved")),
  ],
});

export const pinInTime = readerCase({
  id: "RDR-MSG-0004",
  title: { ja: "暗証番号による受付の通知が遅れない", en: "In a reception by PIN no message is late" },
  cast: ["patient"],
  needs: ["pin"],
  hands: PIN,
  steps: (stage) => byPin(stage, "patient"),
  expect: [soon(AT_ONCE, acted("enterPin"), received("pinChecked"))],
});

export const staffInTime = readerCase({
  id: "RDR-MSG-0005",
  title: {
    ja: "目視による受付の通知が遅れず、1度ずつ届く",
    en: "In a reception by visual check the outcome is told in time, and once",
  },
  cast: ["patient"],
  needs: ["staff"],
  hands: STAFF,
  async steps(stage) {
    await arrive(stage, "patient", "staff");
    await stage.hand.confirm(true);
    await agreeAndLeave(stage);
  },
  expect: [soon(AT_ONCE, acted("confirmVisual"), received("staffChecked")), comesOnce(received("staffChecked"))],
});

export const toldOnce = readerCase({
  id: "RDR-MSG-0006",
  title: { ja: "顔による受付の通知が1度ずつ届く", en: "In a reception by face each message comes, and comes once" },
  cast: ["patient"],
  needs: ["face", "pin"],
  hands: FACE,
  async steps(stage) {
    await byFace(stage, "patient");
    await stage.rest(1000);
  },
  expect: [
    comes(received("methodChosen")),
    comes(received("consentGiven")),
    comesOnce(received("cardPlaced")),
    comesOnce(received("methodChosen")),
    comesOnce(received("matched")),
    comesOnce(received("authorityWanted")),
    comesOnce(received("consentGiven")),
    comesOnce(received("cardRemoved")),
  ],
});

export const pinToldOnce = readerCase({
  id: "RDR-MSG-0007",
  title: { ja: "暗証番号の照合が1度ずつ知らされる", en: "Each check of a PIN is told once" },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "enterPin", "consent", "removeCard"],
  burns: { reference: "auth", tries: 1 },
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin");
    await hand.typeWrongPin("patient");
    await see(received("pinChecked"));
    await see(prompt("enterPin"));
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [comesOnce(received("pinChecked"), 2)],
});

export const prescriptionTold = readerCase({
  id: "RDR-MSG-0008",
  title: { ja: "処方箋の選択が1度、遅れずに知らされる", en: "The choice of prescription is told, once and in time" },
  cast: ["patient"],
  needs: ["pin"],
  hands: [...MOMENTS.prescription.hands, "choosePrescription", "removeCard"],
  async steps(stage) {
    const { hand, see } = stage;
    await MOMENTS.prescription.reach(stage);
    await hand.choosePrescription("paper");
    await see(received("completed"));
    await leave(stage);
  },
  expect: [
    comes(received("prescriptionChosen")),
    comesOnce(received("prescriptionChosen")),
    soon(AT_ONCE, acted("choosePrescription"), received("prescriptionChosen")),
  ],
});

export const faceOfReception = readerCase({
  id: "RDR-MSG-0009",
  title: {
    ja: "顔による受付の通知がどれもその受付のものである",
    en: "Each message of a reception by face names that reception",
  },
  cast: ["patient"],
  needs: ["face"],
  hands: FACE,
  steps: (stage) => byFace(stage, "patient"),
  expect: [ofAnother],
});

export const pinOfReception = readerCase({
  id: "RDR-MSG-0010",
  title: {
    ja: "暗証番号と処方箋の通知がその受付のものである",
    en: "What is told of PIN and prescription names that reception",
  },
  cast: ["patient"],
  needs: ["pin"],
  hands: [...MOMENTS.prescription.hands, "choosePrescription", "removeCard"],
  steps: (stage) => prescriptionTold.steps(stage),
  expect: [ofAnother],
});

export const staffOfReception = readerCase({
  id: "RDR-MSG-0011",
  title: { ja: "目視確認の通知がその受付のものである", en: "What is told of a visual check names that reception" },
  cast: ["patient"],
  needs: ["staff"],
  hands: STAFF,
  steps: (stage) => staffInTime.steps(stage),
  expect: [ofAnother],
});

export const endOfReception = readerCase({
  id: "RDR-MSG-0012",
  title: {
    ja: "終了と置き忘れの通知が、その受付のものである",
    en: "What is told of an end and of a card left behind names that reception",
  },
  cast: ["patient"],
  needs: ["face", "pin"],
  hands: ["placeCard", "removeCard"],
  async steps(stage) {
    const { bench, hand, see, glimpse } = stage;
    const reception = await MOMENTS.choice.reach(stage);
    await bench.host.cancel(reception);
    await see(received("ended"));
    await glimpse(received("cardLeft"), 15_000);
    await hand.remove();
    await see(received("cardRemoved"));
  },
  expect: [ofAnother],
});

export const screensTold = readerCase({
  id: "RDR-MSG-0013",
  title: { ja: "どの画面も、そのとおりに知らされる", en: "Each screen is told as it is" },
  cast: ["patient"],
  needs: ["face"],
  hands: FACE,
  steps: (stage) => byFace(stage, "patient"),
  expect: [
    protocol(
      check(
        "RCP-01",
        "prompt.wrong",
        { ja: "prompt が表示された画面と一致する", en: "prompts are the screens that are shown" },
        promptsAreScreens,
      ),
    ),
  ],
});

export const attemptsCounted = readerCase({
  id: "RDR-MSG-0014",
  title: { ja: "顔照合の回数が正しく数えられる", en: "Attempts at a face match are counted rightly" },
  cast: ["patient", "stranger"],
  needs: ["face", "pin"],
  hands: ["showFace", "placeCard", "chooseMethod", "removeCard"],
  async steps(stage) {
    await stage.hand.show("stranger");
    await arrive(stage, "patient", "face");
    await stage.see(prompt("enterPin"), 60_000);
    await leave(stage);
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-12",
        "face.attemptsWrong",
        { ja: "何回目かと残りの回数の勘定が合う", en: "which attempt it is and how many are left add up" },
        countsAttempts,
      ),
    ),
  ],
});

export const challengeHandedOn = readerCase({
  id: "RDR-MSG-0015",
  title: { ja: "カードの乱数がそのまま中央へ渡される", en: "The card's challenge is handed on as it came" },
  cast: ["patient"],
  needs: ["face"],
  hands: FACE,
  steps: (stage) => byFace(stage, "patient"),
  expect: [
    assuming(
      "ASM-PINLESS",
      check(
        "RCP-02",
        "authority.challengeWrong",
        {
          ja: "authorityWanted の乱数がカードの答えである",
          en: "the challenge in authorityWanted is the card's answer",
        },
        handsOnChallenge,
      ),
    ),
  ],
});

export const methodTold = readerCase({
  id: "RDR-MSG-0016",
  title: {
    ja: "患者が選んだ方法と成立した方法が正しく伝わる",
    en: "The method touched and the method that confirmed are told rightly",
  },
  cast: ["patient"],
  needs: ["face", "pin"],
  hands: PIN,
  steps: (stage) => byPin(stage, "patient"),
  expect: [
    protocol(
      check(
        "RCP-01",
        "method.wrong",
        { ja: "methodChosen は選ばれた暗証番号である", en: "methodChosen is the PIN, which was touched" },
        sequence(received("methodChosen"), "method", ["pin"]),
      ),
    ),
    protocol(
      check(
        "RCP-01",
        "method.wrong",
        { ja: "結果の方法は暗証番号である", en: "the result says that the PIN confirmed" },
        every(received("completed"), { ja: "method = pin", en: "method = pin" }, is("method", "pin")),
      ),
    ),
  ],
});

export const certificateHandedOn = readerCase({
  id: "RDR-MSG-0017",
  title: { ja: "カードの証明書がそのまま結果に載る", en: "The card's certificate stands in the result as it was read" },
  cast: ["patient"],
  needs: ["pin"],
  hands: PIN,
  steps: (stage) => byPin(stage, "patient"),
  expect: [
    check(
      "RCP-05",
      "certificate.altered",
      { ja: "結果の証明書がチップのものと1ビットも違わない", en: "it is the chip's, to the last bit" },
      carriesCardsCertificate,
    ),
  ],
});
