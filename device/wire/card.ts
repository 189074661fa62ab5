import type { CommandApdu } from "./apdu.ts";
import { STATUS } from "./card-status.ts";
import { body, command, counter, status } from "./command.ts";

/**
 * The commands of a My Number Card. Its specification is not public: where ISO/IEC 7816-4 leaves a choice, the answers listed
 * are those that myna-card measured on JPKI test cards, or that OpenSC's card-jpki.c expects.
 */

const notFound = status(STATUS.fileNotFound);
const securityNotSatisfied = status(STATUS.securityNotSatisfied);
const conditionsNotSatisfied = status(STATUS.conditionsNotSatisfied);
const wrongFileType = status(STATUS.wrongFileType);
const noCurrentEf = status(STATUS.noCurrentEf);
const wrongParameters = status(STATUS.wrongParameters);
const wrongLength = status(STATUS.wrongLength);
const blocked = status(STATUS.blocked);
const referenceNotFound = status(STATUS.referenceNotFound);

/** P2 of SELECT: 0C answers with the status word alone, 00 with file control information. */
type Want = "nothing" | "fci";
const wantToP2 = (want: Want) => (want === "fci" ? 0x00 : 0x0c);
const p2ToWant = (p2: number): Want | undefined => (p2 === 0x00 ? "fci" : p2 === 0x0c ? "nothing" : undefined);
const selected = { selected: body(STATUS.ok), notFound, wrongParameters };

export const SELECT_AP = command({
  name: "SELECT AP",
  source: "ISO/IEC 7816-4:2005 §7.1.1",
  cla: 0x00,
  ins: 0xa4,
  /** `aid` may be the beginning of one. */
  write: ({ aid, want }: { aid: Uint8Array; want: Want }) => ({ p1: 0x04, p2: wantToP2(want), data: aid }),
  read({ p1, p2, data }) {
    const want = p2ToWant(p2);
    return p1 === 0x04 && want && data ? { aid: data, want } : undefined;
  },
  answers: selected,
});

export const SELECT_EF = command({
  name: "SELECT EF",
  source: "ISO/IEC 7816-4:2005 §7.1.1",
  cla: 0x00,
  ins: 0xa4,
  write: ({ id, want }: { id: number; want: Want }) => ({ p1: 0x02, p2: wantToP2(want), data: fileId(id) }),
  read({ p1, p2, data }) {
    const want = p2ToWant(p2);
    return p1 === 0x02 && want && data?.length === 2 ? { id: number16(data), want } : undefined;
  },
  answers: selected,
});

/** Refused after a reset, without effect inside an application, and not found by the id 3F00. */
export const SELECT_MF = command({
  name: "SELECT MF",
  source: "myna-card (measured on test cards)",
  cla: 0x00,
  ins: 0xa4,
  write: ({ id, want }: { id?: number; want: Want }) => ({
    p1: 0x00,
    p2: wantToP2(want),
    ...(id === undefined ? {} : { data: fileId(id) }),
  }),
  read({ p1, p2, data }) {
    const want = p2ToWant(p2);
    if (p1 !== 0x00 || !want || (data && data.length !== 2)) return undefined;
    return data ? { id: number16(data), want } : { want };
  },
  answers: selected,
});

const read = {
  read: body(STATUS.ok),
  securityNotSatisfied,
  wrongFileType,
  noCurrentEf,
  notFound,
  wrongOffset: status(STATUS.wrongOffset),
};

/** Near the end of the file the answer is shorter than Le, with 9000. */
export const READ_BINARY = command({
  name: "READ BINARY",
  source: "ISO/IEC 7816-4:2005 §7.2.3",
  cla: 0x00,
  ins: 0xb0,
  write: ({ offset }: { offset: number; le: number }) => ({ p1: upTo(0x7fff, offset) >> 8, p2: offset & 0xff }),
  read: ({ p1, p2, data, le }) => (p1 < 0x80 && !data && le ? { offset: (p1 << 8) | p2, le } : undefined),
  answers: read,
});

/** Reads the EF with a short id, which becomes the current one. */
export const READ_BINARY_SFI = command({
  name: "READ BINARY (SFI)",
  source: "ISO/IEC 7816-4:2005 §7.2.3",
  cla: 0x00,
  ins: 0xb0,
  write: ({ sfi, offset }: { sfi: number; offset: number; le: number }) => ({
    p1: 0x80 | upTo(0x1f, sfi),
    p2: upTo(0xff, offset),
  }),
  read: ({ p1, p2, data, le }) =>
    (p1 & 0xe0) === 0x80 && !data && le ? { sfi: p1 & 0x1f, offset: p2, le } : undefined,
  answers: read,
});

/** `sfi` 0 is the current EF. */
export const READ_RECORD = command({
  name: "READ RECORD",
  source: "ISO/IEC 7816-4:2005 §7.3.3",
  cla: 0x00,
  ins: 0xb2,
  write: ({ record, sfi }: { record: number; sfi: number; le: number }) => ({
    p1: upTo(0xff, record),
    p2: (upTo(0x1f, sfi) << 3) | 0x04,
  }),
  read: ({ p1, p2, data, le }) => ((p2 & 0x07) === 0x04 && !data && le ? { record: p1, sfi: p2 >> 3, le } : undefined),
  answers: {
    read: body(STATUS.ok),
    securityNotSatisfied,
    wrongFileType,
    noCurrentEf,
    notFound,
    recordNotFound: status(STATUS.recordNotFound),
  },
});

/** `reference` is CURRENT_EF or byShortId(id). The secret is ASCII without padding. */
interface WithSecret {
  reference: number;
  secret: Uint8Array;
}
const reference = { wrongFileType, noCurrentEf, notFound, referenceNotFound };

export const VERIFY = command({
  name: "VERIFY",
  source: "ISO/IEC 7816-4:2005 §7.5.6; a blocked reference answers 6984 (myna-card)",
  cla: 0x00,
  ins: 0x20,
  write: ({ reference, secret }: WithSecret) => ({ p1: 0x00, p2: reference, data: secret }),
  read: withSecret(0x00),
  answers: { verified: status(STATUS.ok), rejected: counter(), blocked, wrongLength, ...reference },
});

/** Costs no try. The card counts even after a good VERIFY: OpenSC's card-jpki.c relies on it. */
export const QUERY_TRIES = command({
  name: "VERIFY (retry query)",
  source: "OpenSC card-jpki.c, jpki/myna",
  cla: 0x00,
  ins: 0x20,
  write: ({ reference }: { reference: number }) => ({ p1: 0x00, p2: reference }),
  read: ({ p1, p2, data }) => (p1 === 0x00 && !data ? { reference: p2 } : undefined),
  /** 9000 from a card that does not count after a good VERIFY. */
  answers: { counted: counter(), notCounted: status(STATUS.ok), ...reference },
});

/** The new secret alone: the old one was given by VERIFY before. */
export const CHANGE_REFERENCE_DATA = command({
  name: "CHANGE REFERENCE DATA",
  source: "ISO/IEC 7816-4:2005 §7.5.7; jpki/myna",
  cla: 0x00,
  ins: 0x24,
  write: ({ reference, secret }: WithSecret) => ({ p1: 0x01, p2: reference, data: secret }),
  read: withSecret(0x01),
  answers: { changed: status(STATUS.ok), securityNotSatisfied, blocked, wrongLength, ...reference },
});

/** The same for the secrets of the register's two applications, after VERIFY with the old one. */
export const CHANGE_KEY = command({
  name: "CHANGE KEY",
  source: "JICSAP 1.1, extended system commands; myna-card for the two applications that take it",
  cla: 0x80,
  ins: 0x32,
  write: ({ reference, secret }: WithSecret) => ({ p1: 0x00, p2: reference, data: secret }),
  read: withSecret(0x00),
  answers: { changed: status(STATUS.ok), securityNotSatisfied, blocked, wrongLength, ...reference },
});

/** How P1 of COMPUTE DIGITAL SIGNATURE has the card treat its input. */
export const SIGN_INPUT = { asGiven: 0, hashOnly: 1, hash: 2, message: 3, pssHash: 4, pssMessage: 5 } as const;

export const COMPUTE_DIGITAL_SIGNATURE = command({
  name: "COMPUTE DIGITAL SIGNATURE",
  source: "OpenSC card-jpki.c for P1 00; myna-card and jsapdu for the others",
  cla: 0x80,
  ins: 0x2a,
  /** `key` is CURRENT_EF, byShortId(id), or 0 for the application's own key. */
  write: ({ mode, key, input }: { mode: number; key: number; input: Uint8Array }) => ({
    p1: mode,
    p2: key,
    data: input,
  }),
  read: ({ p1, p2, data }) => data && { mode: p1, key: p2, input: data },
  answers: {
    signed: body(STATUS.ok),
    securityNotSatisfied,
    conditionsNotSatisfied,
    wrongFileType,
    noCurrentEf,
    notFound,
    wrongParameters,
    wrongLength,
  },
});

export const GET_CHALLENGE = command({
  name: "GET CHALLENGE",
  source: "ISO/IEC 7816-4:2005 §7.5.3; an extended Le is refused (myna-card)",
  cla: 0x00,
  ins: 0x84,
  write: (_: { le: number }) => ({ p1: 0x00, p2: 0x00 }),
  read: ({ p1, p2, data, le }) => (p1 === 0x00 && p2 === 0x00 && !data && le ? { le } : undefined),
  answers: { challenge: body(STATUS.ok), conditionsNotSatisfied },
});

export const INTERNAL_AUTHENTICATE = command({
  name: "INTERNAL AUTHENTICATE",
  source: "ISO/IEC 7816-4:2005 §7.5.2; only the common application's 0019 answers (myna-card)",
  cla: 0x00,
  ins: 0x88,
  write: ({ key, challenge }: { key: number; challenge: Uint8Array }) => ({ p1: 0x00, p2: key, data: challenge }),
  read: ({ p1, p2, data }) => (p1 === 0x00 && data ? { key: p2, challenge: data } : undefined),
  answers: { answered: body(STATUS.ok), securityNotSatisfied, conditionsNotSatisfied },
});

export const GET_DATA = command({
  name: "GET DATA",
  source:
    "ISO/IEC 7816-4:2005 §7.4.2; only the card manager answers, and an Le below the object's length is 6700 (myna-card)",
  cla: 0x00,
  ins: 0xca,
  write: ({ tag }: { tag: number }) => ({ p1: upTo(0xffff, tag) >> 8, p2: tag & 0xff }),
  read: ({ p1, p2, data }) => (data ? undefined : { tag: (p1 << 8) | p2 }),
  answers: { found: body(STATUS.ok), referenceNotFound, wrongLength },
});

const keyPart = {
  accepted: status(STATUS.ok),
  wrongLength,
  wrongParameters,
  wrongData: status(STATUS.wrongData),
  wrongFileType,
  noCurrentEf,
  conditionsNotSatisfied,
};

/** The terminal's public key as 5F4E object, to the EF selected last. */
export const SET_PUBLIC_KEY_BODY = command({
  name: "SET PUBLIC IC KEY (body)",
  source: "myna-card, jsapdu",
  cla: 0x80,
  ins: 0xa2,
  write: ({ object }: { object: Uint8Array }) => ({ p1: 0x06, p2: 0xc1, data: object }),
  read: ({ p1, p2, data }) => (p1 === 0x06 && p2 === 0xc1 && data ? { object: data } : undefined),
  answers: keyPart,
});

/** Its certificate's signature as 5F37 object. */
export const SET_PUBLIC_KEY_SIGNATURE = command({
  name: "SET PUBLIC IC KEY (signature)",
  source: "myna-card, jsapdu",
  cla: 0x80,
  ins: 0xa2,
  write: ({ object }: { object: Uint8Array }) => ({ p1: 0x00, p2: 0xc1, data: object }),
  read: ({ p1, p2, data }) => (p1 === 0x00 && p2 === 0xc1 && data ? { object: data } : undefined),
  answers: { ...keyPart, refused: status(STATUS.authenticationFailed) },
});

/** The last step before the card signs without PIN is not public; this one is a profile of this bench. */
export const EXTERNAL_AUTHENTICATE = command({
  name: "EXTERNAL AUTHENTICATE",
  source: "ISO/IEC 7816-4:2005 §7.5.4; its use on this card is an assumption of ours",
  cla: 0x00,
  ins: 0x82,
  write: ({ key, signature }: { key: number; signature: Uint8Array }) => ({ p1: 0x00, p2: key, data: signature }),
  read: ({ p1, p2, data }) => (p1 === 0x00 && data ? { key: p2, signature: data } : undefined),
  answers: {
    authenticated: status(STATUS.ok),
    refused: status(STATUS.authenticationFailed),
    conditionsNotSatisfied,
    wrongLength,
  },
});

/** All of them, for the card that looks up what it was sent and for the tests that walk them. */
export const CARD_COMMANDS = {
  SELECT_AP,
  SELECT_EF,
  SELECT_MF,
  READ_BINARY,
  READ_BINARY_SFI,
  READ_RECORD,
  VERIFY,
  QUERY_TRIES,
  CHANGE_REFERENCE_DATA,
  CHANGE_KEY,
  COMPUTE_DIGITAL_SIGNATURE,
  GET_CHALLENGE,
  INTERNAL_AUTHENTICATE,
  GET_DATA,
  SET_PUBLIC_KEY_BODY,
  SET_PUBLIC_KEY_SIGNATURE,
  EXTERNAL_AUTHENTICATE,
} as const;

function upTo(most: number, value: number): number {
  if (!Number.isInteger(value) || value < 0 || value > most) throw new RangeError(`${value} is not 0 to ${most}`);
  return value;
}

const fileId = (id: number) => Uint8Array.of(upTo(0xffff, id) >> 8, id & 0xff);
const number16 = ([high = 0, low = 0]: Uint8Array) => (high << 8) | low;

function withSecret(wantedP1: number) {
  return ({ p1, p2, data }: CommandApdu): WithSecret | undefined =>
    p1 === wantedP1 && data ? { reference: p2, secret: data } : undefined;
}
