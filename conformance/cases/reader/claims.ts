import type { Method } from "../../../device/wire/face.ts";
import { check } from "../../case.ts";
import { challengeSigned } from "../../expect/proof.ts";
import { received } from "../../expect/host.ts";
import { is } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { eventually, never } from "../../expect/vocabulary.ts";

/** Checks that many cases share. */

const METHOD_NAMES = {
  face: { ja: "顔", en: "face" },
  pin: { ja: "暗証番号", en: "PIN" },
  staff: { ja: "目視", en: "visual check" },
  iphone: { ja: "iPhone", en: "iPhone" },
  android: { ja: "Android のスマートフォン", en: "Android phone" },
} as const;

export const completedBy = (method: Method) => where(received("completed"), method, is("method", method));

export const completes = (method: Method) =>
  check(
    "RCP-01",
    "reception.incomplete",
    {
      ja: `${METHOD_NAMES[method].ja}による受付が完了する`,
      en: `the reception by ${METHOD_NAMES[method].en} completes`,
    },
    eventually(completedBy(method)),
  );

export const givesNoResult = check(
  "RCP-13",
  "card.takenCompleted",
  { ja: "途中で終えた受付からは結果が出ない", en: "a reception that was broken off gives no result" },
  never(received("completed")),
);

export const signsWithCertificate = check(
  "RCP-05",
  "certificate.unsigned",
  {
    ja: "個人番号でなく、利用者証明用電子証明書の鍵で本人であることを示す",
    en: "the patient is shown by the authentication certificate's key, not by the individual number",
  },
  challengeSigned,
);
