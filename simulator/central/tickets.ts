import type { ValueOf } from "../../device/wire/oqs/element.ts";
import type { medicalTicket } from "../../device/wire/oqs/medical-ticket.ts";
import { FACILITIES, type Facility } from "../facilities.ts";
import { lastDayOf } from "./calendar.ts";
import type { Insured } from "./ledger.ts";

export type Ticket = ValueOf<typeof medicalTicket>;

/**
 * Tickets of medical assistance (医療券・調剤券) that the welfare office has made out to an institution for a month (yyyyMM). Whoever
 * has none there is entitled all the same, and unregistered with it: validity 6.
 */
export function ticketsFor(
  { ticketsAt = [], certificateSerial, entitlements }: Insured,
  institutionCode: string,
  month: string,
): readonly Ticket[] {
  const facility = FACILITIES.find((one) => one.institutionCode === institutionCode);
  const office = entitlements.at(-1)?.insurerName;
  if (!facility || office === undefined || !ticketsAt.includes(institutionCode)) return [];
  const isPharmacy = PHARMACIES.includes(facility.kind);
  return [
    {
      TicketType: isPharmacy ? "02" : "01",
      MedicalTicketValidDate: `${month}01`,
      MedicalTicketExpirationDate: lastDayOf(month),
      IssueNumber: `${month}${certificateSerial.replace(/\D/g, "").slice(-6)}`,
      MedicalTreatmentMonth: month,
      DesignatedMedicalInstitutionCode: institutionCode,
      DesignatedMedicalInstitutionFlag: "0",
      DesignatedMedicalInstitutionName: facility.name,
      ...(isPharmacy ? {} : { InjuryName1: "高血圧症" }),
      MedicalTreatmentType: TREATMENTS[facility.kind],
      SelfPayAmount: "0",
      DistrictContactName: "見本地区担当",
      HandlingContactName: office,
      SingleOrCombinedUse: "01",
      StatusOfSocialInsurance: "02",
      StatusOfInfecton: "02",
      StatusOfElderlyMedicalCare: "02",
      StatusOfPrefecturalExpenses: "02",
    },
  ];
}

const PHARMACIES: readonly Facility["kind"][] = ["pharmacy", "chainPharmacy"];

/** OQSCD019; patients of a hospital are not staying there. */
const TREATMENTS = {
  hospital: "02",
  medicalClinic: "02",
  dentalClinic: "03",
  pharmacy: "04",
  chainPharmacy: "04",
} as const satisfies Record<Facility["kind"], Ticket["MedicalTreatmentType"]>;
