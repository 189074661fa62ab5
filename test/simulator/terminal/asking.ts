import { readMessage, writeMessage } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01req, OQSsiquc01res, padInsurer } from "../../../device/wire/oqs/siquc.ts";
import type { XmlEncoding } from "../../../device/wire/oqs/xml-writer.ts";
import type { Person } from "../../../simulator/people.ts";
import { CLINIC, counter } from "../counter.ts";

/** A request file by number, as a receipt computer writes it. */
export const request = (
  { insurer, symbol, number, branch, birthDate }: Person,
  identifier: string,
  encoding: XmlEncoding = "UTF-8",
) =>
  writeMessage(
    OQSsiquc01req,
    {
      MessageHeader: {
        QualificationConfirmationDate: "20260401",
        MedicalInstitutionCode: CLINIC.institutionCode,
        ArbitraryFileIdentifier: identifier,
      },
      MessageBody: {
        QualificationConfirmSearchInfo: {
          InsurerNumber: padInsurer(insurer),
          ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
          InsuredIdentificationNumber: number,
          ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
          Birthdate: birthDate,
          LimitApplicationCertificateRelatedConsFlg: "0",
        },
      },
    },
    { encoding },
  );

export type Counter = ReturnType<typeof counter>;

/** The answer under this suffix, if there is one. */
export async function answerIn({ bare }: Counter, suffix: string) {
  const bytes = await bare.read("res", `OQSsiquc01res_${suffix}.xml`);
  return bytes && readMessage(OQSsiquc01res, bytes);
}

export const nameIn = (answer: Awaited<ReturnType<typeof answerIn>>) =>
  answer?.value?.MessageBody.ResultList?.[0]?.ResultOfQualificationConfirmation.Name;
