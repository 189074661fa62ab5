import type { Bilingual } from "./bilingual.ts";

/**
 * The parts that test persons play. A case asks for a part, never for a person, so that the same case runs with the built-in
 * personas and with a drawer of real test cards.
 */
export const PARTS = {
  patient: {
    ja: "成人。カード、暗証番号、資格、照合用の顔がすべて揃う",
    en: "an adult with card, PIN, eligibility and a face that matches",
  },
  stranger: { ja: "患者とは似ていない別の成人", en: "another adult who does not look like the patient" },
  pinLocked: { ja: "暗証番号が閉塞したカードの持ち主", en: "holder of a card whose PIN is locked" },
  lastPinTry: { ja: "暗証番号の残り回数が1回のカードの持ち主", en: "holder of a card with one PIN try left" },
  withoutPin: {
    ja: "顔認証マイナンバーカード（暗証番号なし）の持ち主",
    en: "holder of a face-only card, which has no PIN",
  },
  withIphone: {
    ja: "iPhone にもマイナンバーカードがある人",
    en: "someone who has the certificate on an iPhone as well",
  },
  withAndroid: {
    ja: "Android のスマートフォンにも電子証明書がある人",
    en: "someone who has the certificate on an Android phone as well",
  },
  child: { ja: "子ども（15歳未満、署名用証明書なし）", en: "a child under 15, without a certificate for signatures" },
  revoked: {
    ja: "利用者証明用電子証明書が失効したカードの持ち主",
    en: "holder of a card whose certificate is revoked",
  },
  changedInsurer: {
    ja: "保険者が替わり、以前の記号番号では資格喪失になる人",
    en: "someone whose old symbol and number are lost after a change of insurer",
  },
} as const satisfies Record<string, Bilingual>;

export type Part = keyof typeof PARTS;

/** What the suite is told of a test person. No PIN and no number A or B: an observation is stored with these. */
export interface PersonFacts {
  readonly id: string;
  readonly name: string;
  /** Half-width katakana. */
  readonly kana: string;
  /** YYYYMMDD. */
  readonly birthDate: string;
  readonly sex: "male" | "female" | "unset";
  readonly address: string;
  readonly insurer: string;
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  /** Symbol, number and branch that were valid before a change of insurer. */
  readonly before?: Pick<PersonFacts, "insurer" | "symbol" | "number" | "branch">;
}

export type Cast = Readonly<Partial<Record<Part, PersonFacts>>>;
