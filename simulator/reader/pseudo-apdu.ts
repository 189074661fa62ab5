import { decodeCommand, encodeResponse, type CommandApdu } from "../../device/wire/apdu.ts";
import { EMPTY } from "../../device/wire/bytes.ts";

/**
 * What a contactless reader answers in the card's place (PC/SC part 3 rev. 2.01.09 §3.2.2): class FF is the reader's own, and no
 * card ever sees it.
 */

const GET_DATA = 0xca;
/** Keys and blocks of storage cards, which this card is not: LOAD KEYS, AUTHENTICATE (two forms), READ, UPDATE, verify. */
const STORAGE: readonly number[] = [0x82, 0x86, 0x88, 0xb0, 0xd6, 0x20];

const SW = {
  ok: 0x9000,
  /** Le is more than there is. */
  endOfData: 0x6282,
  wrongLength: 0x6700,
  notSupported: 0x6a81,
  wrongParameters: 0x6b00,
  unknownInstruction: 0x6d00,
} as const;

export const isForReader = ([cla]: Uint8Array): boolean => cla === 0xff;

/** `uid` is what the card calls itself in this activation; of type B its PUPI. */
export function answerOfReader(command: Uint8Array, uid: Uint8Array): Uint8Array {
  const apdu = parsed(command);
  if (!apdu) return word(SW.wrongLength);
  if (apdu.ins !== GET_DATA) return word(STORAGE.includes(apdu.ins) ? SW.notSupported : SW.unknownInstruction);
  if (apdu.p2 !== 0) return word(SW.wrongParameters);
  // P1 01 asks for the ATS, which only type A has.
  if (apdu.p1 === 0x01) return word(SW.notSupported);
  return apdu.p1 === 0x00 ? uidAnswer(apdu, uid) : word(SW.wrongParameters);
}

function uidAnswer({ data, le = 0 }: CommandApdu, uid: Uint8Array): Uint8Array {
  if (data || le === 0) return word(SW.wrongLength);
  if (le < uid.length) return word(0x6c00 | uid.length);
  // Le 00 means "all there is".
  return encodeResponse({ data: uid, sw: le === uid.length || le >= 256 ? SW.ok : SW.endOfData });
}

const word = (sw: number) => encodeResponse({ data: EMPTY, sw });

function parsed(bytes: Uint8Array): CommandApdu | undefined {
  try {
    return decodeCommand(bytes);
  } catch {
    return undefined;
  }
}
