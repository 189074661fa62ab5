import { malformed } from "../errors.ts";
import { fromUtf8 } from "../wire/bytes.ts";
import { decodeTlvs, find, type Tlv } from "../wire/tlv.ts";

/** 基本4情報 of the text application's 0002, as the card spells them. */
export interface FourItems {
  /** U+3000 between family and given name. */
  readonly name: string;
  readonly address: string;
  /** YYYYMMDD. */
  readonly birthDate: string;
  readonly sex: Sex;
}

export type Sex = "male" | "female" | "unset";

/** The card's front as the visual application's 0002 holds it. Pictures are PNG, the photograph JPEG 2000 in a JP2 container. */
export interface CardFace {
  /** YYYYMMDD. */
  readonly birthDate: string;
  readonly sex: Sex;
  readonly name: Uint8Array;
  readonly address: Uint8Array;
  readonly photograph: Uint8Array;
  /** YYYYMMDD: the card's own end, not its certificates'. */
  readonly expiry: string;
  readonly securityCode: Uint8Array;
}

/** Layouts as jpki/myna, jsapdu and myna-card read them; the specification is not public. */
export function readFourItems({ tag, value }: Tlv): FourItems {
  const items = itemsOf(tag, 0xff20, value, "four items");
  return {
    name: utf8Of(items(0xdf22), "name"),
    address: utf8Of(items(0xdf23), "address"),
    birthDate: digitsOf(items(0xdf24), "birth date"),
    sex: sexOf(items(0xdf25)),
  };
}

export function readCardFace({ tag, value }: Tlv): CardFace {
  const items = itemsOf(tag, 0xff20, value, "card face");
  return {
    birthDate: digitsOf(items(0xdf22), "birth date"),
    sex: sexOf(items(0xdf23)),
    name: items(0xdf25),
    address: items(0xdf26),
    photograph: items(0xdf27),
    expiry: digitsOf(items(0xdf29), "expiry"),
    securityCode: items(0xdf2a),
  };
}

function itemsOf(tag: number, expected: number, value: Uint8Array, what: string): (item: number) => Uint8Array {
  if (tag !== expected) throw malformed(what, `it begins with ${tag.toString(16)}`, 0);
  const items = decodeTlvs(value, what);
  return (item) => {
    const found = find(items, item);
    if (!found) throw malformed(what, `no ${item.toString(16)}`);
    return found;
  };
}

function utf8Of(bytes: Uint8Array, what: string): string {
  try {
    return fromUtf8(bytes);
  } catch {
    throw malformed(what, "not UTF-8");
  }
}

function digitsOf(bytes: Uint8Array, what: string): string {
  const text = utf8Of(bytes, what);
  // What stands there instead stays out of the sentence: it is somebody's.
  if (!/^\d{8}$/.test(text)) throw malformed(what, "not eight digits");
  return text;
}

const SEXES: Readonly<Record<string, Sex>> = { "1": "male", "2": "female", "9": "unset", "0": "unset" };

function sexOf(bytes: Uint8Array): Sex {
  const sex = SEXES[utf8Of(bytes, "sex")];
  if (!sex) throw malformed("sex", "none of 0, 1, 2, 9");
  return sex;
}
