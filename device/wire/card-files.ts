import { unhex } from "./bytes.ts";

/**
 * Where things are on a My Number Card: applications by AID, elementary files and key references by id. The card's own
 * specification is not public; these are what public clients use (OpenSC card-jpki.c, jpki/myna, jsapdu) or what myna-card
 * measured on test cards. Every id is 0001 to 001E and doubles as a short EF id.
 */
export const AID = {
  /** 公的個人認証: certificates and their keys. */
  jpki: unhex("D392F000260100000001"),
  /** 券面事項確認: the card's face as pictures. */
  visual: unhex("D3921000310001010402"),
  /** 券面事項入力補助: individual number and four items as text. */
  text: unhex("D3921000310001010408"),
  /** 住基: the resident register. */
  juki: unhex("D3921000310001010401"),
  common: unhex("D3921000310001010100"),
  /** GlobalPlatform card manager: what is selected after a reset. */
  cardManager: unhex("A0000001510000"),
} as const;

export type Application = keyof typeof AID;

export const JPKI_EF = {
  signCertificate: 0x0001,
  signAuthority: 0x0002,
  token: 0x0006,
  certificatesPresent: 0x0008,
  authCertificate: 0x000a,
  authAuthority: 0x000b,
  /** Takes the terminal's certificate (80 A2). */
  terminalAuthority: 0x0016,
  authKey: 0x0017,
  authPin: 0x0018,
  signKey: 0x001a,
  signPassword: 0x001b,
} as const;

export const TEXT_EF = {
  individualNumber: 0x0001,
  fourItems: 0x0002,
  signature: 0x0003,
  certificate: 0x0004,
  information: 0x0005,
  sessionKey: 0x0006,
  authenticationKey: 0x0007,
  pin: 0x0011,
  numberA: 0x0014,
  numberB: 0x0015,
  internalKey: 0x0013,
} as const;

export const VISUAL_EF = {
  birthDate: 0x0001,
  face: 0x0002,
  information: 0x0003,
  certificate: 0x0004,
  individualNumber: 0x0005,
  birthDateReference: 0x0011,
  numberB: 0x0012,
  numberA: 0x0013,
  internalKey: 0x001a,
} as const;

export const COMMON_EF = { serial: 0x0001, keyId: 0x0002, internalKey: 0x0019, pin: 0x001c } as const;

export const JUKI_EF = { keyId: 0x0002, pin: 0x001c } as const;

/** P2 of VERIFY and its kin: the EF selected last. */
export const CURRENT_EF = 0x80;

/** P2 of VERIFY and its kin: the EF with this id, without selecting it first. */
export const byShortId = (id: number): number => 0x80 | id;
