import { concat } from "./bytes.ts";
import { bytes, named, positive, rest, text, u16, u32, u8 } from "./codec.ts";
import { SECOND_VERSION } from "./face-second.ts";
import {
  CAPABILITIES,
  consents,
  END_REASONS,
  FACILITIES,
  flags,
  LANGUAGES,
  method,
  methods,
  SCREENS,
  yesNo,
} from "./face-values.ts";
import { field, message, type MessageOf, messages, optional, since } from "./record.ts";

/**
 * The reference protocol of a face-auth reader: every message between host and reader, declared once, BER-TLV throughout.
 * The ministry's own driver interface is not public, so this one is ours (docs/reader-protocol.md; ledger: ASM-READER-PROTOCOL).
 */

export * from "./face-values.ts";

/** What came with version 2, these fields and the messages of `face-second.ts`, goes only to who speaks it: `face-version.ts`. */
export const PROTOCOL_VERSION = 2;

const reception = field(0x80, u32);

/** There is no version 0: a message that names it cannot be read. */
const version = field(0x80, positive(u16));

const FIRST_VERSION = {
  // host → reader
  hello: message(0xff20, { version }),
  begin: message(0xff21, {
    reception,
    /** The result is signed over this, so that none can be replayed. */
    nonce: field(0x81, bytes(32)),
    /** What the card's authentication key signs, from the central system. */
    challenge: field(0x82, bytes(32)),
    methods: field(0x83, methods),
    consents: field(0x84, consents),
    language: field(0x85, named(u8, LANGUAGES)),
    askPrescription: field(0x86, yesNo),
    /** Faces compared before another method takes over. */
    attempts: since(2, 0x87, positive(u8)),
    /** Seconds that each screen waits for a person. */
    patience: since(2, 0x88, positive(u16)),
    facility: since(2, 0x89, named(u8, FACILITIES)),
    askRegistration: since(2, 0x8a, yesNo),
  }),
  cancel: message(0xff22, { reception }),
  /** The central system's leave to use the card's key without PIN; absent fields mean refused. */
  authority: message(0xff23, { reception, certificate: optional(0x81, rest), signature: optional(0x82, rest) }),

  // reader → host
  identity: message(0xff50, {
    version,
    maker: field(0x81, text),
    model: field(0x82, text),
    serial: field(0x83, text),
    firmware: field(0x84, text),
    methods: field(0x85, methods),
    /** X.509 certificate (DER) of the key that signs results. */
    attestation: field(0x86, rest),
    capabilities: since(2, 0x87, flags(CAPABILITIES)),
    languages: since(2, 0x88, flags(["ja", "en"])),
    /** Of the firmware; it never falls. */
    counter: since(2, 0x89, u32),
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
    /** That it was a person and no picture, in ten-thousandths. */
    liveness: since(2, 0x85, u16),
  }),
  pinChecked: message(0xff56, {
    reception,
    outcome: field(0x81, named(u8, { verified: 1, wrong: 2, locked: 3, cancelled: 4, timedOut: 5 })),
    triesLeft: optional(0x82, u8),
  }),
  staffChecked: message(0xff57, { reception, outcome: field(0x81, named(u8, { confirmed: 1, refused: 2 })) }),
  /** The card's challenge, for the central system to sign. */
  authorityWanted: message(0xff58, { reception, challenge: field(0x81, rest) }),
  consentGiven: message(0xff59, {
    reception,
    consents: field(0x81, consents),
    /** All at once (包括同意), or kind by kind. */
    manner: since(2, 0x82, named(u8, { together: 1, separately: 2 })),
  }),
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
    /** The patient wants the card registered for insurance use (初回登録). */
    registration: since(2, 0x87, yesNo),
  }),
  ended: message(0xff5c, { reception, reason: field(0x81, named(u8, END_REASONS)) }),
  cardLeft: message(0xff5d, { reception }),
  /** A code of the reader's screen, three digits as the makers print them: 1 is "001". */
  screenCode: message(0xff5e, { code: field(0x80, u16) }),
} as const;

const FACE = { ...FIRST_VERSION, ...SECOND_VERSION };

export type FaceMessage = MessageOf<typeof FACE>;
export type FaceMessageOf<K extends FaceMessage["is"]> = Extract<FaceMessage, { is: K }>;

export const { encode: encodeFace, decode: decodeFace } = messages("reader message", FACE);

/** Declarations by name, for the document and the registry test. */
export const FACE_DECLARATIONS = FACE;

/** The bytes that a reader signs: those of the host, so that nothing can be replayed, and the message as it stands without its proof. */
export function proofInput(nonce: Uint8Array, message: FaceMessageOf<"completed" | "attested">): Uint8Array {
  const { proof: _, ...unsigned } = message;
  return concat(nonce, encodeFace(unsigned));
}
