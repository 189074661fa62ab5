import {
  OQSCD018,
  OQSCD019,
  OQSCD020,
  OQSCD021,
  OQSCD022,
  OQSCD023,
  OQSCD024,
  OQSCD025,
  OQSCD026,
} from "./code-tables.data.ts";
import { code, date, group, month, optional, text, upToDigits } from "./element.ts";
import { institutionCode, NAME } from "./fields.ts";

/** Ticket of medical assistance (医療券・調剤券) for one month, at one institution. Tags with their own spelling mistakes. */
export const medicalTicket = group({
  TicketType: code(OQSCD018),
  MedicalTicketValidDate: optional(date),
  MedicalTicketExpirationDate: optional(date),
  IssueNumber: optional(text(20)),
  MedicalTreatmentMonth: optional(month),
  DesignatedMedicalInstitutionCode: optional(institutionCode),
  DesignatedMedicalInstitutionFlag: optional(code(OQSCD026)),
  DesignatedMedicalInstitutionName: optional(NAME),
  PrescriptionIssuerMedicalInstitutionCode: optional(institutionCode),
  PrescriptionIssuerMedicalInstitutionName: optional(NAME),
  InjuryName1: optional(NAME),
  InjuryName2: optional(NAME),
  InjuryName3: optional(NAME),
  MedicalTreatmentType: optional(code(OQSCD019)),
  SelfPayAmount: optional(upToDigits(8)),
  DistrictContactName: optional(NAME),
  HandlingContactName: optional(NAME),
  SingleOrCombinedUse: optional(code(OQSCD020)),
  StatusOfSocialInsurance: optional(code(OQSCD021)),
  ConsistencyFlag: optional(code(OQSCD022)),
  StatusOfInfecton: optional(code(OQSCD023)),
  StatusOfElderlyMedicalCare: optional(code(OQSCD024)),
  StatusOfPrefecturalExpenses: optional(code(OQSCD025)),
  Remarks1: optional(text(200)),
  Remarks2: optional(text(200)),
  Remarks3: optional(text(200)),
});
