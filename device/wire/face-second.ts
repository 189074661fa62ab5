import { bytes, named, rest, text, u16, u32, u8 } from "./codec.ts";
import { flags, LOG_EVENTS, method, NOT_DONE, READER_PARTS, UPDATE_REFUSALS, yesNo } from "./face-values.ts";
import { field, message, optional } from "./record.ts";

/**
 * The messages that version 2 of the reference protocol added: what a reader proves of itself, how it is looked after, and first
 * registration. They are sent only to a side that speaks version 2.
 */

const reception = field(0x80, u32);

export const SECOND_VERSION = {
  // host → reader
  /** What the centre says of the card that `registrationWanted` told of. */
  registration: message(0xff24, { reception, state: field(0x81, named(u8, { registered: 1, notRegistered: 2 })) }),
  attest: message(0xff25, { nonce: field(0x80, bytes(32)) }),
  selfTest: message(0xff26, {}),
  /** The entries from this number on. */
  readLog: message(0xff27, { from: field(0x80, u32) }),
  offerUpdate: message(0xff28, {
    /** Its bytes are signed, so it is carried as it was written: `device/wire/firmware-manifest.ts`. */
    manifest: field(0x80, rest),
    /** ES256 (r ‖ s) of the maker's firmware-signing key over the manifest. */
    signature: field(0x81, rest),
  }),
  updateChunk: message(0xff29, { offset: field(0x80, u32), bytes: field(0x81, rest) }),

  // reader → host
  captured: message(0xff5f, {
    reception,
    attempt: field(0x81, u8),
    faces: field(0x82, named(u8, { none: 0, one: 1 })),
    /** That it is a person and no picture, in ten-thousandths. */
    liveness: optional(0x83, u16),
  }),
  registrationWanted: message(0xff60, { reception, method: field(0x81, method), certificate: field(0x82, rest) }),
  registrationChosen: message(0xff61, { reception, choice: field(0x81, yesNo) }),
  attested: message(0xff62, {
    serial: field(0x80, text),
    firmware: field(0x81, text),
    counter: field(0x82, u32),
    /** X.509 certificates (DER), one behind the other: the key's own first, each signed by the next. */
    chain: field(0x83, rest),
    /** ES256 (r ‖ s) of the attested key over nonce ‖ this message without the proof. */
    proof: optional(0x84, bytes(64)),
  }),
  tested: message(0xff63, { passed: field(0x80, flags(READER_PARTS)), failed: field(0x81, flags(READER_PARTS)) }),
  logEntry: message(0xff64, {
    number: field(0x80, u32),
    /** Seconds that it lies back. */
    age: field(0x81, u32),
    event: field(0x82, named(u8, LOG_EVENTS)),
    detail: optional(0x83, u16),
  }),
  /** There is no more; the next entry will have this number. */
  logEnd: message(0xff65, { next: field(0x80, u32) }),
  updateWanted: message(0xff66, { offset: field(0x80, u32), size: field(0x81, u16) }),
  updated: message(0xff67, { firmware: field(0x80, text), counter: field(0x81, u32) }),
  updateRefused: message(0xff68, { reason: field(0x80, named(u8, UPDATE_REFUSALS)) }),
  /** The message of this tag changed nothing. */
  notDone: message(0xff69, { tag: field(0x80, u16), reason: field(0x81, named(u8, NOT_DONE)) }),
} as const;
