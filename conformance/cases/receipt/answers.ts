import { jstDate, jstTime } from "../../../device/wire/oqs/jst.ts";
import { writeMessage } from "../../../device/wire/oqs/message.ts";
import { faceName, fileName } from "../../../device/wire/oqs/names.ts";
import {
  OQSsiquc01res,
  padInsurer,
  type QualificationAnswer,
  type QualificationResult,
} from "../../../device/wire/oqs/siquc.ts";
import type { XmlEncoding } from "../../../device/wire/oqs/xml-writer.ts";
import type { ReceiptBench } from "../../bench.ts";
import type { PersonFacts } from "../../cast.ts";

/** What the suite writes where a terminal would: answers about test persons, right in all but what a case is about. */

export interface AnswerOptions {
  /** Suffix of the request; without one it is a face result. */
  readonly suffix?: string;
  /** Goes into the header in place of the suffix. */
  readonly identifier?: string;
  readonly validity?: "1" | "2" | "3";
  readonly encoding?: XmlEncoding;
}

export interface AnswerFile {
  readonly folder: "res" | "face";
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Whose terminal it would be, and when. */
export type Terminal = Pick<ReceiptBench, "clock" | "institutionCode">;

export function answerAbout(bench: Terminal, person: PersonFacts, options: AnswerOptions = {}): AnswerFile {
  const { suffix, encoding = "UTF-8" } = options;
  const bytes = writeMessage(OQSsiquc01res, answerOf(bench, person, options), { encoding });
  if (suffix !== undefined)
    return { folder: "res", name: fileName({ id: "OQSsiquc01", side: "res", suffix, extension: "xml" }), bytes };
  const from = `${bench.institutionCode}F0000001`;
  return { folder: "face", name: faceName({ from, time: jstTime(bench.clock.now()) }), bytes };
}

export const put = ({ folders }: ReceiptBench, { folder, name, bytes }: AnswerFile): Promise<void> =>
  folders.write(folder, name, bytes);

function answerOf(
  { clock, institutionCode }: Terminal,
  person: PersonFacts,
  { suffix, identifier = suffix, validity = "1", encoding }: AnswerOptions,
): QualificationAnswer {
  const now = clock.now();
  return {
    MessageHeader: {
      ProcessExecutionTime: jstTime(now),
      QualificationConfirmationDate: jstDate(now),
      MedicalInstitutionCode: institutionCode,
      ...(identifier === undefined ? {} : { ArbitraryFileIdentifier: identifier }),
      ReferenceClassification: suffix === undefined ? "1" : "2",
      SegmentOfResult: "1",
      CharacterCodeIdentifier: encoding === "Shift_JIS" ? "1" : "0",
    },
    MessageBody: {
      ProcessingResultStatus: "1",
      QualificationValidity: validity,
      ResultList: [{ ResultOfQualificationConfirmation: resultOf(person, validity) }],
    },
  };
}

const SEX_CODES = { male: "1", female: "2", unset: "3" } as const;

const resultOf = (person: PersonFacts, validity: "1" | "2" | "3"): QualificationResult => ({
  InsuredCardClassification: "01",
  InsurerNumber: padInsurer(person.insurer),
  ...(person.symbol === "" ? {} : { InsuredCardSymbol: person.symbol }),
  InsuredIdentificationNumber: person.number,
  ...(person.branch === "" ? {} : { InsuredBranchNumber: person.branch }),
  PersonalFamilyClassification: "1",
  InsuredName: person.name,
  Name: person.name,
  NameKana: person.kana,
  Sex1: SEX_CODES[person.sex],
  Birthdate: person.birthDate,
  Address: person.address,
  InsuredCardValidDate: "20250401",
  InsuredCardExpirationDate: "20270331",
  InsuredPartialContributionRatio: "030",
  ...(validity === "3" ? { ReasonOfLoss: "03" as const, DisqualificationDate: "20260301" } : {}),
  InsurerName: "見本健康保険組合",
});
