import { fromUtf8, utf8 } from "../../../device/wire/bytes.ts";
import { jstDate, jstTime } from "../../../device/wire/oqs/jst.ts";
import { writeMessage, type WriteOptions } from "../../../device/wire/oqs/message.ts";
import { faceName, fileName } from "../../../device/wire/oqs/names.ts";
import {
  OQSsiquc01res,
  padInsurer,
  type QualificationAnswer,
  type QualificationResult,
} from "../../../device/wire/oqs/siquc.ts";
import type { ReceiptBench } from "../../bench.ts";
import type { PersonFacts } from "../../cast.ts";

/** What the suite writes where a terminal would: answers about test persons, right in all but what a case is about. */

export interface AnswerOptions {
  /** Suffix of the request; without one it is a face result. */
  readonly suffix?: string;
  /** The account of the reader whose result it is; the first one's where nothing is said. */
  readonly account?: string;
  /** Goes into the header in place of the suffix. */
  readonly identifier?: string;
  readonly validity?: "1" | "2" | "3" | "4" | "5" | "6";
  /** Running, or ended abnormally; and the same of the one person asked about. The result stands in it all the same. */
  readonly segment?: "2" | "9";
  readonly status?: "2";
  readonly encoding?: WriteOptions["encoding"];
  readonly dialect?: WriteOptions["dialect"];
  /** Of the result: consent, for one. */
  readonly facts?: Partial<QualificationResult>;
  /** The text of a UTF-8 answer, before it is written. */
  readonly change?: (text: string) => string;
}

export interface AnswerFile {
  readonly folder: "res" | "face";
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Whose terminal it would be, and when. */
export type Terminal = Pick<ReceiptBench, "clock" | "institutionCode">;

export function answerAbout(bench: Terminal, person: PersonFacts, options: AnswerOptions = {}): AnswerFile {
  const { suffix, account, encoding = "UTF-8", dialect, change } = options;
  const written = writeMessage(OQSsiquc01res, answerOf(bench, person, options), {
    encoding,
    ...(dialect ? { dialect } : {}),
  });
  const bytes = change ? utf8(change(fromUtf8(written))) : written;
  if (suffix !== undefined) return { folder: "res", name: answerName(suffix, "xml"), bytes };
  return { folder: "face", name: faceResultName(bench, account), bytes };
}

/** The file that says that a request could not be taken. */
export const errorAbout = (suffix: string): AnswerFile => ({
  folder: "res",
  name: answerName(suffix, "err"),
  bytes: utf8("TSTF0003E\n"),
});

export const answerName = (suffix: string, extension: "xml" | "err"): string =>
  fileName({ id: "OQSsiquc01", side: extension === "xml" ? "res" : "req", suffix, extension });

export const faceResultName = ({ clock, institutionCode }: Terminal, account = "F0000001"): string =>
  faceName({ from: `${institutionCode}${account}`, time: jstTime(clock.now()) });

export const put = ({ folders }: ReceiptBench, { folder, name, bytes }: AnswerFile): Promise<void> =>
  folders.write(folder, name, bytes);

function answerOf(
  { clock, institutionCode }: Terminal,
  person: PersonFacts,
  { suffix, identifier = suffix, validity = "1", segment, status, encoding, facts = {} }: AnswerOptions,
): QualificationAnswer {
  const now = clock.now();
  const result = { ResultOfQualificationConfirmation: { ...resultOf(person, validity), ...facts } };
  const other = { ResultOfQualificationConfirmation: { ...resultOf(person, validity), InsurerNumber: "06999999" } };
  return {
    MessageHeader: {
      ProcessExecutionTime: jstTime(now),
      QualificationConfirmationDate: jstDate(now),
      MedicalInstitutionCode: institutionCode,
      ...(identifier === undefined ? {} : { ArbitraryFileIdentifier: identifier }),
      ReferenceClassification: suffix === undefined ? "1" : "2",
      SegmentOfResult: segment ?? "1",
      ...(segment === "9" ? { ErrorCode: "TSTT0001E", ErrorMessage: "中央に接続できません。" } : {}),
      CharacterCodeIdentifier: encoding === "Shift_JIS" ? "1" : "0",
    },
    MessageBody: {
      ProcessingResultStatus: status ?? "1",
      ...(status ? { ProcessingResultCode: "TSTC0001E", ProcessingResultMessage: "処理できませんでした。" } : {}),
      QualificationValidity: validity,
      ...(validity === "4" ? { QualificationConfirmSearchInfo: echoOf(person) } : {}),
      ...(validity === "4" ? {} : { ResultList: validity === "5" ? [result, other] : [result] }),
    },
  };
}

const SEX_CODES = { male: "1", female: "2", unset: "3" } as const;

export const insuredOf = (person: PersonFacts) => ({
  InsurerNumber: padInsurer(person.insurer),
  ...(person.symbol === "" ? {} : { InsuredCardSymbol: person.symbol }),
  InsuredIdentificationNumber: person.number,
  ...(person.branch === "" ? {} : { InsuredBranchNumber: person.branch }),
});

const echoOf = (person: PersonFacts) => ({
  ...insuredOf(person),
  Birthdate: person.birthDate,
  LimitApplicationCertificateRelatedConsFlg: "0" as const,
});

export const resultOf = (person: PersonFacts, validity: AnswerOptions["validity"]): QualificationResult => ({
  InsuredCardClassification: validity === "6" ? "A1" : "01",
  ...(validity === "6" ? { PublicExpenseNumber: "12990018", BeneficiaryNumber: "1000024" } : insuredOf(person)),
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
  ...(validity === "2" || validity === "3" ? { ReasonOfLoss: "03" as const, DisqualificationDate: "20260301" } : {}),
  InsurerName: "見本健康保険組合",
});
