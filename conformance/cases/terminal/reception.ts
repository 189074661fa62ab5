import { assuming, check, terminalCase } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { appeared, faceResult } from "../../expect/folder.ts";
import { received } from "../../expect/host.ts";
import { keptSecret } from "../../expect/secret.ts";
import { eventually, never } from "../../expect/vocabulary.ts";
import {
  consentIsTimed,
  consentLastsADay,
  hasConsent,
  hasNoOtherConsentThan,
  isAbout,
  isComplete,
  isImportedAs,
  isNamedByRule,
  isWellFormed,
  resultComes,
} from "./claims.ts";
import { confirm, visit } from "./walk.ts";

const isImported = check(
  "RCP-01",
  "import.missing",
  { ja: "結果がレセコンに取り込まれる", en: "the receipt computer takes the result in" },
  eventually(imported),
);

export const byFace = terminalCase({
  id: "TRM-REC-0001",
  title: { ja: "顔で受け付け、資格がレセコンに入る", en: "By face, from card to receipt computer" },
  cast: ["patient"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  spares: ["B-TRM-TAG-ORDER", "B-TRM-SHIFT-JIS", "B-TRM-ZERO-PADDING", "B-TRM-LEISURELY", "B-TRM-KEEPS-CHARACTERS"],
  async steps(stage) {
    await visit(stage, "patient", "face");
    await stage.see(imported);
  },
  expect: [
    resultComes,
    isNamedByRule,
    isWellFormed,
    isComplete,
    isAbout("patient"),
    isImported,
    isImportedAs("patient"),
  ],
});

export const byPin = terminalCase({
  id: "TRM-REC-0002",
  title: { ja: "暗証番号で受け付け、資格がレセコンに入る", en: "By PIN, from card to receipt computer" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  spares: ["B-TRM-TAG-ORDER", "B-TRM-SHIFT-JIS", "B-TRM-ZERO-PADDING"],
  async steps(stage) {
    await visit(stage, "patient", "pin");
    await stage.see(imported);
  },
  expect: [resultComes, isAbout("patient"), isImportedAs("patient")],
});

export const byStaff = terminalCase({
  id: "TRM-REC-0003",
  title: { ja: "目視で受け付け、資格がレセコンに入る", en: "By visual check, from card to receipt computer" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "confirmVisual", "consent", "removeCard"],
  async steps(stage) {
    await visit(stage, "patient", "staff");
    await stage.see(imported);
  },
  expect: [resultComes, isAbout("patient"), isImportedAs("patient")],
});

export const cardPulled = terminalCase({
  id: "TRM-REC-0004",
  title: { ja: "同意の前にカードを取ると、何も書かれない", en: "A card pulled before consent leaves nothing written" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "removeCard"],
  kills: ["M-TRM-EARLY-FILE"],
  async steps(stage) {
    await confirm(stage, "patient", "pin");
    await stage.hand.remove();
    await stage.see(received("ended"));
    await stage.rest(30_000);
  },
  expect: [
    assuming(
      "ASM-CARD-TAKEN",
      check(
        "RCP-13",
        "file.half",
        { ja: "途中で終えた受付のファイルは30秒たっても現れない", en: "no file of it appears, not even 30 s later" },
        never(appeared("face")),
      ),
    ),
    assuming(
      "ASM-CARD-TAKEN",
      check(
        "RCP-13",
        "import.half",
        { ja: "レセコンに何も取り込まれない", en: "nothing reaches the receipt computer" },
        never(imported),
      ),
    ),
  ],
});

export const revokedCard = terminalCase({
  id: "TRM-REC-0005",
  title: { ja: "失効した証明書のカードには資格を回答しない", en: "A revoked certificate gets no eligibility" },
  cast: ["revoked"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-TRM-REVOKED-TAKEN"],
  async steps(stage) {
    await confirm(stage, "revoked", "pin");
    await stage.hand.agree("all");
    await stage.see(received("completed"));
    await stage.hand.remove();
    await stage.rest(30_000);
  },
  expect: [
    check(
      "RCP-05",
      "eligibility.granted",
      { ja: "失効した証明書は本人確認の根拠にならない", en: "a revoked certificate proves nobody's identity" },
      never(faceResult),
    ),
  ],
});

export const changedInsurer = terminalCase({
  id: "TRM-REC-0006",
  title: {
    ja: "保険者が替わった患者のカードでは、新しい資格を回答する",
    en: "After a change of insurer the card brings the new entitlement",
  },
  cast: ["changedInsurer"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-TRM-FORMER-TOLD"],
  async steps(stage) {
    await visit(stage, "changedInsurer", "pin");
    await stage.see(imported);
  },
  expect: [
    { ...isAbout("changedInsurer"), clause: "RCP-10" },
    { ...isImportedAs("changedInsurer"), clause: "RCP-10" },
  ],
});

export const consentToAll = terminalCase({
  id: "TRM-CNS-0001",
  title: {
    ja: "同意が種類ごとに、時刻と期限とともに記録される",
    en: "Consent is recorded by kind, with its time and its end",
  },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  spares: ["B-TRM-TAG-ORDER", "B-TRM-SHIFT-JIS"],
  steps: (stage) => visit(stage, "patient", "pin"),
  expect: [hasConsent(["medicines", "checkups", "diagnoses", "operations"]), consentIsTimed, consentLastsADay],
});

export const consentByItem = terminalCase({
  id: "TRM-CNS-0002",
  title: { ja: "選んだ情報だけの同意が記録される", en: "Only what was chosen is consented to" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-TRM-CONSENT-KEPT", "M-TRM-MEDICINES-MEAN-TREATMENT"],
  steps: (stage) => visit(stage, "patient", "pin", ["medicines"]),
  expect: [hasConsent(["medicines"]), hasNoOtherConsentThan("CNS-01", ["medicines"]), consentIsTimed],
});

export const consentRefused = terminalCase({
  id: "TRM-CNS-0003",
  title: { ja: "断られた同意は記録されない", en: "A refused consent is not recorded" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "refuseConsent", "removeCard"],
  kills: ["M-TRM-CONSENT-KEPT", "M-TRM-NOTHING-MEANS-ALL"],
  spares: ["B-TRM-TAG-ORDER", "B-TRM-NO-ZEROES"],
  steps: (stage) => visit(stage, "patient", "pin", []),
  expect: [resultComes, hasNoOtherConsentThan("CNS-01", [])],
});

export const nothingLeaks = terminalCase({
  id: "TRM-PRV-0001",
  title: { ja: "受付から取込みまで、秘密がどこにも現れない", en: "From card to chart no secret shows anywhere" },
  cast: ["patient"],
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
  kills: ["M-TRM-NUMBER-IN-FILE"],
  async steps(stage) {
    await visit(stage, "patient", "face");
    await stage.see(imported);
    await stage.rest(10_000);
    await visit(stage, "patient", "pin");
    await stage.see(imported);
  },
  expect: [
    check(
      "RCP-05",
      "privacy.individualNumber",
      { ja: "個人番号がどこにも現れない", en: "the individual number shows nowhere" },
      keptSecret(["individualNumber"], ["host", "folder", "central", "chart"]),
    ),
    check(
      "RCP-05",
      "privacy.pin",
      { ja: "暗証番号がリーダーの外に現れない", en: "the PIN shows nowhere outside the reader" },
      keptSecret(["pin"], ["host", "folder", "central", "chart"]),
    ),
    check(
      "RCP-05",
      "privacy.face",
      { ja: "顔画像と照合番号Bがリーダーの外に現れない", en: "face image and key B show nowhere outside the reader" },
      keptSecret(["face", "keyB"], ["host", "folder", "central", "chart"]),
    ),
  ],
});

export const brokenOffBetweenOthers = terminalCase({
  id: "TRM-REC-0007",
  title: {
    ja: "途中で終えた受付が前後の受付に混ざらない",
    en: "A reception that was broken off mixes into neither of its neighbours",
  },
  cast: ["patient", "changedInsurer"],
  hands: [
    "placeCard",
    "chooseMethod",
    "enterPin",
    "consent",
    "removeCard",
    "placeCard",
    "chooseMethod",
    "enterPin",
    "removeCard",
    "placeCard",
    "chooseMethod",
    "enterPin",
    "consent",
    "removeCard",
  ],
  kills: ["M-TRM-TEMPLATE-LEFT"],
  async steps(stage) {
    await visit(stage, "patient", "pin");
    await stage.see(imported);
    await stage.rest(2000);
    await confirm(stage, "changedInsurer", "pin");
    await stage.hand.remove();
    await stage.see(received("ended"));
    await stage.rest(2000);
    await visit(stage, "patient", "pin");
    await stage.see(imported);
  },
  expect: [isAbout("patient"), isImportedAs("patient")],
});
