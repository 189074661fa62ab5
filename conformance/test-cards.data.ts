import type { Bilingual } from "./bilingual.ts";
import type { Part } from "./cast.ts";

/** How a part can be played with a real card, as far as public sources tell. */
export interface TestCardRow {
  /** `given`: such test cards exist. `made`: one can be brought into this state. `none`: no public way is known. */
  readonly obtainable: "given" | "made" | "none";
  readonly how: Bilingual;
}

/**
 * That test My Number Cards exist is public (the Digital Agency's developer site speaks of テスト用マイナンバーカード); their kinds,
 * prices and the conditions on which J-LIS lends them are not. What stands here beyond that is said to be our own judgement.
 */
export const TEST_CARDS: Readonly<Record<Part, TestCardRow>> = {
  patient: {
    obtainable: "given",
    how: {
      ja: "J-LIS のテスト用マイナンバーカード（成人、証明書有効）。試験環境の中央システムにその人の資格が登録されていること。カード面の顔と照合するため、同じ顔の人か印刷した的も要る。",
      en: "A test My Number Card of J-LIS (adult, valid certificates), whose holder is registered in the test environment of the central system. For face matches also a person, or a printed target, with the face on it.",
    },
  },
  stranger: {
    obtainable: "given",
    how: {
      ja: "もう1枚の、顔の異なるテスト用マイナンバーカード。",
      en: "A second test My Number Card with another face on it.",
    },
  },
  lastPinTry: {
    obtainable: "made",
    how: {
      ja: "専用に1枚を決め、暗証番号をわざと2回誤って残り1回にする。使い終えたら正しい暗証番号で戻す。患者役のカードを兼ねない。",
      en: "Set one card aside and enter two wrong PINs, so that one try is left; the right PIN restores it. Never the patient's card.",
    },
  },
  pinLocked: {
    obtainable: "made",
    how: {
      ja: "専用に1枚を決め、暗証番号を3回誤って閉塞させる。閉塞の解除には発行者の手続きが要るので、元に戻せないものとして扱う。",
      en: "Set one card aside and enter three wrong PINs. Only its issuer can unlock it: treat it as lost for anything else.",
    },
  },
  withoutPin: {
    obtainable: "none",
    how: {
      ja: "顔認証マイナンバーカードのテスト用カードは、公に入手できるものが見つかっていません。J-LIS に問い合わせてください。",
      en: "No public test card of the face-only kind is known to us; ask J-LIS.",
    },
  },
  withIphone: {
    obtainable: "none",
    how: {
      ja: "iPhone のテスト用マイナンバーカードは、公に入手できるものが見つかっていません。デジタル庁に問い合わせてください。",
      en: "No public test certificate on an iPhone is known to us; ask the Digital Agency.",
    },
  },
  withAndroid: {
    obtainable: "none",
    how: {
      ja: "Android のテスト用電子証明書は、公に入手できるものが見つかっていません。J-LIS に問い合わせてください。",
      en: "No public test certificate on an Android phone is known to us; ask J-LIS.",
    },
  },
  child: {
    obtainable: "given",
    how: {
      ja: "15歳未満の人のテスト用マイナンバーカード（署名用電子証明書のないもの）。",
      en: "A test My Number Card of someone under 15, without a certificate for signatures.",
    },
  },
  revoked: {
    obtainable: "none",
    how: {
      ja: "失効済みの証明書を持つテスト用カードは、公に入手できるものが見つかっていません。J-LIS に問い合わせてください。",
      en: "No public test card with a revoked certificate is known to us; ask J-LIS.",
    },
  },
  changedInsurer: {
    obtainable: "made",
    how: {
      ja: "カードは患者役と同じ種類でよい。保険者が替わった資格を、試験環境の中央システムに登録してもらう必要がある。",
      en: "The card may be of the patient's kind; what is needed is a change of insurer registered in the test environment.",
    },
  },
};
