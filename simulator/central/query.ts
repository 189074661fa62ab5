import { readJson } from "../../device/wire/oqs/message.ts";
import { OQSsiquc01req, OQSsiquc01res } from "../../device/wire/oqs/siquc.ts";
import { bodyOf, headerOf } from "./answer.ts";
import { abnormal, type Asked, type Desk, echo, told, wholeOf } from "./desk.ts";
import { atInstitution, type Eligibility, eligibilityByNumber } from "./eligibility.ts";
import { referenceOf } from "./references.ts";

/**
 * Eligibility by insured number, as staff type it from a certificate. This way gives no consent (RCP-09). A request that is wrong in
 * its elements is answered by a message that says so, since the asker waits for a file.
 */
export const answerQuery: Desk = async (call) => {
  const { centre, facility, now } = call;
  const reading = readJson(OQSsiquc01req, call.json);
  const header = {
    MedicalInstitutionCode: facility.institutionCode,
    ReferenceClassification: "2",
    ...echo(reading.loose.MessageHeader?.ArbitraryFileIdentifier),
  } as const;
  const whole = wholeOf(reading, facility);
  if ("no" in whole)
    return told(OQSsiquc01res, {
      MessageHeader: headerOf(now, { ...header, ...abnormal(whole.no) }),
      MessageBody: {},
    });
  const { QualificationConfirmationDate: day } = whole.asked.MessageHeader;
  const info = whole.asked.MessageBody.QualificationConfirmSearchInfo;
  const eligibility = atInstitution(eligibilityByNumber(centre.ledger, info, day), facility.institutionCode, day);
  const limit = info.LimitApplicationCertificateRelatedConsFlg === "1";
  const reference = await referenceTo(call, eligibility);
  return told(
    OQSsiquc01res,
    {
      MessageHeader: headerOf(now, { ...header, QualificationConfirmationDate: day }),
      MessageBody: bodyOf(
        eligibility,
        { day, now, facility, by: "number", consents: [], limit, reference },
        { QualificationConfirmSearchInfo: info },
      ),
    },
    { accesses: accessesTo(call, eligibility, "OQSsiquc01") },
  );
};

/** What the asker calls the person that was found. */
export async function referenceTo(
  { centre, facility }: Pick<Asked, "centre" | "facility">,
  eligibility: Eligibility,
): Promise<string | undefined> {
  if (!("insured" in eligibility)) return undefined;
  return referenceOf(centre.store.records, facility.institutionCode, eligibility.insured.id);
}

/** One line of the log for the person that was found by number, if one was. */
export const accessesTo = ({ facility, now }: Asked, eligibility: Eligibility, exchange: string) =>
  "insured" in eligibility
    ? [
        {
          ...{ at: now, institution: facility.institutionCode, person: eligibility.insured.id, exchange },
          ...({ basis: "number", shown: ["eligibility"] } as const),
        },
      ]
    : [];
