import { ascii, concat } from "../../../device/wire/bytes.ts";
import { AID, JPKI_EF } from "../../../device/wire/card-files.ts";
import { TERMINAL_CA_ID } from "../../../certs/card-verifiable.ts";
import type { Person } from "../../people.ts";
import { transparent, type Applet, type File } from "../files.ts";
import type { CardMaterial } from "../material.ts";

export const TRIES = { auth: 3, sign: 5, text: 3, number: 10, juki: 3 } as const;

/** 公的個人認証: two certificates, their keys, and the two secrets that open these. */
export function jpki(person: Person, material: CardMaterial): Applet {
  const { auth, sign } = material;
  const { auth: authPin, sign: signPassword } = person.pins;
  const files: readonly (readonly [number, File])[] = [
    ...(sign ? [[JPKI_EF.signCertificate, transparent(sign.certificate, [JPKI_EF.signPassword])] as const] : []),
    [JPKI_EF.signAuthority, transparent(material.signAuthority)],
    [JPKI_EF.token, transparent(tokenInformation())],
    // The third byte is 00 on every card seen; nobody knows what it says (myna-card).
    [JPKI_EF.certificatesPresent, transparent(Uint8Array.of(sign ? PRESENT : 0, PRESENT, 0))],
    [JPKI_EF.authCertificate, transparent(auth.certificate)],
    [JPKI_EF.authAuthority, transparent(auth.authority)],
    [JPKI_EF.terminalAuthority, { is: "terminalAuthority", key: material.terminalAuthority, id: TERMINAL_CA_ID }],
    [
      JPKI_EF.authKey,
      {
        is: "key",
        key: auth.key.privateKey,
        opens: [JPKI_EF.authPin, JPKI_EF.terminalAuthority],
        answers: "signature",
      },
    ],
    [JPKI_EF.authPin, { is: "reference", secret: authPin, tries: TRIES.auth, change: FOUR_DIGITS }],
    ...(sign
      ? [
          [
            JPKI_EF.signKey,
            { is: "key", key: sign.key.privateKey, opens: [JPKI_EF.signPassword], answers: "signature" },
          ] as const,
        ]
      : []),
    [JPKI_EF.signPassword, { is: "reference", secret: signPassword, tries: TRIES.sign, change: PASSWORD }],
    ...UNKNOWN,
  ];
  return { aid: AID.jpki, files: new Map(files) };
}

const PRESENT = 0x8f;

export const FOUR_DIGITS = { by: "CHANGE_REFERENCE_DATA", to: /^\d{4}$/ } as const;
const PASSWORD = { by: "CHANGE_REFERENCE_DATA", to: /^(?=.*[A-Z])(?=.*\d)[A-Z\d]{6,16}$/ } as const;

/**
 * Files that are there and that nobody can say more of (jsapdu; myna-card: no secret opens 0009, and 0010 is a key reference).
 * Here the two below 0010 are never open, 0010 is issued blocked, and the rest can be selected and no more.
 */
const UNKNOWN: readonly (readonly [number, File])[] = [
  [0x0005, transparent(new Uint8Array(16), [])],
  [0x0009, transparent(new Uint8Array(16), [])],
  [0x0010, { is: "reference", secret: undefined, tries: 0 }],
  [0x0019, { is: "internal" }],
  [0x001c, { is: "internal" }],
  [0x001e, { is: "internal" }],
];

/**
 * CK_TOKEN_INFO of PKCS#11 with 32-bit numbers, 160 bytes: label, maker, model, serial, eleven numbers, two versions, time. Clients
 * look at the label; the versions are ASCII on real cards (myna-card).
 */
function tokenInformation(): Uint8Array {
  const padded = (text: string, length: number) => ascii(text.padEnd(length));
  return concat(
    padded("JPKIAPICCTOKEN2", 32),
    padded("", 32),
    padded("", 16),
    padded("", 16),
    new Uint8Array(11 * 4),
    ascii("03"),
    ascii("01"),
    padded("", 16),
  );
}
