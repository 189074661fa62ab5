import { isFault } from "../../device/errors.ts";
import { placeReference, referenceOf } from "../../device/wire/oqs/bulk.ts";
import * as bulk from "../../device/wire/oqs/bulk.ts";
import { isRecord } from "../../device/wire/oqs/finding.ts";
import { jstDate, jstTime } from "../../device/wire/oqs/jst.ts";
import {
  type FileReading,
  type LooseOfMessage,
  type Message,
  readJson,
  readMessage,
  type ValueOfMessage,
  writeMessage,
} from "../../device/wire/oqs/message.ts";
import type { ExchangeId } from "../../device/wire/oqs/messages.ts";
import * as remote from "../../device/wire/oqs/remote.ts";
import { OQSsiimm01req, OQSsiimm01res } from "../../device/wire/oqs/siimm.ts";
import { OQSsiquc01req, OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import { TKKsiquc01req, TKKsiquc01res } from "../../device/wire/oqs/tkk.ts";
import { YZKsiquc01req, YZKsiquc01res } from "../../device/wire/oqs/yzk.ts";
import type { Manner } from "./manner.ts";
import { isAbout, isSameInsured } from "./same-person.ts";

/** How this terminal writes. */
export interface Pen extends Pick<Manner, "encoding" | "outsideJis" | "dialect" | "referencePlace"> {
  readonly institutionCode: string;
}

/** What goes into an answer file, before it is packed. */
export interface Answer {
  readonly extension: "xml" | "pdf";
  readonly bytes: Uint8Array;
}

/** One request as it was read, and everything that can be answered to it. */
export interface Taken {
  /** JSON form, for the central system. */
  readonly request: unknown;
  /** The answer; or why what the central system said is none: it is no message, or one that answers another request. */
  answer(json: unknown, pen: Pen): Answer | "unreadable" | "another";
  /** Whether a file with the answer's name is the answer to this very request; without an identifier nobody can say. */
  isAnsweredBy(bytes: Uint8Array, pen: Pen): boolean;
  /** The answer file that says that there is none, with a code and in words. */
  failure(reason: Reason, pen: Pen, now: number): Uint8Array;
}

interface Reason {
  readonly code: string;
  readonly message: string;
}

/** A kind of request: reads a file into what can be done with it. Throws `peer.malformed` on what is no message. */
export type Exchange = (bytes: Uint8Array) => { readonly reading: FileReading<Message>; readonly taken: Taken };

interface Kind<Q extends Message, A extends Message> {
  readonly request: Q;
  readonly answer: A;
  /** Header elements, beside those that all have, of an answer that says that there is none. */
  readonly failure: (reason: Reason, now: number) => object;
  /** Whether an answer is about whom and what was asked; institution and identifier are looked at anyhow. */
  readonly fits?: (asked: LooseOfMessage<Q>, told: ValueOfMessage<A>) => boolean;
  readonly adapt?: (told: ValueOfMessage<A>, pen: Pen) => ValueOfMessage<A>;
}

const abnormal = ({ code, message }: Reason) => ({ SegmentOfResult: "9", ErrorCode: code, ErrorMessage: message });
const single = (reason: Reason, now: number) => ({
  ...{ QualificationConfirmationDate: jstDate(now), ReferenceClassification: "2" },
  ...abnormal(reason),
});
const many = (reason: Reason) => abnormal(reason);
const medical = ({ code, message }: Reason) => ({
  ResultCode: "9",
  MessageContents: `${code} ${message}`.slice(0, 200),
});

function exchange<Q extends Message, A extends Message>({
  request,
  answer,
  failure,
  fits,
  adapt,
}: Kind<Q, A>): Exchange {
  return (bytes) => {
    const reading = readMessage(request, bytes);
    const identifier = short(headIn(reading.loose)["ArbitraryFileIdentifier"]);
    const isOurs = (told: ValueOfMessage<A>, { institutionCode }: Pen) => {
      const head = headIn(told);
      return (
        head["MedicalInstitutionCode"] === institutionCode &&
        head["ArbitraryFileIdentifier"] === identifier &&
        (fits?.(reading.loose, told) ?? true)
      );
    };
    const write = (told: ValueOfMessage<A>, pen: Pen) => writeMessage(answer, adapt?.(told, pen) ?? told, pen);
    return {
      reading,
      taken: {
        request: { XmlMsg: reading.loose },
        answer(json, pen) {
          const { value } = readJson(answer, inEncodingOf(json, pen));
          if (!value) return "unreadable";
          if (!isOurs(value, pen)) return "another";
          const pdf = isRecord(json) ? json["Pdf"] : undefined;
          return typeof pdf === "string"
            ? { extension: "pdf", bytes: new Uint8Array(Buffer.from(pdf, "base64")) }
            : { extension: "xml", bytes: write(value, pen) };
        },
        isAnsweredBy(bytes, pen) {
          const value = identifier === undefined ? undefined : whole(answer, bytes);
          return value !== undefined && isOurs(value, pen);
        },
        failure(reason, pen, now) {
          const MessageHeader = {
            ...{ ProcessExecutionTime: jstTime(now), MedicalInstitutionCode: pen.institutionCode },
            ...(identifier === undefined ? {} : { ArbitraryFileIdentifier: identifier }),
            ...failure(reason, now),
          };
          const { value } = readJson(answer, inEncodingOf({ XmlMsg: { MessageHeader, MessageBody: {} } }, pen));
          if (!value) throw new TypeError(`${answer.id} has no form for failures`);
          return write(value, pen);
        },
      },
    };
  };
}

/** What a receipt computer may ask, all of it. */
export const EXCHANGES: Readonly<Record<ExchangeId, Exchange>> = {
  OQSsiquc01: exchange({
    ...{ request: OQSsiquc01req, answer: OQSsiquc01res, failure: single },
    fits: ({ MessageBody: asked }, { MessageBody: told }) => isAbout(asked?.QualificationConfirmSearchInfo, told),
  }),
  OQSsiimm01: exchange({
    ...{ request: OQSsiimm01req, answer: OQSsiimm01res, failure: single },
    fits: ({ MessageBody: asked }, { MessageBody: told }) =>
      told.ReferenceNumberRegistrationInfo === undefined ||
      isSameInsured(asked?.ReferenceNumberRegistrationInfo, told.ReferenceNumberRegistrationInfo),
  }),
  OQSmuquc01: exchange({ request: bulk.OQSmuquc01req, answer: bulk.OQSmuquc01res, failure: many }),
  OQSmuquc02: exchange({
    ...{ request: bulk.OQSmuquc02req, answer: bulk.OQSmuquc02res, failure: many, fits: isNumbered },
    adapt: (told, pen) => ({ ...told, MessageBody: withReferences(told.MessageBody, pen) }),
  }),
  OQSmuimm01: exchange({ request: bulk.OQSmuimm01req, answer: bulk.OQSmuimm01res, failure: many }),
  OQSmuimm02: exchange({ request: bulk.OQSmuimm02req, answer: bulk.OQSmuimm02res, failure: many, fits: isNumbered }),
  OQSmutic01: exchange({ request: bulk.OQSmutic01req, answer: bulk.OQSmutic01res, failure: many }),
  OQSmutic02: exchange({ request: bulk.OQSmutic02req, answer: bulk.OQSmutic02res, failure: many, fits: isNumbered }),
  OQSmuhvq01: exchange({ request: bulk.OQSmuhvq01req, answer: bulk.OQSmuhvq01res, failure: many }),
  OQSmuhvq02: exchange({ request: bulk.OQSmuhvq02req, answer: bulk.OQSmuhvq02res, failure: many, fits: isNumbered }),
  OQSmuonq01: exchange({ request: bulk.OQSmuonq01req, answer: bulk.OQSmuonq01res, failure: many }),
  OQSmuonq02: exchange({ request: bulk.OQSmuonq02req, answer: bulk.OQSmuonq02res, failure: many, fits: isNumbered }),
  OQSsihvq01: exchange({
    ...{ request: remote.OQSsihvq01req, answer: remote.OQSsihvq01res, failure: single },
    fits: ({ MessageBody: asked }, { MessageBody: told }) => isAbout(asked?.QualificationConfirmSearchInfo, told),
  }),
  OQSsionq01: exchange({
    ...{ request: remote.OQSsionq01req, answer: remote.OQSsionq01res, failure: single },
    fits: ({ MessageBody: asked }, { MessageBody: told }) => isAbout(asked?.QualificationConfirmSearchInfo, told),
  }),
  OQSsihvd01: exchange({
    ...{ request: remote.OQSsihvd01req, answer: remote.OQSsihvd01res, failure: single },
    fits: ({ MessageBody: asked }, { MessageBody: told }) =>
      told.QualificationConfirmSearchInfo === undefined ||
      isSameInsured(asked?.QualificationConfirmSearchInfo, told.QualificationConfirmSearchInfo),
  }),
  OQSsiurl01: exchange({ request: remote.OQSsiurl01req, answer: remote.OQSsiurl01res, failure: single }),
  OQSsiinq01: exchange({ request: remote.OQSsiinq01req, answer: remote.OQSsiinq01res, failure: single }),
  OQSsiupd01: exchange({ request: remote.OQSsiupd01req, answer: remote.OQSsiupd01res, failure: single }),
  // Their answers name the patient by name, birth date and sex, and the questions by insured number: they share nothing to check by.
  YZKsiquc01: exchange({ request: YZKsiquc01req, answer: YZKsiquc01res, failure: medical }),
  TKKsiquc01: exchange({ request: TKKsiquc01req, answer: TKKsiquc01res, failure: medical }),
};

interface Numbered {
  readonly MessageHeader: { readonly ReceptionNumber?: string | undefined; readonly SegmentOfResult: string };
}

/** An outcome says whose it is by the number that was asked for; only one that there is not may leave it out. */
function isNumbered(
  asked: LooseOfMessage<typeof bulk.OQSmuquc02req>,
  { MessageHeader: { ReceptionNumber, SegmentOfResult } }: Numbered,
): boolean {
  if (ReceptionNumber === undefined) return SegmentOfResult === "9";
  return ReceptionNumber === asked.MessageBody?.ReceptionNumber;
}

type Collected = ValueOfMessage<typeof bulk.OQSmuquc02res>["MessageBody"];

function withReferences(body: Collected, { referencePlace }: Pen): Collected {
  const { BulkConfirmUnit: units } = body;
  if (!units) return body;
  return {
    ...body,
    BulkConfirmUnit: units.map((unit) => {
      const number = referenceOf(unit);
      return number === undefined ? unit : placeReference(unit, number, referencePlace);
    }),
  };
}

/** The header of a message, whatever message it is. */
function headIn(message: unknown): Readonly<Record<string, unknown>> {
  const header = isRecord(message) ? message["MessageHeader"] : undefined;
  return isRecord(header) ? header : {};
}

/** The central system speaks UTF-8; what the terminal writes is in its own encoding, and says so. */
function inEncodingOf(json: unknown, { encoding }: Pen): unknown {
  const message = isRecord(json) ? json["XmlMsg"] : undefined;
  if (!isRecord(message)) return json;
  const code = encoding === "UTF-8" ? "0" : "1";
  return { XmlMsg: { ...message, MessageHeader: { ...headIn(message), CharacterCodeIdentifier: code } } };
}

/** The message in a file, if there is a whole one. */
function whole<M extends Message>(of: M, bytes: Uint8Array): FileReading<M>["value"] {
  try {
    return readMessage(of, bytes).value;
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    return undefined;
  }
}

/** An identifier longer than its element cannot be carried back. */
const short = (identifier: unknown): string | undefined =>
  typeof identifier === "string" && Array.from(identifier).length <= 50 ? identifier : undefined;
