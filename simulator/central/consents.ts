import type { ConsentItem } from "../../device/wire/face.ts";
import { jstTime } from "../../device/wire/oqs/jst.ts";
import type { QualificationResult } from "../../device/wire/oqs/siquc.ts";
import { type Facility, mayView } from "../facilities.ts";
import { type Consent, OPEN_END } from "./store.ts";

/** At the counter consented information can be fetched for 24 hours (CNS-07), in microseconds. */
export const COUNTER_CONSENT = 24 * 3600 * 1_000_000;

/** What counts of a reception's consents: a pharmacy may not see check-ups, whatever the patient agreed to (CNS-02). */
export function grant(items: readonly ConsentItem[], facility: Facility, given: number): readonly Consent[] {
  return items
    .filter((item) => mayView(facility, item))
    .map((item) => ({ item, given, ends: given + COUNTER_CONSENT }));
}

export type Standing = "none" | "given" | "ended";

export function standing(consents: readonly Consent[], item: ConsentItem, now: number): Standing {
  const consent = consents.find((consent) => consent.item === item);
  // Before it was given it is none: a clock that jumped back opens nothing.
  if (!consent || now < consent.given) return "none";
  return now < consent.ends ? "given" : "ended";
}

/** OQSCD016. */
const UNOBTAINABLE = { flag: "3", given: undefined, ends: undefined } as const;
const FLAGS = { none: "0", given: "1", ended: "2" } as const;

type ConsentTags = Pick<
  QualificationResult,
  Extract<keyof QualificationResult, `${string}${"ConsFlg" | "ConsTime" | "AvailableTime"}`>
>;

/** The consent elements of an answer, kind by kind. Where none can be had at all, as in the grace of a certificate, each says so. */
export function consentTags(consents: readonly Consent[] | "unobtainable", now: number): ConsentTags {
  const tell = (item: ConsentItem) => {
    if (consents === "unobtainable") return UNOBTAINABLE;
    const flag = FLAGS[standing(consents, item, now)];
    const consent = consents.find((consent) => consent.item === item);
    const ends = consent && consent.ends < OPEN_END ? jstTime(consent.ends) : undefined;
    return { flag, given: consent && jstTime(consent.given), ends };
  };
  const diseases = tell("specificDiseases");
  const checkups = tell("checkups");
  const medicines = tell("medicines");
  const diagnoses = tell("diagnoses");
  const operations = tell("operations");
  return {
    SpecificDiseasesCertificateRelatedConsFlg: diseases.flag,
    SpecificDiseasesCertificateRelatedConsTime: diseases.given,
    SpecificHealthCheckupsInfoConsFlg: checkups.flag,
    SpecificHealthCheckupsInfoConsTime: checkups.given,
    SpecificHealthCheckupsInfoAvailableTime: checkups.ends,
    PharmacistsInfoConsFlg: medicines.flag,
    PharmacistsInfoConsTime: medicines.given,
    PharmacistsInfoAvailableTime: medicines.ends,
    DiagnosisInfoConsFlg: diagnoses.flag,
    DiagnosisInfoConsTime: diagnoses.given,
    DiagnosisInfoAvailableTime: diagnoses.ends,
    OperationInfoConsFlg: operations.flag,
    OperationInfoConsTime: operations.given,
    OperationInfoAvailableTime: operations.ends,
  };
}
