import { type Codec, named, Reader, u8 } from "./codec.ts";

/** The values that stand in reader messages, each with its number. What version 2 of the protocol added comes last in every table. */

/** How the patient may be confirmed. A phone confirms by itself or with the phone's own PIN, and no face is compared (2025-09). */
export const METHODS = { face: 1, pin: 2, staff: 3, iphone: 4, android: 5 } as const;
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
  holdPhone: 14,
  register: 15,
  updating: 16,
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
  notRegistered: 11,
  restarted: 12,
} as const;
export type EndReason = keyof typeof END_REASONS;

/** What a reader can do beside receptions by card. */
export const CAPABILITIES = ["attestation", "selfTest", "log", "update", "liveness", "registration", "limits"] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const LANGUAGES = { ja: 1, en: 2 } as const;

/** Kinds of institution: they decide which kinds of information may be asked for. */
export const FACILITIES = { hospital: 1, clinic: 2, dentalClinic: 3, pharmacy: 4 } as const;
export type Facility = keyof typeof FACILITIES;

/** Parts that the reader's self-test looks at. */
export const READER_PARTS = ["slot", "camera", "cardCamera", "panel", "store", "resultKey"] as const;
export type ReaderPart = (typeof READER_PARTS)[number];

/** What the reader's log tells. No entry has room for more than a number, so that none can tell of a person. */
export const LOG_EVENTS = {
  started: 1,
  restartedMidway: 2,
  completed: 3,
  ended: 4,
  methodFailed: 5,
  staffRefused: 6,
  selfTest: 7,
  updated: 8,
  updateRefused: 9,
  badMessage: 10,
} as const;
export type LogEvent = keyof typeof LOG_EVENTS;

export const UPDATE_REFUSALS = {
  unreadable: 1,
  wrongSignature: 2,
  otherModel: 3,
  notNewer: 4,
  tooLarge: 5,
  truncated: 6,
  outOfOrder: 7,
  wrongDigest: 8,
} as const;
export type UpdateRefusal = keyof typeof UPDATE_REFUSALS;

/** Why the reader does nothing about a message. */
export const NOT_DONE = { unknown: 1, malformed: 2, busy: 3 } as const;

/** A set of names as bits, bit 0 the first name; a bit without a name is malformed. */
export function flags<const N extends readonly string[]>(names: N): Codec<readonly N[number][]> {
  return {
    write: (set) => u8.write(set.reduce((sum, name) => sum | (1 << names.indexOf(name)), 0)),
    read(from: Reader) {
      const bits = u8.read(from);
      if (bits >> names.length) from.fail(`bits ${bits.toString(2)} have no name`);
      return names.filter((_, bit) => bits & (1 << bit));
    },
  };
}

export const method = named(u8, METHODS);
export const methods = flags(["face", "pin", "staff", "iphone", "android"]);
export const consents = flags(CONSENT_ITEMS);
export const yesNo = named(u8, { no: 0, yes: 1 });
