import { OQSCD003 } from "./code-tables.data.ts";
import {
  code,
  date,
  group,
  type Group,
  many,
  month,
  optional,
  type Tags,
  text,
  time,
  upToDigits,
  type ValueOf,
} from "./element.ts";
import {
  ASKED,
  characterCode,
  fileIdentifier,
  institutionCode,
  OUTCOME,
  qualificationValidity,
  receptionNumber,
  referenceNumber,
  SEARCH,
  SEGMENT,
  treatmentFlag,
} from "./fields.ts";
import { type About, message } from "./message.ts";
import { qualificationResult } from "./qualification-result.ts";
import { registration } from "./siimm.ts";
import type { Term } from "./term.ts";

/**
 * Bulk messages go in two rounds: 01req is answered at once by 01res with a number, and 02req asks by that number until 02res has
 * the outcome (SegmentOfResult 2: still running).
 */
interface Of {
  readonly id: string;
  readonly title: Term;
  /** Of its four messages in turn, where they are public. */
  readonly interfaces?: readonly string[];
  /** Its answers are put together of what clients read, and are nowhere described as a whole. */
  readonly assumed?: "ASM-BULK-BODIES";
}

const about = ({ title, interfaces, assumed }: Of, round: number, ja: string, en: string): About => ({
  title: { ja: `${title.ja}の${ja}`, en: `${title.en}: ${en}` },
  ...(interfaces?.[round] === undefined ? {} : { interface: interfaces[round] }),
  ...(assumed && (round === 1 || round === 3) ? { assumed } : {}),
});

const asks = <const B extends Tags>(of: Of, body: B) =>
  message(`${of.id}01req`, about(of, 0, "要求", "request"), ASKED, body);

const accepts = (of: Of) =>
  message(
    `${of.id}01res`,
    about(of, 1, "受付", "acceptance"),
    {
      ProcessExecutionTime: time,
      MedicalInstitutionCode: institutionCode,
      ArbitraryFileIdentifier: fileIdentifier,
      ...SEGMENT,
      /** One client's source has it, another's does not. */
      SegmentOfResult: optional(code(OQSCD003)),
      CharacterCodeIdentifier: characterCode,
    },
    { ReceptionNumber: optional(receptionNumber), ReceptionDateTime: optional(time), ...OUTCOME },
  );

const fetches = (of: Of) =>
  message(`${of.id}02req`, about(of, 2, "結果の要求", "asking for the outcome"), ASKED, {
    ReceptionNumber: receptionNumber,
  });

const COUNT = optional(upToDigits(6));

const COLLECTED = {
  ProcessExecutionTime: time,
  QualificationConfirmationDate: optional(date),
  MedicalInstitutionCode: institutionCode,
  ArbitraryFileIdentifier: fileIdentifier,
  /** Must be the one that was asked for. */
  ReceptionNumber: optional(receptionNumber),
  ...SEGMENT,
  NumberOfProcessingResult: COUNT,
  NumberOfNormalProcessing: COUNT,
  NumberOfError: COUNT,
  CharacterCodeIdentifier: characterCode,
};

const collects = <const B extends Tags>(of: Of, body: B) =>
  message(`${of.id}02res`, about(of, 3, "結果", "outcome"), COLLECTED, { ...OUTCOME, ...body });

const unitOf = <const T extends Tags>(tags: T): Group<T> => ({ ...group(tags), varies: "bulkReference" });

/** One row of a bulk question, and the key that finds it again in the answer. */
const searchRow = group({ ...SEARCH, ArbitraryIdentifier: optional(text(50)) });

const confirmUnit = unitOf({
  QualificationConfirmSearchInfo: searchRow,
  ...OUTCOME,
  QualificationValidity: optional(qualificationValidity),
  ResultOfQualificationConfirmation: optional(qualificationResult),
  ReferenceNumber: optional(referenceNumber),
});

/** A person of one of the lists; insurance and medical assistance are two results, and each may have its own number. */
const listUnit = unitOf({
  ...OUTCOME,
  QualificationValidity: optional(qualificationValidity),
  ResultOfQualificationConfirmation: optional(many(qualificationResult)),
  ReferenceNumber: optional(many(referenceNumber)),
});

const CHECK: Of = {
  id: "OQSmuquc",
  title: { ja: "資格確認（一括）", en: "eligibility of many" },
};
export const OQSmuquc01req = asks(CHECK, { QualificationConfirmSearchInfo: many(searchRow) });
export const OQSmuquc01res = accepts(CHECK);
export const OQSmuquc02req = fetches(CHECK);
export const OQSmuquc02res = collects(CHECK, { BulkConfirmUnit: optional(many(confirmUnit)) });

const REGISTER: Of = {
  id: "OQSmuimm",
  title: { ja: "照会番号登録（一括）", en: "registration of many reference numbers" },
  interfaces: ["OQS-IF-009", "OQS-IF-010", "OQS-IF-011", "OQS-IF-012"],
  assumed: "ASM-BULK-BODIES",
};
export const OQSmuimm01req = asks(REGISTER, { ReferenceNumberRegistrationInfo: many(registration) });
export const OQSmuimm01res = accepts(REGISTER);
export const OQSmuimm02req = fetches(REGISTER);
export const OQSmuimm02res = collects(REGISTER, {
  BulkRegistrationUnit: optional(many(group({ ReferenceNumberRegistrationInfo: registration, ...OUTCOME }))),
});

const TICKETS: Of = {
  id: "OQSmutic",
  title: { ja: "医療券・調剤券（一括）", en: "tickets of medical assistance for a month" },
  assumed: "ASM-BULK-BODIES",
};
export const OQSmutic01req = asks(TICKETS, { QualificationConfirmSearchInfo: group({ MedicalTreatmentMonth: month }) });
export const OQSmutic01res = accepts(TICKETS);
export const OQSmutic02req = fetches(TICKETS);
export const OQSmutic02res = collects(TICKETS, { BulkConfirmUnit: optional(many(listUnit)) });

const VISITS: Of = {
  id: "OQSmuhvq",
  title: { ja: "訪問診療等の同意患者（一括）", en: "patients who consented to home visits" },
  assumed: "ASM-BULK-BODIES",
};
export const OQSmuhvq01req = asks(VISITS, {
  QualificationConfirmSearchInfo: group({
    ConsentDateFrom: date,
    ConsentDateTo: date,
    MedicalTreatmentFlag: treatmentFlag,
  }),
});
export const OQSmuhvq01res = accepts(VISITS);
export const OQSmuhvq02req = fetches(VISITS);
export const OQSmuhvq02res = collects(VISITS, { BulkConfirmUnit: optional(many(listUnit)) });

const ONLINE: Of = {
  id: "OQSmuonq",
  title: { ja: "オンライン診療等の同意患者（一括）", en: "patients who consented to online treatment" },
  assumed: "ASM-BULK-BODIES",
};
const period = group({
  ConsentDateFrom: optional(date),
  ConsentDateTo: optional(date),
  ExaminationDateFrom: optional(date),
  ExaminationDateTo: optional(date),
  MedicalTreatmentFlag: treatmentFlag,
});
export const OQSmuonq01req = asks(ONLINE, {
  QualificationConfirmSearchInfo: {
    ...period,
    choice: [
      ["ConsentDateFrom", "ConsentDateTo"],
      ["ExaminationDateFrom", "ExaminationDateTo"],
    ],
  },
});
export const OQSmuonq01res = accepts(ONLINE);
export const OQSmuonq02req = fetches(ONLINE);
export const OQSmuonq02res = collects(ONLINE, { BulkConfirmUnit: optional(many(listUnit)) });

export type ConfirmUnit = ValueOf<typeof confirmUnit>;
export type ListUnit = ValueOf<typeof listUnit>;

/** Where a bulk answer says the reference number: the sources have it beside the result, within it, and in both places. */
export type ReferencePlace = "unit" | "result" | "both";

/** A unit with the number where a terminal of that kind has it; without a result it stands in the unit. */
export function placeReference(unit: ConfirmUnit, number: string, place: ReferencePlace): ConfirmUnit {
  const { ResultOfQualificationConfirmation: result, ReferenceNumber: _, ...rest } = unit;
  const inside = result && place !== "unit" ? { ...result, ReferenceNumber: number } : result;
  return {
    ...rest,
    ...(inside ? { ResultOfQualificationConfirmation: inside } : {}),
    ...(place !== "result" || !result ? { ReferenceNumber: number } : {}),
  };
}

/** The number of a unit that was read, wherever it stands; a message in which two differ has no value to ask this of. */
export const referenceOf = (unit: ConfirmUnit): string | undefined =>
  unit.ReferenceNumber ?? unit.ResultOfQualificationConfirmation?.ReferenceNumber;
