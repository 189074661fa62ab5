import { encodeRsaKey } from "../../../certs/card-verifiable.ts";
import { ascii, concat, utf8 } from "../../../device/wire/bytes.ts";
import { AID, TEXT_EF } from "../../../device/wire/card-files.ts";
import { encodeTlv } from "../../../device/wire/tlv.ts";
import type { Person } from "../../people.ts";
import { transparent, type Applet, type File } from "../files.ts";
import type { CardMaterial } from "../material.ts";
import { sha256, signMessage } from "../signature.ts";
import {
  filled,
  issuerCertificate,
  TEXT_INFORMATION_KEY_ID,
  TEXT_KEY_ID,
  withOffsets,
  withSignature,
} from "./signed-files.ts";
import { FOUR_DIGITS, TRIES } from "./jpki.ts";

/** 券面事項入力補助: individual number and four items as text. Layouts: myna-card, measured on test cards. */
export function text(person: Person, material: CardMaterial): Applet {
  const { pin, numberA, numberB } = TEXT_EF;
  const sign = (message: Uint8Array) => signMessage(material.issuer.privateKey, message);
  const number = concat(encodeTlv(0xff10, ascii(person.numberA)), Uint8Array.of(0xff, 0xff));
  const items = fourItems(person);
  const chipKey = encodeRsaKey(material.textKey.publicKey);
  const files: readonly (readonly [number, File])[] = [
    [TEXT_EF.individualNumber, transparent(number, [pin, numberA])],
    [TEXT_EF.fourItems, transparent(filled(withOffsets(0xff20, 0xdf21, items), 0x200), [pin, numberB])],
    [
      TEXT_EF.signature,
      transparent(
        withSignature(
          sign,
          0xff30,
          0xdf33,
          // The first digest covers the filler of the file as well, the second leaves the table of offsets out.
          encodeTlv(0xdf31, sha256(number)),
          encodeTlv(0xdf32, sha256(...items)),
        ),
        [pin, numberA, numberB],
      ),
    ],
    [TEXT_EF.certificate, transparent(issuerCertificate(material, TEXT_KEY_ID))],
    [TEXT_EF.information, transparent(filled(information(), 0x100))],
    [
      TEXT_EF.sessionKey,
      transparent(encodeTlv(0xa1, encodeRsaKey(material.sessionKey.publicKey)), [pin, numberA, numberB]),
    ],
    [
      TEXT_EF.authenticationKey,
      transparent(withSignature(sign, 0xff50, 0xdf52, encodeTlv(0xdf51, chipKey)), [pin, numberA, numberB]),
    ],
    [0x0008, transparent(new Uint8Array(16).fill(0xff))],
    [pin, { is: "reference", secret: person.pins.text, tries: TRIES.text, change: FOUR_DIGITS }],
    // Issued blocked on every card seen; what it would open is not known.
    [0x0012, { is: "reference", secret: undefined, tries: 0 }],
    [TEXT_EF.internalKey, { is: "key", key: material.textKey.privateKey, opens: "free", answers: "signature" }],
    [numberA, { is: "reference", secret: person.numberA, tries: TRIES.number }],
    [numberB, { is: "reference", secret: person.numberB, tries: TRIES.number }],
  ];
  return { aid: AID.text, files: new Map(files), ownKey: TEXT_EF.internalKey };
}

const SEX = { male: "1", female: "2", unset: "9" } as const;
export const sexDigit = (person: Person): Uint8Array => ascii(SEX[person.sex]);

const fourItems = (person: Person): Uint8Array[] => [
  encodeTlv(0xdf22, utf8(person.name)),
  encodeTlv(0xdf23, utf8(person.address)),
  encodeTlv(0xdf24, ascii(person.birthDate)),
  encodeTlv(0xdf25, sexDigit(person)),
];

const information = () =>
  encodeTlv(
    0xff40,
    encodeTlv(0xdf41, Uint8Array.of(0x01, 0x03, 0x0e, 0x01)),
    // Neither the key that certifies nor the one certified; and 32 bytes nobody can explain, with filler (myna-card).
    encodeTlv(0xdf42, TEXT_INFORMATION_KEY_ID),
    encodeTlv(0xdf43, filled(sha256(TEXT_INFORMATION_KEY_ID), 128)),
  );
