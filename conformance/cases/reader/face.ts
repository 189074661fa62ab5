import { DeviceError } from "../../../device/errors.ts";
import { assuming, check, readerCase } from "../../case.ts";
import { prompt, received } from "../../expect/host.ts";
import { is, not } from "../../expect/predicate.ts";
import { anyOf, where } from "../../expect/selector.ts";
import { after, eventually, inOrder, never, sequence } from "../../expect/vocabulary.ts";
import { completedBy, completes, signsWithCertificate } from "./claims.ts";
import { agreeAndLeave, arrive, byFace, leave } from "./walk.ts";

const accepted = where(received("matched"), "accepted", is("outcome", "accepted"));
const refused = where(received("matched"), "refused", not(is("outcome", "accepted")));
const lastRefused = where(refused, "last", is("attemptsLeft", 0));
const anotherMethod = anyOf(prompt("chooseMethod"), prompt("enterPin"), prompt("staffPassword"));

export const faceMatches = readerCase({
  id: "RDR-FAC-0001",
  title: { ja: "本人の顔で受付が完了する", en: "The holder's own face completes a reception" },
  cast: ["patient"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  spares: ["B-RDR-SLOW", "B-RDR-PROMPTS-TWICE", "B-RDR-UNEVEN", "B-RDR-OTHER-MAKE", "B-RDR-OTHER-SCALE"],
  steps: (stage) => byFace(stage, "patient"),
  expect: [
    check(
      "RCP-02",
      "face.notAccepted",
      { ja: "カードの顔写真と一致した顔が受け入れられる", en: "a face that is that of the photograph is accepted" },
      eventually(accepted),
    ),
    completes("face"),
    check(
      "RCP-01",
      "reception.disorder",
      { ja: "カード、方法、照合、結果の順に進む", en: "card, method, match and result come in this order" },
      inOrder(received("cardPlaced"), received("methodChosen"), accepted, completedBy("face")),
    ),
    signsWithCertificate,
  ],
});

export const wrongFaceThenPin = readerCase({
  id: "RDR-FAC-0002",
  title: { ja: "別人の顔は拒まれ、暗証番号へ進める", en: "Another person's face is refused, and the PIN is offered" },
  cast: ["patient", "stranger"],
  needs: ["face", "pin"],
  hands: ["showFace", "placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-RDR-FACE-ALWAYS"],
  spares: ["B-RDR-SLOW"],
  async steps(stage) {
    const { hand, see } = stage;
    await hand.show("stranger");
    await arrive(stage, "patient", "face");
    // Who was taken for somebody else has been: nothing is gained by going on as that person.
    if ((await see(anyOf(lastRefused, accepted), 60_000)).outcome === "accepted") return leave(stage);
    const next = await see(anotherMethod);
    if (next.screen === "chooseMethod") await hand.choose("pin");
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-02",
      "face.wrongAccepted",
      { ja: "カードの持ち主でない顔は一度も受け入れられない", en: "a face that is not the holder's is never accepted" },
      never(accepted, anyOf<unknown>(lastRefused, received("completed"))),
    ),
    assuming(
      "ASM-READER-TIMES",
      check(
        "RCP-12",
        "face.noRetry",
        { ja: "顔照合は3回まで試せる", en: "a face match may be tried three times" },
        sequence(received("matched"), "attemptsLeft", [2, 1, 0]),
      ),
    ),
    check(
      "RCP-12",
      "fallback.missing",
      {
        ja: "顔照合に失敗した患者に次の方法が示される",
        en: "a patient whose face was refused is offered another method",
      },
      after(lastRefused, eventually(anotherMethod)),
    ),
    check(
      "RCP-03",
      "method.wrong",
      { ja: "結果の方法は暗証番号である", en: "the result says that the PIN confirmed" },
      after(lastRefused, eventually(completedBy("pin"))),
    ),
  ],
});

const TOO_SLOW = new DeviceError("operator.gaveUp", {
  intent: "showFace",
  why: "the reader had used up its tries before the other person stood there; let both wait within reach of the camera",
  ja: "入れ替わる前にリーダーの照合の回数が尽きました。二人ともカメラのすぐ近くで待ってください",
});

export const secondLookMatches = readerCase({
  id: "RDR-FAC-0003",
  title: { ja: "一度の不一致の後、やり直して一致する", en: "After one refused match another try succeeds" },
  cast: ["patient", "stranger"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "showFace", "consent", "removeCard"],
  spares: ["B-RDR-SLOW"],
  async steps(stage) {
    const { hand, see } = stage;
    await hand.show("stranger");
    await arrive(stage, "patient", "face");
    const first = await see(refused);
    await hand.show("patient");
    // Two people take longer to change places than some readers take for all their tries: that is nobody's fault.
    if (stage.bench.operatedBy === "dialog" && first.attemptsLeft > 0 && (await stage.glimpse(lastRefused, 0)))
      throw TOO_SLOW;
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-12",
      "face.noRetry",
      {
        ja: "不一致の後にもう一度撮影し、一致すれば受け入れる",
        en: "after a refusal the face is looked at again, and a match counts",
      },
      after(refused, eventually(accepted)),
    ),
    completes("face"),
  ],
});

export const nobodyThere = readerCase({
  id: "RDR-FAC-0004",
  title: { ja: "カメラの前に誰もいなければ受け入れない", en: "With nobody before the camera nothing is accepted" },
  cast: ["patient"],
  needs: ["face"],
  hands: ["placeCard", "chooseMethod", "removeCard"],
  async steps(stage) {
    await arrive(stage, "patient", "face");
    await stage.see(lastRefused, 120_000);
    await stage.see(anotherMethod);
    await stage.hand.remove();
    await stage.see(received("ended"));
  },
  expect: [
    check(
      "RCP-02",
      "face.wrongAccepted",
      { ja: "顔がないのに受け入れられることはない", en: "no face is never taken for the holder's" },
      never(accepted),
    ),
    check(
      "RCP-12",
      "fallback.missing",
      { ja: "撮影できない患者に次の方法が示される", en: "a patient who cannot be pictured is offered another method" },
      after(lastRefused, eventually(anotherMethod)),
    ),
  ],
});
