import { type CardSlot, type Clock, sleep } from "../../device/ports.ts";
import { concat } from "../../device/wire/bytes.ts";

/** A card, or the reader around it, that answers one kind of command in another way. */
export interface CardChange {
  /** INS of the command. */
  readonly ins: number;
  /** Its last byte of data, or without any the last of its status word, is off by one; or the word of success; or nothing but that. */
  readonly how: "off" | "granted" | "emptied";
}

type Transmit = CardSlot["transmit"];

export const changeAnswer =
  ({ ins, how }: CardChange) =>
  (transmit: Transmit): Transmit =>
  async (apdu) => {
    const answer = await transmit(apdu);
    if (apdu[1] !== ins) return answer;
    if (how === "granted") return concat(answer.subarray(0, -2), OK);
    if (how === "emptied") return answer.subarray(-2);
    const at = answer.length > 2 ? answer.length - 3 : answer.length - 1;
    return answer.map((byte, i) => (i === at ? byte ^ 1 : byte));
  };

/** Legal ways to answer that a program must be ready for. */
export const MANNERS = {
  /** ISO/IEC 7816-3 T=0: data waits behind GET RESPONSE. */
  chained:
    () =>
    (transmit: Transmit): Transmit => {
      let waiting = new Uint8Array();
      return async (apdu) => {
        if (apdu[1] === GET_RESPONSE) {
          const data = waiting;
          waiting = new Uint8Array();
          return concat(data, OK);
        }
        const answer = await transmit(apdu);
        const data = answer.subarray(0, -2);
        if (data.length === 0 || data.length > 0xff || answer.at(-2) !== 0x90) return answer;
        waiting = Uint8Array.from(data);
        return Uint8Array.of(0x61, data.length);
      };
    },
  /** The same in short pieces, also of an answer that a GET RESPONSE could bring at once. */
  chainedInParts:
    () =>
    (transmit: Transmit): Transmit => {
      let waiting = new Uint8Array();
      const piece = (length: number) => {
        const data = waiting.subarray(0, length);
        waiting = waiting.subarray(data.length);
        return concat(data, waiting.length === 0 ? OK : Uint8Array.of(0x61, Math.min(waiting.length, PIECE)));
      };
      return async (apdu) => {
        if (apdu[1] === GET_RESPONSE) return piece(Math.min(apdu[4] ?? PIECE, PIECE));
        const answer = await transmit(apdu);
        if (answer.length === 2 || answer.at(-2) !== 0x90) return answer;
        waiting = answer.slice(0, -2);
        return piece(0);
      };
    },
  slow:
    (clock: Clock) =>
    (transmit: Transmit): Transmit =>
    async (apdu) => {
      await sleep(clock, 300);
      return transmit(apdu);
    },
} as const;

export type Manner = keyof typeof MANNERS;

const OK = Uint8Array.of(0x90, 0x00);
const GET_RESPONSE = 0xc0;
const PIECE = 100;
