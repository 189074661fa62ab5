import { bytes, type Codec, layout, type Of, sized, rest, u16le, u32le, u8 } from "./codec.ts";

/**
 * PIN_VERIFY_STRUCTURE of PC/SC part 10 (rev. 2.02.09 §2.5.2): what a program hands to the reader's driver for
 * FEATURE_VERIFY_PIN_DIRECT. Little endian. The driver makes a CCID `secure` of it and leaves `timeOut2` out.
 */
export const pinVerify = layout({
  timeOut: u8,
  timeOut2: u8,
  formatString: u8,
  pinBlockString: u8,
  pinLengthFormat: u8,
  /** wPINMaxExtraDigit is XXYYh, minimum and maximum: its low byte, the maximum, comes first. */
  longest: u8,
  shortest: u8,
  entryValidation: u8,
  numberMessage: u8,
  languageId: u16le,
  messageIndex: u8,
  teoPrologue: bytes(3),
  /** ulDataLength and abData. */
  apdu: sized(u32le, rest),
});
export type PinVerify = Of<typeof pinVerify>;

/** PIN_MODIFY_STRUCTURE (§2.5.3), for FEATURE_MODIFY_PIN_DIRECT. All three indexes of messages stand there, however many count. */
export const pinModify = layout({
  timeOut: u8,
  timeOut2: u8,
  formatString: u8,
  pinBlockString: u8,
  pinLengthFormat: u8,
  offsetOld: u8,
  offsetNew: u8,
  longest: u8,
  shortest: u8,
  /** Bit 0: the new PIN is asked for twice; bit 1: the PIN that is comes first. */
  confirm: u8,
  entryValidation: u8,
  numberMessage: u8,
  languageId: u16le,
  messages: bytes(3),
  teoPrologue: bytes(3),
  apdu: sized(u32le, rest),
});
export type PinModify = Of<typeof pinModify>;

/** Numbers of the features that a reader may have (part 10 §2.3). */
export const FEATURES = {
  verifyPinDirect: 0x06,
  modifyPinDirect: 0x07,
  pinProperties: 0x0a,
  tlvProperties: 0x12,
  ccidEscape: 0x13,
} as const;

/** What CM_IOCTL_GET_FEATURE_REQUEST answers: tag, 04, control code big endian (part 10 §2.2). */
export const features: Codec<ReadonlyMap<number, number>> = {
  write: (value) => Uint8Array.from([...value].flatMap(([tag, code]) => [tag, 4, ...big(code)])),
  read(from) {
    const found = new Map<number, number>();
    while (from.left > 0) {
      const [tag = 0, length, a = 0, b = 0, c = 0, d = 0] = from.take(6);
      if (length !== 4) from.fail("a feature whose control code is not four bytes");
      if (found.has(tag)) from.fail(`feature ${tag} twice`);
      found.set(tag, a * 0x1000000 + (b << 16) + (c << 8) + d);
    }
    return found;
  },
};

const big = (code: number) => [24, 16, 8, 0].map((shift) => (code >>> shift) & 0xff);
