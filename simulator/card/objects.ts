import { keyId, CARD_ISSUER_CA_ID, issueCardVerifiable } from "../../certs/card-verifiable.ts";
import { ascii, unhex } from "../../device/wire/bytes.ts";
import { decodeTlv, encodeTlv } from "../../device/wire/tlv.ts";
import type { Person } from "../people.ts";
import { municipalityOf } from "../personas.ts";
import { cardNumber } from "./applets/register.ts";
import { INFORMATION_KEY_ID } from "./applets/signed-files.ts";
import { cardExpiry } from "./applets/visual.ts";
import { ATR } from "./card.ts";
import type { Chip } from "./files.ts";
import type { CardMaterial } from "./material.ts";

const ISSUER_ID = keyId("6000020");
const INTERMEDIATE_ID = keyId("6000021");

/**
 * What GET DATA gives after a reset, by tag (myna-card found them by trying every tag): issuer, card number, what a card manager
 * says of itself, municipality, expiry, and two certificates of which the first vouches for the key that signed the second.
 */
export function objectsOf(person: Person, material: CardMaterial): Chip["objects"] {
  const { issuer, issuerAuthority, visualKey } = material;
  // The objects come without their own tag and length.
  const certificate = (order: Parameters<typeof issueCardVerifiable>[0]) => decodeTlv(issueCardVerifiable(order)).value;
  return new Map([
    [0x0042, ISSUER_ID],
    [0x0045, ascii(cardNumber(person).slice(0, 15))],
    [0x0066, cardRecognition()],
    [0x00f0, ascii(municipalityOf(person))],
    [0x00f2, ascii(cardExpiry(person))],
    [0x00f7, INTERMEDIATE_ID],
    [
      0x00f8,
      certificate({ issuer: CARD_ISSUER_CA_ID, issuerKey: issuerAuthority, subject: INTERMEDIATE_ID, key: issuer }),
    ],
    [0x7f21, certificate({ issuer: INTERMEDIATE_ID, issuerKey: issuer, subject: INFORMATION_KEY_ID, key: visualKey })],
    [0x5f51, ATR.contact.slice(1)],
  ]);
}

/** GlobalPlatform Card Specification 2.3.1, annex H.2: the arc, version 2.1.1, identification scheme, secure channel 02 option 55. */
function cardRecognition(): Uint8Array {
  const oid = (tail: string) => encodeTlv(0x06, unhex(`2a864886fc6b${tail}`));
  return encodeTlv(
    0x73,
    oid("01"),
    encodeTlv(0x60, oid("02020101")),
    encodeTlv(0x63, oid("03")),
    encodeTlv(0x64, oid("040255")),
  );
}
