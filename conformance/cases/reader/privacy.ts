import { READ_BINARY, READ_BINARY_SFI } from "../../../device/wire/card.ts";
import { TEXT_EF, VISUAL_EF } from "../../../device/wire/card-files.ts";
import { assuming, check, readerCase } from "../../case.ts";
import { type Exchange, exchange, exchangesOf } from "../../expect/card.ts";
import { prompt, received } from "../../expect/host.ts";
import { both, either, is } from "../../expect/predicate.ts";
import { resultProven } from "../../expect/proof.ts";
import { keptSecret } from "../../expect/secret.ts";
import { anyOf, where } from "../../expect/selector.ts";
import { given, never } from "../../expect/vocabulary.ts";
import { agreeAndLeave, arrive, byFace, byPin } from "./walk.ts";

/** Either of the two files that hold the individual number, as text and as a picture. */
const individualNumber = either<Exchange>(
  both(is("application", "text"), is("file", TEXT_EF.individualNumber)),
  both(is("application", "visual"), is("file", VISUAL_EF.individualNumber)),
);

export const readsOfNumber = where(
  anyOf<Exchange>(exchangesOf(READ_BINARY), exchangesOf(READ_BINARY_SFI)),
  "individual number",
  individualNumber,
);

export const nothingLeaks = readerCase({
  id: "RDR-PRV-0001",
  title: {
    ja: "顔・誤った暗証番号・正しい暗証番号の受付で秘密が外に出ない",
    en: "By face, by wrong and by right PIN, no secret leaves the reader",
  },
  cast: ["patient", "stranger"],
  needs: ["face", "pin"],
  hands: [
    "showFace",
    "placeCard",
    "chooseMethod",
    "consent",
    "removeCard",
    "placeCard",
    "chooseMethod",
    "enterPin",
    "enterPin",
    "consent",
    "removeCard",
  ],
  burns: { reference: "auth", tries: 1 },
  kills: ["M-RDR-PIN-TOLD"],
  spares: ["B-RDR-SLOW"],
  async steps(stage) {
    const { hand, see } = stage;
    await byFace(stage, "patient");
    await arrive(stage, "patient", "pin");
    await hand.typeWrongPin("patient");
    await see(received("pinChecked"));
    await see(prompt("enterPin"));
    await hand.typePinOf("patient");
    await agreeAndLeave(stage);
  },
  expect: [
    check(
      "RCP-05",
      "privacy.individualNumber",
      { ja: "個人番号がリーダーから出ない", en: "the individual number does not leave the reader" },
      keptSecret(["individualNumber"], ["host"]),
    ),
    check(
      "RCP-05",
      "privacy.pin",
      { ja: "暗証番号がリーダーから出ない", en: "the PIN does not leave the reader" },
      keptSecret(["pin"], ["host"]),
    ),
    check(
      "RCP-05",
      "privacy.keyB",
      { ja: "照合番号Bがリーダーから出ない", en: "key B does not leave the reader" },
      keptSecret(["keyB"], ["host"]),
    ),
    check(
      "RCP-05",
      "privacy.face",
      { ja: "顔画像がリーダーから出ない", en: "no face image leaves the reader" },
      keptSecret(["face"], ["host"]),
    ),
  ],
});

export const numberNotRead = readerCase({
  id: "RDR-PRV-0002",
  title: { ja: "個人番号のファイルを読まない", en: "The files of the individual number are not read" },
  cast: ["patient"],
  needs: ["face"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  steps: (stage) => byFace(stage, "patient"),
  expect: [
    check(
      "RCP-05",
      "privacy.individualNumber",
      { ja: "個人番号のファイルへの読出しが一度もない", en: "neither file with the individual number is ever read" },
      given(exchange, never(readsOfNumber)),
    ),
  ],
});

export const provenTwice = readerCase({
  id: "RDR-PRV-0003",
  title: { ja: "2件の結果が、それぞれの受付に対して証明される", en: "Two results, each proven over its own reception" },
  cast: ["patient"],
  needs: ["face", "pin"],
  hands: [
    "showFace",
    "placeCard",
    "chooseMethod",
    "consent",
    "removeCard",
    "placeCard",
    "chooseMethod",
    "enterPin",
    "consent",
    "removeCard",
  ],
  kills: ["M-RDR-NONCE-FORGOTTEN"],
  spares: ["B-RDR-PROMPTS-TWICE"],
  async steps(stage) {
    await byFace(stage, "patient");
    await byPin(stage, "patient");
  },
  expect: [
    assuming(
      "ASM-READER-PROTOCOL",
      check(
        "RCP-02",
        "result.unproven",
        {
          ja: "偽造も使い回しもできないよう、結果が nonce に対して署名される",
          en: "the result is signed over the nonce, so that none is forged or replayed",
        },
        resultProven,
      ),
    ),
  ],
});
