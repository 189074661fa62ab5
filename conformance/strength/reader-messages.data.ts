import type { FaceMessage } from "../../device/wire/face.ts";
import type { Bilingual } from "../bilingual.ts";
import type { Reason } from "../catalog/reasons.data.ts";
import type { Clause } from "../catalog/requirements.data.ts";

/** What breaks when a message is dropped, doubled or late, or one of its fields is off by one; or why that cannot be told, or is legal. */
export type Broken = readonly [Clause, Reason] | { readonly equivalent: Bilingual } | "legal" | "untried";

export interface BrokenMessage {
  readonly dropped: Broken;
  readonly doubled: Broken;
  readonly delayed: Broken;
  /** What else goes wrong with whatever is done to it, by its nature. */
  readonly also?: readonly Reason[];
  readonly fields: Readonly<Record<string, Broken>>;
}

const LATE = ["RCP-01", "message.late"] as const;
const TWICE = ["RCP-01", "message.twice"] as const;
const MISSING = ["RCP-01", "message.missing"] as const;
const STRANGER = ["RCP-01", "message.ofAnother"] as const;

const OWN_NAME: Broken = {
  equivalent: {
    ja: "製品の名乗りは製造者が決める。その名のとおりの正しい製品と、どの観察でも区別できない。",
    en: "What a product calls itself is its maker's to say: no observation tells it from a right product of that name.",
  },
};

/** What the reader says. */
export const SAID: Readonly<Partial<Record<FaceMessage["is"], BrokenMessage>>> = {
  identity: {
    dropped: MISSING,
    doubled: TWICE,
    delayed: LATE,
    fields: {
      version: ["RCP-01", "identity.wrong"],
      maker: OWN_NAME,
      model: OWN_NAME,
      serial: ["RCP-01", "identity.wrong"],
      firmware: OWN_NAME,
      methods: ["DCL-01", "declared.missing"],
      attestation: ["RCP-02", "attestation.otherKey"],
    },
  },
  cardPlaced: { dropped: ["RCP-01", "card.notNoticed"], doubled: TWICE, delayed: LATE, fields: {} },
  cardRemoved: { dropped: ["RCP-13", "card.notNoticed"], doubled: TWICE, delayed: LATE, fields: {} },
  prompt: {
    also: ["prompt.wrong"],
    dropped: ["RCP-01", "prompt.wrong"],
    doubled: "legal",
    delayed: LATE,
    fields: { reception: STRANGER, screen: ["RCP-01", "prompt.wrong"] },
  },
  methodChosen: {
    dropped: MISSING,
    doubled: TWICE,
    delayed: LATE,
    fields: { reception: STRANGER, method: ["RCP-01", "method.wrong"] },
  },
  matched: {
    also: ["face.attemptsWrong"],
    dropped: ["RCP-02", "face.notAccepted"],
    doubled: TWICE,
    delayed: LATE,
    fields: {
      reception: STRANGER,
      attempt: ["RCP-12", "face.attemptsWrong"],
      outcome: ["RCP-02", "face.notAccepted"],
      score: {
        equivalent: {
          ja: "類似度の目盛りは照合の作りによる。1万分の1の違いは、その目盛りの正しい製品と区別できない。",
          en: "The scale of likeness is the matcher's own: a ten-thousandth more is a right product with that scale.",
        },
      },
      attemptsLeft: ["RCP-12", "face.attemptsWrong"],
    },
  },
  pinChecked: {
    dropped: ["RCP-03", "pin.notVerified"],
    doubled: TWICE,
    delayed: LATE,
    fields: {
      reception: STRANGER,
      outcome: ["RCP-03", "pin.notVerified"],
      triesLeft: ["RCP-03", "pin.triesWrong"],
    },
  },
  staffChecked: {
    dropped: ["RCP-04", "staff.notConfirmed"],
    doubled: TWICE,
    delayed: LATE,
    fields: { reception: STRANGER, outcome: ["RCP-04", "staff.notConfirmed"] },
  },
  authorityWanted: {
    dropped: ["RCP-01", "reception.incomplete"],
    doubled: TWICE,
    delayed: LATE,
    fields: { reception: STRANGER, challenge: ["RCP-02", "authority.challengeWrong"] },
  },
  consentGiven: {
    also: ["consent.lost"],
    dropped: MISSING,
    doubled: TWICE,
    delayed: LATE,
    fields: { reception: STRANGER, consents: ["CNS-01", "consent.invented"] },
  },
  prescriptionChosen: {
    also: ["prescription.wrong"],
    dropped: MISSING,
    doubled: TWICE,
    delayed: LATE,
    fields: { reception: STRANGER, choice: ["RCP-01", "prescription.wrong"] },
  },
  completed: {
    // A result of a reception that was never begun verifies against none, and may be a second one of another.
    also: ["consent.invented", "certificate.unsigned", "result.unproven", "reception.endedTwice"],
    dropped: ["RCP-01", "reception.incomplete"],
    doubled: ["RCP-13", "reception.endedTwice"],
    delayed: LATE,
    fields: {
      reception: STRANGER,
      method: ["RCP-01", "method.wrong"],
      certificate: ["RCP-05", "certificate.altered"],
      signature: ["RCP-05", "certificate.unsigned"],
      consents: ["CNS-05", "consent.lost"],
      prescription: ["RCP-01", "prescription.wrong"],
      proof: ["RCP-02", "result.unproven"],
    },
  },
  ended: {
    // What is told ten seconds late is told after the time that the host had set.
    also: ["limit.ignored"],
    dropped: ["RCP-13", "card.takenUnnoticed"],
    doubled: ["RCP-13", "reception.endedTwice"],
    delayed: ["RCP-13", "card.takenUnnoticed"],
    fields: { reception: STRANGER, reason: ["RCP-13", "card.takenUnnoticed"] },
  },
  cardLeft: {
    dropped: ["RCP-13", "card.notReminded"],
    doubled: "legal",
    delayed: ["RCP-13", "card.notReminded"],
    fields: { reception: STRANGER },
  },
  screenCode: { dropped: "untried", doubled: "untried", delayed: "untried", fields: { code: "untried" } },
};

const onceIsEnough = (ja: string, en: string): Broken => ({ equivalent: { ja, en } });

/** What the reader hears. */
export const HEARD: Readonly<Partial<Record<FaceMessage["is"], Omit<BrokenMessage, "fields">>>> = {
  hello: { dropped: MISSING, doubled: TWICE, delayed: LATE },
  begin: {
    dropped: ["RCP-01", "reception.notStarted"],
    doubled: onceIsEnough(
      "受付中に同じ番号の begin が来ても、リーダーは同じフレームの重複とみなして何もしない。",
      "A begin of the reception under way is one frame that came twice, and means nothing to the reader.",
    ),
    delayed: LATE,
  },
  cancel: {
    dropped: ["RCP-13", "reception.notCancelled"],
    doubled: onceIsEnough(
      "1回目で受付は終わり、終わった受付への中止は何も起こさない。",
      "The first one ends the reception, and to cancel what is over means nothing.",
    ),
    delayed: ["RCP-13", "reception.notCancelled"],
  },
  authority: {
    dropped: ["RCP-01", "reception.incomplete"],
    doubled: onceIsEnough(
      "1回目で許可はカードに渡され、2回目を待つ状態はもうない。",
      "The first one went to the card, and no state waits for a second.",
    ),
    delayed: LATE,
  },
};
