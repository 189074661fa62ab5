import { concat } from "./bytes.ts";
import { bytes, type Codec, decode, encode, layout, type Of, rest, u16le, u8 } from "./codec.ts";

/**
 * Data of the CCID command `secure`: how the reader shall ask for PINs on its own pad, and where in `apdu` their digits go (CCID
 * Rev. 1.1 §6.1.11). Times in seconds, 0 is the reader's own.
 */

/** wPINMaxExtraDigit is XXYYh, minimum and maximum: its low byte, the maximum, comes first. */
const DIGITS = { longest: u8, shortest: u8 };
const FORM = { timeOut: u8, formatString: u8, pinBlockString: u8, pinLengthFormat: u8 };

/** §6.1.11.4. */
export const pinVerification = layout({
  ...FORM,
  ...DIGITS,
  entryValidation: u8,
  numberMessage: u8,
  languageId: u16le,
  messageIndex: u8,
  /** Prologue of the T=1 block when the reader exchanges TPDUs, zero else. */
  teoPrologue: bytes(3),
  apdu: rest,
});
export type PinVerification = Of<typeof pinVerification>;

const modificationHead = layout({
  ...FORM,
  /** Bytes from the first of the data to the block of the PIN that is, and to that of the new one. */
  offsetOld: u8,
  offsetNew: u8,
  ...DIGITS,
  /** Bit 0: the new PIN is asked for twice; bit 1: the PIN that is comes first. */
  confirm: u8,
  entryValidation: u8,
  numberMessage: u8,
  languageId: u16le,
});
const modificationTail = layout({ teoPrologue: bytes(3), apdu: rest });

/** §6.1.11.7. `messages` are the indexes of the prompts, of which so many stand there as bNumberMessage wants. */
export type PinModification = Of<typeof modificationHead> &
  Of<typeof modificationTail> & { readonly messages: Uint8Array };

/** The second is there unless there is none at all, the third where three are wanted or the reader's own (FF). */
export const messagesOf = (numberMessage: number): number => (numberMessage === 0 ? 1 : numberMessage < 3 ? 2 : 3);

export const pinModification: Codec<PinModification> = {
  write: (value) => concat(encode(modificationHead, value), value.messages, encode(modificationTail, value)),
  read(from) {
    const head = modificationHead.read(from);
    const messages = from.take(messagesOf(head.numberMessage)).slice();
    return { ...head, messages, ...modificationTail.read(from) };
  },
};

export type PinRequest = ({ readonly is: "verify" } & PinVerification) | ({ readonly is: "modify" } & PinModification);

const OPERATION = { verify: 0x00, modify: 0x01 } as const;

/** Undefined for every other operation. */
export function readPinRequest(data: Uint8Array): PinRequest | undefined {
  const asked = data.subarray(1);
  switch (data[0]) {
    case OPERATION.verify:
      return { is: "verify", ...decode(pinVerification, asked, "PIN verification data") };
    case OPERATION.modify:
      return { is: "modify", ...decode(pinModification, asked, "PIN modification data") };
    default:
      return undefined;
  }
}

export function writePinRequest(asked: PinRequest): Uint8Array {
  const body = asked.is === "verify" ? encode(pinVerification, asked) : encode(pinModification, asked);
  return concat(Uint8Array.of(OPERATION[asked.is]), body);
}

/** bNumberMessage, counted from bPINOperation. */
const NUMBER_MESSAGE = 11;
const FIRST_MESSAGE = 14;
const ALL_MESSAGES = 3;

/** A modification that carries all three indexes whatever bNumberMessage says, as the one that it ought to be. */
export function withoutSpareMessages(data: Uint8Array): Uint8Array {
  if (data[0] !== OPERATION.modify || data.length < FIRST_MESSAGE + ALL_MESSAGES) return data;
  const end = FIRST_MESSAGE + messagesOf(data[NUMBER_MESSAGE] ?? 0);
  return concat(data.subarray(0, end), data.subarray(FIRST_MESSAGE + ALL_MESSAGES));
}
