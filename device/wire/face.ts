import { bytes, type Codec, named, Reader, rest, text, u16, u32, u8 } from "./codec.ts";
import { field, message, type MessageOf, messages, optional } from "./record.ts";

/**
 * The reference protocol of a face-auth reader: every message between host and reader, declared once, BER-TLV throughout.
 * The ministry's own driver interface is not public, so this one is ours (docs/reader-protocol.md; ledger: ASM-READER-PROTOCOL).
 */

export const PROTOCOL_VERSION = 1;

/** How the patient may be confirmed. */
export const METHODS = { face: 1, pin: 2, staff: 3 } as const;
export type Method = keyof typeof METHODS;

/** Kinds of information a patient consents to, each with its bit (oqs-interface OQSCD036 in spirit; bits are ours). */
export const CONSENT_ITEMS = ["medicines", "checkups", "diagnoses", "operations", "specificDiseases"] as const;
export type ConsentItem = (typeof CONSENT_ITEMS)[number];

export const SCREENS = {
  idle: 1,
  placeCard: 2,
  chooseMethod: 3,
  readingCard: 4,
  lookAtCamera: 5,
  enterPin: 6,
  staffPassword: 7,
  consent: 8,
  choosePrescription: 9,
  pleaseWait: 10,
  takeCard: 11,
  cardLeft: 12,
  failed: 13,
} as const;
export type Screen = keyof typeof SCREENS;

export const END_REASONS = {
  cancelledByPatient: 1,
  cancelledByHost: 2,
  cardTakenEarly: 3,
  timedOut: 4,
  noMethodLeft: 5,
  cardUnreadable: 6,
  notMyNumberCard: 7,
  notAuthorised: 8,
  readerFault: 9,
  busy: 10,
} as const;
export type EndReason = keyof typeof END_REASONS;

/** A set of names as bits, bit 0 the first name; a bit without a name is malformed. */
function flags<const N extends readonly string[]>(names: N): Codec<readonly N[number][]> {
  return {
    write: (set) => u8.write(set.reduce((sum, name) => sum | (1 << names.indexOf(name)), 0)),
    read(from: Reader) {
      const bits = u8.read(from);
      if (bits >> names.length) from.fail(`bits ${bits.toString(2)} have no name`);
      return names.filter((_, bit) => bits & (1 << bit));
    },
  };
}

const reception = field(0x80, u32);
const method = named(u8, METHODS);
const methods = flags(["face", "pin", "staff"]);
const consents = flags(CONSENT_ITEMS);

const FACE = {
  // host → reader
  hello: message(0xff20, { version: field(0x80, u16) }),
  begin: message(0xff21, {
    reception,
    /** The result is signed over this, so that none can be replayed. */
    nonce: field(0x81, bytes(32)),
    /** What the card's authentication key signs, from the central system. */
    challenge: field(0x82, bytes(32)),
    methods: field(0x83, methods),
    consents: field(0x84, consents),
    language: field(0x85, named(u8, { ja: 1, en: 2 })),
    askPrescription: field(0x86, named(u8, { no: 0, yes: 1 })),
  }),
  cancel: message(0xff22, { reception }),
  /** The central system's leave to use the card's key without PIN; absent fields mean refused. */
  authority: message(0xff23, { reception, certificate: optional(0x81, rest), signature: optional(0x82, rest) }),

  // reader → host
  identity: message(0xff50, {
    version: field(0x80, u16),
    maker: field(0x81, text),
    model: field(0x82, text),
    serial: field(0x83, text),
    firmware: field(0x84, text),
    methods: field(0x85, methods),
    /** X.509 certificate (DER) of the key that signs results. */
    attestation: field(0x86, rest),
  }),
  cardPlaced: message(0xff51, {}),
  cardRemoved: message(0xff52, {}),
  prompt: message(0xff53, { reception, screen: field(0x81, named(u8, SCREENS)) }),
  methodChosen: message(0xff54, { reception, method: field(0x81, method) }),
  matched: message(0xff55, {
    reception,
    attempt: field(0x81, u8),
    outcome: field(0x82, named(u8, { accepted: 1, refused: 2, noFace: 3, notLive: 4 })),
    /** Similarity in ten-thousandths. */
    score: field(0x83, u16),
    attemptsLeft: field(0x84, u8),
  }),
  pinChecked: message(0xff56, {
    reception,
    outcome: field(0x81, named(u8, { verified: 1, wrong: 2, locked: 3, cancelled: 4, timedOut: 5 })),
    triesLeft: optional(0x82, u8),
  }),
  staffChecked: message(0xff57, { reception, outcome: field(0x81, named(u8, { confirmed: 1, refused: 2 })) }),
  /** The card's challenge, for the central system to sign. */
  authorityWanted: message(0xff58, { reception, challenge: field(0x81, rest) }),
  consentGiven: message(0xff59, { reception, consents: field(0x81, consents) }),
  prescriptionChosen: message(0xff5a, { reception, choice: field(0x81, named(u8, { electronic: 1, paper: 2 })) }),
  completed: message(0xff5b, {
    reception,
    method: field(0x81, method),
    /** User-authentication certificate (DER) as read from the card. */
    certificate: field(0x82, rest),
    /** The card's RSASSA-PKCS1-v1_5 SHA-256 signature of the challenge. */
    signature: field(0x83, rest),
    consents: field(0x84, consents),
    prescription: optional(0x85, named(u8, { electronic: 1, paper: 2 })),
    /** ES256 (r ‖ s) of the reader's key over nonce ‖ this message without the proof. */
    proof: optional(0x86, bytes(64)),
  }),
  ended: message(0xff5c, { reception, reason: field(0x81, named(u8, END_REASONS)) }),
  cardLeft: message(0xff5d, { reception }),
  /** A code of the reader's screen, three digits as the makers print them: 1 is "001". */
  screenCode: message(0xff5e, { code: field(0x80, u16) }),
} as const;

export type FaceMessage = MessageOf<typeof FACE>;
export type FaceMessageOf<K extends FaceMessage["is"]> = Extract<FaceMessage, { is: K }>;

export const { encode: encodeFace, decode: decodeFace } = messages("reader message", FACE);

/** Declarations by name, for the document and the registry test. */
export const FACE_DECLARATIONS = FACE;

/** The bytes a completed reception is signed over. */
export function proofInput(nonce: Uint8Array, completed: FaceMessageOf<"completed">): Uint8Array {
  const { proof: _, ...unsigned } = completed;
  const body = encodeFace(unsigned);
  const input = new Uint8Array(nonce.length + body.length);
  input.set(nonce);
  input.set(body, nonce.length);
  return input;
}
