import { jstDate, jstTime } from "../../device/wire/oqs/jst.ts";
import type { QualificationAnswer } from "../../device/wire/oqs/siquc.ts";
import type { Facility } from "../facilities.ts";
import { consentTags, standing } from "./consents.ts";
import type { Eligibility } from "./eligibility.ts";
import { resultOf } from "./result.ts";
import type { Consent } from "./store.ts";

type Header = QualificationAnswer["MessageHeader"];
type Body = QualificationAnswer["MessageBody"];

/** Header of an answer at `now` (microseconds). The central system speaks JSON, which is UTF-8; a terminal writes what it writes. */
export function headerOf(
  now: number,
  of: Pick<Header, "MedicalInstitutionCode" | "ReferenceClassification"> & Partial<Header>,
): Header {
  return {
    ProcessExecutionTime: jstTime(now),
    QualificationConfirmationDate: jstDate(now),
    SegmentOfResult: "1",
    CharacterCodeIdentifier: "0",
    ...of,
  };
}

export interface BodyOptions {
  /** JST, yyyyMMdd: the day of which the eligibility is told. */
  readonly day: string;
  readonly now: number;
  readonly facility: Pick<Facility, "institutionCode">;
  /** By what the person was found. */
  readonly by: "card" | "number";
  /** Without any the answer is about eligibility alone. */
  readonly consents?: readonly Consent[] | "unobtainable";
  /** By number, whether the patient agreed by word of mouth that the limit of payments is told. By card it is told anyhow. */
  readonly limit?: boolean;
  /** What the institution calls this patient. */
  readonly reference?: string | undefined;
}

/** What an answer shows of the person that was found, if one was. */
export function shownOf(
  eligibility: Eligibility,
  { day, now, facility, by, consents, limit = by === "card", reference }: BodyOptions,
) {
  if (!("insured" in eligibility)) return undefined;
  const known = consents === undefined || consents === "unobtainable" ? [] : consents;
  const result = resultOf(eligibility.insured, eligibility.entitlement, {
    ...{ day, limit, institutionCode: facility.institutionCode },
    validity: eligibility.validity,
    diseases: by === "card" && standing(known, "specificDiseases", now) === "given",
  });
  if (consents === undefined) return reference === undefined ? result : { ...result, ReferenceNumber: reference };
  return {
    ...result,
    LimitApplicationCertificateRelatedConsFlg: limit ? "1" : "0",
    LimitApplicationCertificateRelatedConsTime: limit ? jstTime(now) : undefined,
    ...consentTags(consents, now),
    ReferenceNumber: reference,
  } as const;
}

/** Body of an answer that was come to in the ordinary way, whatever it says. */
export function bodyOf(eligibility: Eligibility, options: BodyOptions, more: Partial<Body> = {}): Body {
  const found = shownOf(eligibility, options);
  return {
    ProcessingResultStatus: "1",
    QualificationValidity: eligibility.validity,
    ...more,
    ...(found ? { ResultList: [{ ResultOfQualificationConfirmation: found }] } : {}),
  };
}
