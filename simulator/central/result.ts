import { padInsurer, type QualificationResult } from "../../device/wire/oqs/siquc.ts";
import { consentTags } from "./consents.ts";
import { dayAfter, lastDayOf, shiftDay, yearsAfter } from "./calendar.ts";
import type { Eligibility } from "./eligibility.ts";
import type { Entitlement, Insured } from "./ledger.ts";
import { ticketsFor } from "./tickets.ts";

/** What an answer about eligibility shows of one person, but for consents: element by element as the file interface has them. */
export interface ResultOptions {
  /** JST, yyyyMMdd. */
  readonly day: string;
  readonly validity: Eligibility["validity"];
  /** Whether the certificate that limits what is paid may be told: the card is there, or the patient agreed by word of mouth. */
  readonly limit: boolean;
  /** Whether specific diseases may be told: only by card, and with consent. */
  readonly diseases: boolean;
  /** Who asks. Tickets of medical assistance are shown to whom they are made out to. */
  readonly institutionCode: string;
}

/**
 * What was said last of each entitlement: on one day one institution is told the same of it again and again. It has the places, still
 * empty, of what differs from answer to answer: an object of this size takes values in quickly, and new places slowly.
 */
const said = new WeakMap<Entitlement, { readonly key: string; readonly result: QualificationResult }>();

export function resultOf(insured: Insured, entitlement: Entitlement, options: ResultOptions): QualificationResult {
  const { day, validity, limit, diseases, institutionCode } = options;
  const key = [insured.id, day, validity, limit, diseases, institutionCode].join(" ");
  const before = said.get(entitlement);
  if (before?.key === key) return before.result;
  const result = { ...writtenOf(insured, entitlement, options), ...PLACES };
  said.set(entitlement, { key, result });
  return result;
}

const PLACES: Partial<QualificationResult> = {
  LimitApplicationCertificateRelatedConsFlg: undefined,
  LimitApplicationCertificateRelatedConsTime: undefined,
  ReferenceNumber: undefined,
  ...Object.fromEntries(Object.keys(consentTags([], 0)).map((tag) => [tag, undefined])),
};

function writtenOf(
  insured: Insured,
  entitlement: Entitlement,
  { day, validity, limit, diseases, institutionCode }: ResultOptions,
): QualificationResult {
  const { until, from } = entitlement;
  return {
    InsuredCardClassification: insured.assistance ? "A1" : (insured.cardClass ?? "01"),
    ...(insured.assistance ? publicExpenseTags(entitlement) : insurerTags(insured, entitlement)),
    ...personTags(insured),
    QualificationDate: from,
    DisqualificationDate: until === undefined ? undefined : dayAfter(until),
    InsuredCardValidDate: from,
    InsuredCardExpirationDate: until ?? endOfFiscalYear(day),
    InsuredPartialContributionRatio: present(insured.copayment),
    PreschoolClassification: isPreschool(insured.birthDate, day) ? "1" : undefined,
    ReasonOfLoss: validity === "3" ? "03" : until === undefined ? undefined : "99",
    InsurerName: entitlement.insurerName,
    ElderlyRecipientCertificateInfo: elderlyTags(insured, entitlement, day),
    ...(limit ? limitTags(insured, day) : {}),
    ...(diseases ? diseaseTags(insured, entitlement, day) : {}),
    ...(insured.assistance ? ticketTags(insured, institutionCode, day) : {}),
  };
}

const SEXES = { male: "1", female: "2", unset: "3" } as const;

const personTags = ({ name, kana, alias, sex, birthDate, address, postNumber }: Insured) => ({
  Name: name,
  NameOfOther: alias,
  NameKana: kana,
  Sex1: SEXES[sex],
  Birthdate: birthDate,
  Address: address,
  PostNumber: postNumber,
});

function insurerTags({ name }: Insured, { insurer, symbol, number, branch }: Entitlement) {
  const holder = branch === "" || Number(branch) === 0;
  return {
    InsurerNumber: padInsurer(insurer),
    InsuredCardSymbol: present(symbol),
    InsuredIdentificationNumber: number,
    InsuredBranchNumber: present(branch),
    PersonalFamilyClassification: holder ? "1" : "2",
    InsuredName: holder ? name : undefined,
  } as const;
}

/** Under medical assistance no insurer pays: the public expense and the welfare office take its place. */
const publicExpenseTags = ({ insurer, insurerName, number }: Entitlement) => ({
  PublicExpenseNumber: insurer,
  BeneficiaryNumber: number,
  WelfareOfficeName: insurerName,
});

function ticketTags(insured: Insured, institutionCode: string, day: string): Partial<QualificationResult> {
  const tickets = ticketsFor(insured, institutionCode, day.slice(0, 6));
  return tickets.length > 0
    ? { PublicExpenseResultList: tickets.map((ticket) => ({ MedicalTicketInfo: ticket })) }
    : {};
}

/** From the month after the seventieth birthday to the seventy-fifth one the share paid stands on a certificate of its own (高齢受給者証). */
function elderlyTags(
  { birthDate, copayment, elderlyCopayment: share = copayment, assistance }: Insured,
  { insurer }: Entitlement,
  day: string,
) {
  // In law one is a year older at the end of the day before the birthday.
  const start = dayAfter(lastDayOf(shiftDay(yearsAfter(birthDate, 70), -1)));
  const end = shiftDay(yearsAfter(birthDate, 75), -1);
  if (assistance || insurer.startsWith("39") || share === "" || day < start || day > end) return undefined;
  const year = Number(day.slice(0, 4)) - (day.slice(4) < "0801" ? 1 : 0);
  const from = later(`${year}0801`, start);
  return {
    ElderlyRecipientCertificateDate: from,
    ElderlyRecipientValidStartDate: from,
    ElderlyRecipientValidEndDate: earlier(`${year + 1}0731`, end),
    ElderlyRecipientContributionRatio: share,
  };
}

/** The certificate in force on the day, if there is one. */
export const limitOn = ({ limit }: Pick<Insured, "limit">, day: string) =>
  limit && limit.from <= day && day <= limit.until ? limit : undefined;

function limitTags(insured: Insured, day: string): Partial<QualificationResult> {
  const limit = limitOn(insured, day);
  if (!limit) return {};
  return {
    LimitApplicationCertificateRelatedInfo: {
      LimitApplicationCertificateClassification: limit.classification,
      LimitApplicationCertificateClassificationFlag: limit.flag,
      LimitApplicationCertificateDate: limit.from,
      LimitApplicationCertificateValidStartDate: limit.from,
      LimitApplicationCertificateValidEndDate: limit.until,
    },
  };
}

/** Yen a month that are paid at most (自己負担限度額), by disease: dialysis, haemophilia, HIV. */
const SELF_PAY = { "1": "10000", "2": "10000", "3": "10000" } as const;

function diseaseTags({ diseases = [] }: Insured, { from }: Entitlement, day: string): Partial<QualificationResult> {
  if (diseases.length === 0) return {};
  return {
    SpecificDiseasesCertificateList: diseases.map((category) => ({
      SpecificDiseasesCertificateInfo: {
        SpecificDiseasesDiseaseCategory: category,
        SpecificDiseasesCertificateDate: from,
        SpecificDiseasesValidStartDate: from,
        SpecificDiseasesValidEndDate: endOfFiscalYear(day),
        SpecificDiseasesSelfPay: SELF_PAY[category],
      },
    })),
  };
}

const present = (text: string) => (text === "" ? undefined : text);

/** Entitlements without an end are confirmed up to the next 31 March. */
const endOfFiscalYear = (day: string) => `${Number(day.slice(0, 4)) + (day.slice(4) > "0331" ? 1 : 0)}0331`;

/** Up to the 31 March that follows the sixth birthday; who is born on 1 April counts with the year before. */
const isPreschool = (birthDate: string, day: string) =>
  day <= `${Number(birthDate.slice(0, 4)) + (birthDate.slice(4) > "0401" ? 7 : 6)}0331`;

const later = (one: string, other: string) => (one > other ? one : other);
const earlier = (one: string, other: string) => (one < other ? one : other);
