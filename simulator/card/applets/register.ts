import { keyId } from "../../../certs/card-verifiable.ts";
import { ascii, concat } from "../../../device/wire/bytes.ts";
import { AID, COMMON_EF, JUKI_EF } from "../../../device/wire/card-files.ts";
import type { Person } from "../../people.ts";
import { municipalityOf, numberOf } from "../../personas.ts";
import type { Applet, File } from "../files.ts";
import type { CardMaterial } from "../material.ts";
import { TRIES } from "./jpki.ts";
import { cardExpiry } from "./visual.ts";

/** A record as simple-TLV: one byte of tag, one of length. */
const simple = (tag: number, value: Uint8Array) => concat(Uint8Array.of(tag, value.length), value);

const keyRecord = simple(0x01, keyId("6013999"));

/** Four digits, the same as the persona's other PIN; a card without PINs has it blocked. */
const pin = (person: Person): File => ({
  is: "reference",
  secret: person.pins.text,
  tries: TRIES.juki,
  change: { by: "CHANGE_KEY", to: /^\d{4}$/ },
});

/** Serial (15), municipality (5), expiry (8). */
export const cardNumber = (person: Person): string =>
  String(numberOf(person)).padStart(15, "0") + municipalityOf(person) + cardExpiry(person);

/** 共通カード: number of the card, and a key that answers challenges. */
export function common(person: Person, material: CardMaterial): Applet {
  const files: readonly (readonly [number, File])[] = [
    [COMMON_EF.serial, { is: "records", records: [simple(0x01, ascii(cardNumber(person)))], opens: "free" }],
    [COMMON_EF.keyId, { is: "records", records: [keyRecord], opens: "free" }],
    [COMMON_EF.internalKey, { is: "key", key: material.visualKey.privateKey, opens: "free", answers: "challenge" }],
    [COMMON_EF.pin, pin(person)],
  ];
  return { aid: AID.common, files: new Map(files) };
}

/** 住基: only what is known of it, a key id and a PIN. */
export function juki(person: Person): Applet {
  const files: readonly (readonly [number, File])[] = [
    [JUKI_EF.keyId, { is: "records", records: [keyRecord], opens: "free" }],
    [JUKI_EF.pin, pin(person)],
  ];
  return { aid: AID.juki, files: new Map(files) };
}
