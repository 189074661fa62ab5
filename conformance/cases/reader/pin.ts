import { check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { shown } from "../../expect/panel.ts";
import { is } from "../../expect/predicate.ts";
import { anyOf, where } from "../../expect/selector.ts";
import { after, eventually, every, never, sequence } from "../../expect/vocabulary.ts";
import { completes, signsWithCertificate } from "./claims.ts";
import { agreeAndLeave, arrive, byPin } from "./walk.ts";

const verified = where(received("pinChecked"), "verified", is("outcome", "verified"));
const wrong = where(received("pinChecked"), "wrong", is("outcome", "wrong"));
const locked = where(received("pinChecked"), "locked", is("outcome", "locked"));
const withoutPin = anyOf(prompt("chooseMethod"), prompt("lookAtCamera"), prompt("staffPassword"));

const faceAfterLock = check(
  "RCP-12",
  "fallback.missing",
  {
    ja: "暗証番号を使えない患者に、顔か目視が示される",
    en: "a patient without a usable PIN is offered face or visual check",
  },
  after(locked, eventually(withoutPin)),
);

export const pinConfirms = readerCase({
  id: "RDR-PIN-0001",
  title: { ja: "正しい暗証番号で受付が完了する", en: "The right PIN completes a reception" },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  spares: ["B-RDR-SLOW", "B-RDR-PROMPTS-TWICE"],
  steps: (stage) => byPin(stage, "patient"),
  expect: [
    check(
      "RCP-03",
      "pin.notVerified",
      { ja: "正しい暗証番号が受け入れられる", en: "the right PIN is accepted" },
      eventually(verified),
    ),
    completes("pin"),
    signsWithCertificate,
  ],
});

export const twoWrongThenRight = readerCase({
  id: "RDR-PIN-0002",
  title: { ja: "暗証番号を2回誤り、3回目に正しく入力する", en: "Two wrong PINs, then the right one" },
  cast: ["patient"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "enterPin", "enterPin", "consent", "removeCard"],
  burns: { reference: "auth", tries: 2 },
  kills: ["M-RDR-PIN-COUNTER"],
  spares: ["B-RDR-SLOW"],
  async steps(stage) {
    const { hand, see } = stage;
    await arrive(stage, "patient", "pin");
    await hand.typeWrongPin("patient");
    await see(wrong);
    await see(prompt("enterPin"));
    await hand.typeWrongPin("patient");
    await see(wrong);
    await see(prompt("enterPin"));
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-03",
      "pin.triesWrong",
      { ja: "残り回数が2、1と知らされる", en: "the tries left are told as 2, then 1" },
      sequence(wrong, "triesLeft", [2, 1]),
    ),
    check(
      "RCP-03",
      "pin.notVerified",
      { ja: "3回目の正しい暗証番号が受け入れられる", en: "the right PIN is accepted at the third try" },
      after(wrong, eventually(verified)),
    ),
    completes("pin"),
  ],
});

export const lastTryAnnounced = readerCase({
  id: "RDR-PIN-0003",
  title: { ja: "最後の1回であることが入力の前に示される", en: "The last try is announced before it is used" },
  cast: ["lastPinTry"],
  needs: ["pin"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  steps: (stage) => byPin(stage, "lastPinTry"),
  expect: [
    check(
      "RCP-12",
      "pin.lastTryUnsaid",
      { ja: "入力画面に残り1回と示される", en: "the PIN screen says that one try is left" },
      every(
        shown("enterPin"),
        { ja: "どの入力画面にも残り1回とある", en: "every PIN screen says 1" },
        is("triesLeft", 1),
        ({ triesLeft }) => ({ ja: `${triesLeft ?? "なし"} と示されました`, en: `it said ${triesLeft ?? "nothing"}` }),
      ),
    ),
    completes("pin"),
  ],
});

export const thirdWrongLocks = readerCase({
  id: "RDR-PIN-0004",
  title: { ja: "3回の誤りで閉塞し、顔で受付できる", en: "Three wrong PINs lock it, and the face still serves" },
  cast: ["patient"],
  needs: ["pin", "face"],
  hands: [
    "showFace",
    "placeCard",
    "chooseMethod",
    "enterPin",
    "enterPin",
    "enterPin",
    "chooseMethod",
    "consent",
    "removeCard",
  ],
  burns: { reference: "auth", tries: 3 },
  async steps(stage) {
    const { hand, see } = stage;
    await hand.show("patient");
    await arrive(stage, "patient", "pin");
    await hand.typeWrongPin("patient");
    for (let tries = 1; tries < 3; tries++) {
      await see(wrong);
      await see(prompt("enterPin"));
      await hand.typeWrongPin("patient");
    }
    await see(locked);
    const next = await see(withoutPin);
    if (next.screen === "chooseMethod") await hand.choose("face");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-03",
      "pin.notLocked",
      { ja: "2回の誤りの後、3回目で閉塞と知らされる", en: "two wrong tries are told, and the third as locked" },
      sequence(received("pinChecked"), "outcome", ["wrong", "wrong", "locked"]),
    ),
    faceAfterLock,
    completes("face"),
  ],
});

export const lockedCard = readerCase({
  id: "RDR-PIN-0005",
  title: { ja: "閉塞済みのカードでも行き詰まらない", en: "A card that is locked already leaves nobody stuck" },
  cast: ["pinLocked"],
  needs: ["pin", "face"],
  hands: ["showFace", "placeCard", "chooseMethod", "chooseMethod", "consent", "removeCard"],
  async steps(stage) {
    const { hand, see } = stage;
    await hand.show("pinLocked");
    await arrive(stage, "pinLocked", "pin");
    await see(locked);
    const next = await see(withoutPin);
    if (next.screen === "chooseMethod") await hand.choose("face");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-03",
      "pin.notLocked",
      { ja: "閉塞した暗証番号は決して受け入れられない", en: "a locked PIN is never accepted" },
      never(verified),
    ),
    faceAfterLock,
    completes("face"),
  ],
});

export const cardWithoutPin = readerCase({
  id: "RDR-PIN-0006",
  title: {
    ja: "暗証番号のないカード（顔認証マイナンバーカード）は顔で受付できる",
    en: "A face-only card, which has no PIN, is served by face",
  },
  cast: ["withoutPin"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  async steps(stage) {
    await stage.hand.show("withoutPin");
    await arrive(stage, "withoutPin", "face");
    await agreeAndLeave(stage);
  },
  expect: [completes("face"), signsWithCertificate],
});
