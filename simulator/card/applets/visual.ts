import { encodeRsaKey } from "../../../certs/card-verifiable.ts";
import { ascii, concat } from "../../../device/wire/bytes.ts";
import { AID, VISUAL_EF } from "../../../device/wire/card-files.ts";
import { encodeTlv } from "../../../device/wire/tlv.ts";
import type { Person } from "../../people.ts";
import { municipalityOf } from "../../personas.ts";
import { transparent, type Applet, type File } from "../files.ts";
import type { CardMaterial } from "../material.ts";
import { printDigits, printText } from "../print.ts";
import { sha256, signAsGiven, signMessage } from "../signature.ts";
import { TRIES } from "./jpki.ts";
import { INFORMATION_KEY_ID, issuerCertificate, VISUAL_KEY_ID, withOffsets, withSignature } from "./signed-files.ts";
import { sexDigit } from "./text.ts";

/** 券面事項確認: the card's face as pictures. Layouts: myna-card, measured on test cards. */
export function visual(person: Person, material: CardMaterial): Applet {
  const { birthDateReference, numberA, numberB } = VISUAL_EF;
  const sign = (message: Uint8Array) => signMessage(material.issuer.privateKey, message);
  const chipKey = encodeRsaKey(material.visualKey.publicKey);
  const either = [numberA, numberB];
  const files: readonly (readonly [number, File])[] = [
    [
      VISUAL_EF.birthDate,
      transparent(
        withSignature(sign, 0xff10, 0xdf13, encodeTlv(0xdf11, ascii(person.birthDate)), encodeTlv(0xdf12, chipKey)),
        [birthDateReference],
      ),
    ],
    [VISUAL_EF.face, transparent(cardFace(person, material, chipKey), either)],
    [VISUAL_EF.information, transparent(information(person))],
    [VISUAL_EF.certificate, transparent(issuerCertificate(material, VISUAL_KEY_ID))],
    [
      VISUAL_EF.individualNumber,
      transparent(
        withSignature(sign, 0xff40, 0xdf43, encodeTlv(0xdf41, printDigits(person.numberA)), encodeTlv(0xdf42, chipKey)),
        [numberA],
      ),
    ],
    [0x0006, transparent(new Uint8Array(16).fill(0xff), either)],
    [birthDateReference, { is: "reference", secret: person.numberB.slice(0, 6), tries: TRIES.number }],
    [numberB, { is: "reference", secret: person.numberB, tries: TRIES.number }],
    [numberA, { is: "reference", secret: person.numberA, tries: TRIES.number }],
    [VISUAL_EF.internalKey, { is: "key", key: material.visualKey.privateKey, opens: "free", answers: "signature" }],
  ];
  return { aid: AID.visual, files: new Map(files), ownKey: VISUAL_EF.internalKey };
}

/** Last day of the card: the holder's birthday in the year that number B names. YYYYMMDD. */
export const cardExpiry = (person: Person): string => person.numberB.slice(6, 10) + person.birthDate.slice(4);

/** One signature over three digests in one DigestInfo; expiry and security code stand behind it, unsigned. */
function cardFace(person: Person, material: CardMaterial, chipKey: Uint8Array): Uint8Array {
  const holder = [
    encodeTlv(0xdf22, ascii(person.birthDate)),
    encodeTlv(0xdf23, sexDigit(person)),
    encodeTlv(0xdf24, chipKey),
  ];
  const { glyphs } = material;
  const printed = [
    encodeTlv(0xdf25, printText(person.name, glyphs)),
    encodeTlv(0xdf26, printText(person.address, glyphs)),
  ];
  const photograph = encodeTlv(0xdf27, material.photograph);
  const digests = concat(sha256(...holder), sha256(...printed), sha256(photograph));
  return withOffsets(0xff20, 0xdf21, [
    ...holder,
    ...printed,
    photograph,
    encodeTlv(0xdf28, signAsGiven(material.issuer.privateKey, threeDigests(digests))),
    encodeTlv(0xdf29, ascii(cardExpiry(person))),
    encodeTlv(0xdf2a, printDigits(person.numberB.slice(10))),
  ]);
}

const SHA256_ALGORITHM = encodeTlv(
  0x30,
  encodeTlv(0x06, Uint8Array.of(0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1)),
  encodeTlv(0x05),
);

const threeDigests = (digests: Uint8Array) => encodeTlv(0x30, SHA256_ALGORITHM, encodeTlv(0x04, digests));

const information = (person: Person) =>
  encodeTlv(
    0xff30,
    encodeTlv(0xdf31, Uint8Array.of(0x06, 0x03, 0x0e, 0x01)),
    encodeTlv(0xdf32, INFORMATION_KEY_ID),
    encodeTlv(0xdf33, Uint8Array.of(0)),
    encodeTlv(0xdf34, ascii(municipalityOf(person))),
    // Sixteen bytes that look like a key id and 256 whose meaning nobody knows.
    encodeTlv(0xdf35, concat(INFORMATION_KEY_ID, new Uint8Array(256))),
  );
