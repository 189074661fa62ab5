import type { OQSCD010, OQSCD011, OQSCD012, OQSCD013 } from "../device/wire/oqs/code-tables.data.ts";
import { jstDate } from "../device/wire/oqs/jst.ts";

/**
 * Who lives in the simulated country. A persona is a named patient whose traits a case relies on; everyone else is a function of
 * an index. Nothing here is a real person: names and places are invented, and the check digit of each individual number is wrong.
 */
export interface Person {
  readonly id: string;
  readonly name: string;
  /** Half-width katakana, as receipts carry it. */
  readonly kana: string;
  /** YYYYMMDD. */
  readonly birthDate: string;
  readonly sex: "male" | "female" | "unset";
  readonly address: string;
  readonly postNumber: string;
  readonly insurer: string;
  readonly insurerName: string;
  readonly symbol: string;
  readonly number: string;
  readonly branch: string;
  /** Three digits as in the answer files: "030" is 30 %. */
  readonly copayment: string;
  /** The share on the certificate of those between 70 and 74 (高齢受給者証), where the insurer's data say another one there. */
  readonly elderlyCopayment?: string;
  readonly pins: { readonly auth?: string; readonly text?: string; readonly sign?: string };
  /** Tries left per reference when the card was last used; absent means full. */
  readonly triesLeft?: {
    readonly auth?: number;
    readonly sign?: number;
    readonly text?: number;
    readonly keyB?: number;
  };
  /** The individual number (照合番号A): twelve digits. Only the card, personas and the insurers' registry may know it. */
  readonly numberA: string;
  /** 照合番号B: era birth date YYMMDD, year of expiry, security code: fourteen digits. */
  readonly numberB: string;
  /** Card serial as CN of the authentication certificate: 23 characters, the city's code from the third on, A at the end. */
  readonly certificateSerial: string;
  /** "expired" is within the three months of grace, "longExpired" beyond them, "renewed" a few hours old. */
  readonly certificate: "valid" | "revoked" | "expired" | "longExpired" | "expiring" | "renewed";
  /** Seed of the face. A twin's is that of the other plus 2³² (`twinOf` in faces/face.ts). */
  readonly face: number;
  /** Years since the photograph was taken. */
  readonly photographAge: number;
  /** The insurance this person had before, for those who changed: it no longer counts after `until` (YYYYMMDD). */
  readonly former?: Insurance & { readonly until: string };
  /** Last day of the insurance, for those who lost it and whose next one is not known yet (YYYYMMDD). */
  readonly until?: string;
  /** A second registration that counts at the same time. */
  readonly also?: Insurance;
  /** No insurer has registered this person yet. */
  readonly uninsured?: true;
  /** Whose data stand under this person's certificate because an insurer typed a wrong individual number. */
  readonly mistakenFor?: Pick<Person, "name" | "kana" | "birthDate" | "sex" | "address">;
  /** Medical assistance (医療扶助): insurer and number are those of the public expense. */
  readonly assistance?: true;
  /** Institutions whose treatment the welfare office pays for: each has a ticket of every month (医療券, for pharmacies 調剤券). */
  readonly ticketsAt?: readonly string[];
  /** Class of the certificate where it is another than the ordinary one, 01. */
  readonly cardClass?: keyof typeof OQSCD010;
  /** Certificate that limits what is paid in a month (限度額適用認定証). */
  readonly limit?: LimitCertificate;
  /** Specific diseases (特定疾病) that this person has a certificate of. */
  readonly diseases?: readonly (keyof typeof OQSCD013)[];
  /** The name a foreign resident goes by in Japan (通称), beside the one in the register. */
  readonly alias?: string;
  /** The phone that carries this person's certificate as well. */
  readonly phone?: "android" | "iphone";
  /** How worn the print on the card is: 0 as new, 1 unreadable. */
  readonly dirt?: number;
  readonly note: { readonly ja: string; readonly en: string };
}

export interface LimitCertificate {
  readonly classification: keyof typeof OQSCD011;
  /** What the limit follows from: income. */
  readonly flag: keyof typeof OQSCD012;
  /** YYYYMMDD, both included. */
  readonly from: string;
  readonly until: string;
}

/** Who insures a person, and how the card names him there. */
export type Insurance = Pick<Person, "insurer" | "insurerName" | "symbol" | "number" | "branch">;

/** Full years of age, in Japan, at a moment in microseconds. */
export const ageAt = ({ birthDate }: Person, at: number): number =>
  Math.floor((Number(jstDate(at)) - Number(birthDate)) / 10_000);
