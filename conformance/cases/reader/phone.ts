import type { Part } from "../../cast.ts";
import { type Case, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { keptSecret } from "../../expect/secret.ts";
import { is, isOneOf } from "../../expect/predicate.ts";
import { anyOf, where } from "../../expect/selector.ts";
import { eventually, inOrder, never, sequence } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { completes, givesNoResult, signsWithCertificate } from "./claims.ts";
import { agreeAndLeave, begin, leave } from "./walk.ts";

/** A phone in place of the card (since 2025-09): an iPhone by itself, an Android phone with its own four digits on the reader's pad. */

type Kind = "iphone" | "android";

async function hold({ hand, see }: Stage<"reader">, kind: Kind, part: Part): Promise<void> {
  await hand.choose(kind);
  await see(prompt("holdPhone"));
  await hand.holdPhone(part);
}

/**
 * An Android phone with its digits, in the order in which the reader asks: which comes first is not public (ASM-PHONE-ORDER). `type` where
 * digits are asked for first or next; without it none are typed after the phone was laid down.
 */
async function layAndroid({ hand, see }: Stage<"reader">, held: Part, type?: () => Promise<void>): Promise<void> {
  await hand.choose("android");
  const first = await see(anyOf(prompt("holdPhone"), prompt("enterPin")));
  if (first.screen === "enterPin") {
    await (type ?? (() => hand.typePinOf(held)))();
    await see(prompt("holdPhone"));
  }
  await hand.holdPhone(held);
  if (first.screen === "enterPin" || !type) return;
  await see(prompt("enterPin"));
  await type();
}

const open = (stage: Stage<"reader">) => begin(stage, { methods: ["face", "pin", "staff", "iphone", "android"] });

const serves = (kind: Kind) =>
  check(
    "RCP-01",
    "phone.refused",
    { ja: `${kind} で受付が完了する`, en: `a reception by ${kind} completes` },
    eventually(where(received("completed"), kind, is("method", kind))),
  );

export const byIphone = readerCase({
  id: "RDR-PHN-0001",
  title: { ja: "iPhone で受付が完了する", en: "An iPhone completes a reception" },
  cast: ["withIphone"],
  needs: ["phone"],
  hands: ["chooseMethod", "holdPhone", "consent", "removeCard"],
  async steps(stage) {
    await open(stage);
    await hold(stage, "iphone", "withIphone");
    await agreeAndLeave(stage);
  },
  expect: [serves("iphone"), signsWithCertificate],
});

export const byAndroid = readerCase({
  id: "RDR-PHN-0002",
  title: { ja: "Android は端末の暗証番号で受付が完了する", en: "An Android phone completes it with its own digits" },
  cast: ["withAndroid"],
  needs: ["phone"],
  hands: ["chooseMethod", "holdPhone", "enterPin", "consent", "removeCard"],
  spares: ["B-RDR-DIGITS-FIRST"],
  async steps(stage) {
    await open(stage);
    await layAndroid(stage, "withAndroid", () => stage.hand.typePinOf("withAndroid"));
    await agreeAndLeave(stage);
  },
  expect: [
    serves("android"),
    signsWithCertificate,
    check(
      "RCP-01",
      "reception.disorder",
      { ja: "選択、端末、暗証番号、結果の順に進む", en: "choice, phone, digits and result come in this order" },
      inOrder(received("methodChosen"), received("cardPlaced"), received("pinChecked"), received("completed")),
    ),
  ],
});

export const androidWrongThenRight = readerCase({
  id: "RDR-PHN-0003",
  title: {
    ja: "Android の暗証番号を1回誤り、残りが知らされる",
    en: "One wrong try on an Android phone tells what is left",
  },
  cast: ["withAndroid"],
  needs: ["phone"],
  hands: ["chooseMethod", "holdPhone", "enterPin", "enterPin", "consent", "removeCard"],
  burns: { reference: "auth", tries: 1 },
  kills: ["M-RDR-PIN-COUNTER"],
  async steps(stage) {
    const { hand, see } = stage;
    await open(stage);
    await layAndroid(stage, "withAndroid", () => hand.typeWrongPin("withAndroid"));
    await see(received("pinChecked"));
    await see(prompt("enterPin"));
    await hand.typePinOf("withAndroid");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-03",
      "pin.triesWrong",
      { ja: "残り2回と知らされる", en: "two tries are told to be left" },
      sequence(where(received("pinChecked"), "wrong", is("outcome", "wrong")), "triesLeft", [2]),
    ),
    serves("android"),
  ],
});

export const androidLocks = readerCase({
  id: "RDR-PHN-0004",
  title: { ja: "Android の暗証番号の3回の誤りで終わる", en: "Three wrong tries on an Android phone end it" },
  cast: ["withAndroid"],
  needs: ["phone"],
  hands: ["chooseMethod", "holdPhone", "enterPin", "enterPin", "enterPin", "removeCard"],
  burns: { reference: "auth", tries: 3 },
  async steps(stage) {
    const { hand, see } = stage;
    await open(stage);
    await layAndroid(stage, "withAndroid", () => hand.typeWrongPin("withAndroid"));
    for (let tries = 1; tries < 3; tries++) {
      await see(prompt("enterPin"));
      await hand.typeWrongPin("withAndroid");
    }
    await see(received("ended"));
    await leave(stage);
  },
  expect: [
    check(
      "RCP-03",
      "pin.notLocked",
      { ja: "3回目で閉塞と知らされる", en: "the third is told as locked" },
      sequence(received("pinChecked"), "outcome", ["wrong", "wrong", "locked"]),
    ),
    givesNoResult,
  ],
});

/** What comes next for the right phone; only an iPhone asks for no digits, and when an Android phone does is not settled. */
const goesOn = (kind: Kind) =>
  anyOf<unknown>(prompt("consent"), received("completed"), ...(kind === "iphone" ? [prompt("enterPin")] : []));

const otherPhone = (id: string, kind: Kind, part: Part, ja: string, en: string): Case<"reader"> =>
  readerCase({
    id,
    title: { ja, en },
    cast: [part],
    needs: ["phone"],
    hands: ["chooseMethod", "holdPhone", "removeCard"],
    async steps(stage) {
      await open(stage);
      await (kind === "android" ? layAndroid(stage, part) : hold(stage, kind, part));
      await stage.see(anyOf<unknown>(received("ended"), goesOn(kind)));
      await leave(stage);
    },
    expect: [
      check(
        "RCP-01",
        "phone.wrongTaken",
        { ja: "選んだ機種と異なる端末では先へ進まない", en: "another phone than the one chosen leads no further" },
        never(goesOn(kind)),
      ),
    ],
  });

export const androidForIphone = otherPhone(
  "RDR-PHN-0005",
  "iphone",
  "withAndroid",
  "iPhone を選んで Android をかざす",
  "An Android phone is held where an iPhone was chosen",
);
export const iphoneForAndroid = otherPhone(
  "RDR-PHN-0006",
  "android",
  "withIphone",
  "Android を選んで iPhone をかざす",
  "An iPhone is held where an Android phone was chosen",
);

export const phoneTaken = readerCase({
  id: "RDR-PHN-0007",
  title: { ja: "暗証番号の入力中に端末が離れる", en: "The phone is taken away while its digits are entered" },
  cast: ["withAndroid"],
  needs: ["phone"],
  hands: ["chooseMethod", "holdPhone", "removeCard"],
  kills: ["M-RDR-KEEPS-GOING"],
  async steps(stage) {
    await open(stage);
    await layAndroid(stage, "withAndroid");
    // Where digits come before the phone they are done by now, and the screen that follows is the next one.
    await stage.see(anyOf(prompt("enterPin"), prompt("consent")));
    await stage.hand.remove();
    await stage.see(received("ended"), 120_000);
  },
  expect: [
    {
      ...check(
        "RCP-13",
        "card.takenUnnoticed",
        { ja: "cardTakenEarly で終わる", en: "it ends as cardTakenEarly" },
        eventually(where(received("ended"), "cardTakenEarly", is("reason", "cardTakenEarly"))),
      ),
      assumption: "ASM-CARD-TAKEN",
    },
    { ...givesNoResult, assumption: "ASM-CARD-TAKEN" },
  ],
});

export const noFace = readerCase({
  id: "RDR-PHN-0008",
  title: { ja: "スマートフォンの受付で顔を照合しない", en: "By phone no face is compared" },
  cast: ["withIphone"],
  needs: ["phone"],
  hands: ["showFace", "chooseMethod", "holdPhone", "consent", "removeCard"],
  async steps(stage) {
    await stage.hand.show("withIphone");
    await open(stage);
    await hold(stage, "iphone", "withIphone");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-02",
      "method.wrong",
      { ja: "照合の通知も撮影の画面もない", en: "no match is told and the camera is not asked for" },
      never(where(received("prompt"), "camera", isOneOf("screen", ["lookAtCamera"]))),
    ),
    serves("iphone"),
  ],
});

export const phoneKeepsSecrets = readerCase({
  id: "RDR-PRV-0004",
  title: { ja: "Android の受付で暗証番号が外に出ない", en: "By Android phone no digits leave the reader" },
  cast: ["withAndroid"],
  needs: ["phone"],
  hands: ["chooseMethod", "holdPhone", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-PIN-TOLD"],
  async steps(stage) {
    await open(stage);
    await layAndroid(stage, "withAndroid", () => stage.hand.typePinOf("withAndroid"));
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-05",
      "privacy.pin",
      { ja: "暗証番号がリーダーから出ない", en: "the digits do not leave the reader" },
      keptSecret(["pin"], ["host"]),
    ),
  ],
});

export const childByFace = readerCase({
  id: "RDR-FAC-0005",
  title: { ja: "子どもの顔で受付が完了する", en: "A child's face completes a reception" },
  cast: ["child"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  async steps(stage) {
    const { hand, see } = stage;
    await hand.show("child");
    await begin(stage);
    await hand.place("child");
    await see(prompt("chooseMethod"));
    await hand.choose("face");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-02",
      "face.notAccepted",
      { ja: "子どもの顔が受け入れられる", en: "the child's face is accepted" },
      eventually(where(received("matched"), "accepted", is("outcome", "accepted"))),
    ),
    completes("face"),
  ],
});
