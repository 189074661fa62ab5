import { jstDate, jstTime } from "../../device/wire/oqs/jst.ts";
import { padInsurer, type QualificationAnswer, type QualificationResult } from "../../device/wire/oqs/siquc.ts";
import { consentTags } from "./consents.ts";
import type { Eligibility } from "./eligibility.ts";
import { dayAfter, type Entitlement, type Insured } from "./ledger.ts";
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

/** Body of an answer that was come to in the ordinary way, whatever it says. Without `consents` it is about eligibility alone. */
export function bodyOf(
  eligibility: Eligibility,
  { day, now, consents, ...more }: { day: string; now: number; consents?: readonly Consent[] } & Partial<Body>,
): Body {
  const { validity } = eligibility;
  const found =
    "insured" in eligibility
      ? {
          ...resultOf(eligibility.insured, eligibility.entitlement, validity, day),
          ...(consents ? consentTags(consents, now) : {}),
        }
      : undefined;
  return {
    ProcessingResultStatus: "1",
    QualificationValidity: validity,
    ...more,
    ...(found ? { ResultList: [{ ResultOfQualificationConfirmation: found }] } : {}),
  };
}

const SEXES = { male: "1", female: "2", unset: "3" } as const;

function resultOf(
  { name, kana, sex, birthDate, address, postNumber, copayment, alias, assistance }: Insured,
  { insurer, insurerName, symbol, number, branch, from, until }: Entitlement,
  validity: Eligibility["validity"],
  day: string,
): QualificationResult {
  const holder = branch === "" || Number(branch) === 0;
  return {
    InsuredCardClassification: assistance ? "A1" : "01",
    InsurerNumber: padInsurer(insurer),
    InsuredCardSymbol: present(symbol),
    InsuredIdentificationNumber: number,
    InsuredBranchNumber: present(branch),
    PersonalFamilyClassification: holder ? "1" : "2",
    InsuredName: holder ? name : undefined,
    Name: name,
    NameOfOther: alias,
    NameKana: kana,
    Sex1: SEXES[sex],
    Birthdate: birthDate,
    Address: address,
    PostNumber: postNumber,
    QualificationDate: from,
    DisqualificationDate: until === undefined ? undefined : dayAfter(until),
    InsuredCardValidDate: from,
    InsuredCardExpirationDate: until ?? endOfFiscalYear(day),
    InsuredPartialContributionRatio: present(copayment),
    PreschoolClassification: isPreschool(birthDate, day) ? "1" : undefined,
    ReasonOfLoss: validity === "3" ? "03" : until === undefined ? undefined : "99",
    InsurerName: insurerName,
  };
}

const present = (text: string) => (text === "" ? undefined : text);

/** Entitlements without an end are confirmed up to the next 31 March. */
const endOfFiscalYear = (day: string) => `${Number(day.slice(0, 4)) + (day.slice(4) > "0331" ? 1 : 0)}0331`;

/** Up to the 31 March that follows the sixth birthday; who is born on 1 April counts with the year before. */
const isPreschool = (birthDate: string, day: string) =>
  day <= `${Number(birthDate.slice(0, 4)) + (birthDate.slice(4) > "0401" ? 7 : 6)}0331`;
