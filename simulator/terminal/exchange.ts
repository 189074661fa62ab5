import { isFault } from "../../device/errors.ts";
import { jstDate, jstTime } from "../../device/wire/oqs/jst.ts";
import { type FileReading, type Message, readJson, readMessage, writeMessage } from "../../device/wire/oqs/message.ts";
import type { ExchangeId } from "../../device/wire/oqs/messages.ts";
import { bareInsurer, OQSsiquc01req, OQSsiquc01res, type QualificationAnswer } from "../../device/wire/oqs/siquc.ts";
import { type DrugAnswer, YZKsiquc01req, YZKsiquc01res } from "../../device/wire/oqs/yzk.ts";
import type { XmlEncoding } from "../../device/wire/oqs/xml-writer.ts";

/** How this terminal writes. */
export interface Pen {
  readonly institutionCode: string;
  readonly encoding: XmlEncoding;
  /** Whether characters outside JIS X 0208:1990 become ●. */
  readonly outsideJis: "replace" | "keep";
}

/** One request as it was read, and everything that can be answered to it. */
export interface Taken {
  /** JSON form, for the central system. */
  readonly request: unknown;
  /** The answer file; or why what the central system said is none: it is no message, or one that answers another request. */
  answer(json: unknown, pen: Pen): Uint8Array | "unreadable" | "another";
  /** Whether a file with the answer's name is the answer to this very request; without an identifier nobody can say. */
  isAnsweredBy(bytes: Uint8Array, pen: Pen): boolean;
  /** The answer file that says that there is none, with a code and in words. */
  failure(reason: { code: string; message: string }, pen: Pen, now: number): Uint8Array;
}

/** A kind of request: reads a file into what can be done with it. Throws `peer.malformed` on what is no message. */
export type Exchange = (bytes: Uint8Array) => { readonly reading: FileReading<Message>; readonly taken: Taken };

export const EXCHANGES: Readonly<Partial<Record<ExchangeId, Exchange>>> = {
  OQSsiquc01(bytes) {
    const reading = readMessage(OQSsiquc01req, bytes);
    const { MessageHeader: header, MessageBody: body } = reading.loose;
    const identifier = header?.ArbitraryFileIdentifier;
    const asked = body?.QualificationConfirmSearchInfo;
    const fits = ({ MessageHeader, MessageBody }: QualificationAnswer, pen: Pen) =>
      MessageHeader.MedicalInstitutionCode === pen.institutionCode &&
      MessageHeader.ArbitraryFileIdentifier === short(identifier) &&
      (MessageBody.ResultList ?? []).every(
        ({ ResultOfQualificationConfirmation: result }) =>
          result.Birthdate === asked?.Birthdate &&
          result.InsuredIdentificationNumber === asked.InsuredIdentificationNumber &&
          bareInsurer(result.InsurerNumber ?? "") === bareInsurer(asked.InsurerNumber ?? "") &&
          fitsWhereAsked(asked.InsuredCardSymbol, result.InsuredCardSymbol) &&
          fitsWhereAsked(asked.InsuredBranchNumber, result.InsuredBranchNumber, twoDigits),
      );
    const write = ({ MessageHeader, MessageBody }: QualificationAnswer, pen: Pen) =>
      writeMessage(OQSsiquc01res, { MessageHeader: { ...MessageHeader, ...characterCode(pen) }, MessageBody }, pen);
    return {
      reading,
      taken: {
        request: { XmlMsg: reading.loose },
        answer(json, pen) {
          const { value } = readJson(OQSsiquc01res, json);
          if (!value) return "unreadable";
          return fits(value, pen) ? write(value, pen) : "another";
        },
        isAnsweredBy(bytes, pen) {
          const value = short(identifier) === undefined ? undefined : whole(OQSsiquc01res, bytes);
          return value !== undefined && fits(value, pen);
        },
        failure: ({ code, message }, pen, now) =>
          write(
            {
              MessageHeader: {
                ProcessExecutionTime: jstTime(now),
                QualificationConfirmationDate: jstDate(now),
                MedicalInstitutionCode: pen.institutionCode,
                ArbitraryFileIdentifier: short(identifier),
                ReferenceClassification: "2",
                SegmentOfResult: "9",
                ErrorCode: code,
                ErrorMessage: message,
                CharacterCodeIdentifier: "0",
              },
              MessageBody: {},
            },
            pen,
          ),
      },
    };
  },

  YZKsiquc01(bytes) {
    const reading = readMessage(YZKsiquc01req, bytes);
    const identifier = reading.loose.MessageHeader?.ArbitraryFileIdentifier;
    // The answer names the patient by name, birth date and sex, and the request by insured number: they share nothing to check by.
    const fits = ({ MessageHeader }: DrugAnswer, pen: Pen) =>
      MessageHeader.MedicalInstitutionCode === pen.institutionCode &&
      MessageHeader.ArbitraryFileIdentifier === short(identifier);
    const write = ({ MessageHeader, MessageBody }: DrugAnswer, pen: Pen) =>
      writeMessage(YZKsiquc01res, { MessageHeader: { ...MessageHeader, ...characterCode(pen) }, MessageBody }, pen);
    return {
      reading,
      taken: {
        request: { XmlMsg: reading.loose },
        answer(json, pen) {
          const { value } = readJson(YZKsiquc01res, json);
          if (!value) return "unreadable";
          return fits(value, pen) ? write(value, pen) : "another";
        },
        isAnsweredBy(bytes, pen) {
          const value = short(identifier) === undefined ? undefined : whole(YZKsiquc01res, bytes);
          return value !== undefined && fits(value, pen);
        },
        failure: ({ code, message }, pen, now) =>
          write(
            {
              MessageHeader: {
                ProcessExecutionTime: jstTime(now),
                MedicalInstitutionCode: pen.institutionCode,
                ArbitraryFileIdentifier: short(identifier),
                ResultCode: "9",
                MessageContents: `${code} ${message}`,
                CharacterCodeIdentifier: "0",
              },
              MessageBody: {},
            },
            pen,
          ),
      },
    };
  },
};

const characterCode = ({ encoding }: Pen) => ({ CharacterCodeIdentifier: encoding === "UTF-8" ? "0" : "1" }) as const;

/** The message in a file, if there is a whole one. */
function whole<M extends Message>(of: M, bytes: Uint8Array): FileReading<M>["value"] {
  try {
    return readMessage(of, bytes).value;
  } catch (error) {
    if (!isFault(error, "peer.malformed")) throw error;
    return undefined;
  }
}

/** What the asker left open may come back as anything; what he gave must come back. */
const fitsWhereAsked = (asked = "", told = "", form = (text: string) => text): boolean =>
  asked === "" || form(asked) === form(told);

/** One place or two: "1" and "01" are the same branch, and a certificate without one is the holder's, "00". */
const twoDigits = (branch: string) => branch.padStart(2, "0");

/** An identifier longer than its element cannot be carried back. */
const short = (identifier: string | undefined) =>
  identifier !== undefined && Array.from(identifier).length <= 50 ? identifier : undefined;
