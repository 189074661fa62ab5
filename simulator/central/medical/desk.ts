import { jstTime } from "../../../device/wire/oqs/jst.ts";
import { readJson } from "../../../device/wire/oqs/message.ts";
import type { OQSCD028 } from "../../../device/wire/oqs/code-tables.data.ts";
import type { ConsentItem } from "../../../device/wire/face.ts";
import { TKKsiquc01req, TKKsiquc01res } from "../../../device/wire/oqs/tkk.ts";
import { YZKsiquc01req, YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import { type Access, NOBODY } from "../access-log.ts";
import { type Asked, type Desk, echo, type No, sentence, told, wholeOf } from "../desk.ts";
import { registrationsOf } from "../eligibility.ts";
import { emergencyUntil } from "../emergency.ts";
import type { Insured } from "../ledger.ts";
import { kindByKind, remoteConsentsOf } from "../remote/consent.ts";
import { isSwitchedOn } from "../remote/forms.ts";
import type { Consent } from "../store.ts";
import { basisFor } from "./basis.ts";
import { checkupsOf } from "./checkups.ts";
import { drugBody } from "./drugs.ts";
import { historyOf } from "./history.ts";
import { checkupsSheet, drugsSheet, type Sheet } from "./sheet.ts";

const DRUG_KINDS: readonly ConsentItem[] = ["medicines", "diagnoses", "operations"];
/** FileCategory: what is wanted is a PDF. */
const PDF = "1";

/**
 * Drugs, treatment, operations and prescriptions of one patient, for as long as the consent given at this facility lasts (CNS-01, CNS-05,
 * CNS-07). The file form has no code for a refusal; that ResultCode is then "9" and MessageContents begins with our code is an assumption.
 */
export const answerDrugs: Desk = async (call) => {
  const reading = readJson(YZKsiquc01req, call.json);
  const header = headerOf(call, reading.loose.MessageHeader?.ArbitraryFileIdentifier);
  const refuse = (no: No, accesses: readonly Access[] = []) =>
    told(YZKsiquc01res, { MessageHeader: { ...header, ...refused(no) }, MessageBody: {} }, { accesses });
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return refuse(whole.no);
  const { MessageHeader: head, MessageBody: body } = whole.asked;
  const view = await viewOf(call, "YZKsiquc01", head, body.MedicalTreatmentFlag, DRUG_KINDS);
  if ("no" in view) return refuse(view.no, view.accesses);
  const { insured, items, accesses } = view;
  const { StartDate: from = "00000000", EndDate: to = "99999999" } = body;
  const visits = historyOf(insured, call.now).filter(({ day }) => from <= day && day <= to);
  const prescriptions = body.PrDiInfClassification === "1";
  const shown = drugBody(visits, { items, prescriptions, now: call.now });
  const { Name, kana, born, sex } = namesOf(insured);
  const MessageHeader = {
    ...{ ...header, ResultCode: "1" },
    QuaInf: { Name, KanaName: kana, Birth: born, AdmGendCode: sex },
  };
  if (body.FileCategory !== PDF) return told(YZKsiquc01res, { MessageHeader, MessageBody: shown }, { accesses });
  const pdf = await call.centre.clock.real(drawn(drugsSheet(insured, shown, call)));
  return told(YZKsiquc01res, { MessageHeader, MessageBody: {} }, { accesses, pdf });
};

/** Check-ups of one patient: for hospitals and clinics only (CNS-02). */
export const answerCheckups: Desk = async (call) => {
  const reading = readJson(TKKsiquc01req, call.json);
  const header = headerOf(call, reading.loose.MessageHeader?.ArbitraryFileIdentifier);
  const refuse = (no: No, accesses: readonly Access[] = []) =>
    told(TKKsiquc01res, { MessageHeader: { ...header, ...refused(no) }, MessageBody: {} }, { accesses });
  const whole = wholeOf(reading, call.facility);
  if ("no" in whole) return refuse(whole.no);
  const { MessageHeader: head, MessageBody: body } = whole.asked;
  const view = await viewOf(call, "TKKsiquc01", head, body.MedicalTreatmentFlag, ["checkups"]);
  if ("no" in view) return refuse(view.no, view.accesses);
  const { insured, accesses } = view;
  const checkups = checkupsOf(insured, call.now);
  const { Name, kana, born, sex } = namesOf(insured);
  const MessageHeader = {
    ...{ ...header, ResultCode: "1" },
    QualificationsInfo: { Name, KanasName: kana, Birthday: born, AdministrativeGenderCode: sex },
  };
  if (body.FileCategory !== PDF) {
    const MessageBody = checkups.length > 0 ? { SpecificHealthCheckupInfo: checkups } : {};
    return told(TKKsiquc01res, { MessageHeader, MessageBody }, { accesses });
  }
  const pdf = await call.centre.clock.real(drawn(checkupsSheet(insured, checkups, call)));
  return told(TKKsiquc01res, { MessageHeader, MessageBody: {} }, { accesses, pdf });
};

interface Head {
  readonly InsurerNumber: string;
  readonly InsuranceCardSymbol?: string | undefined;
  readonly InsuredPersonIdentificationNumber: string;
  readonly BranchNumber?: string | undefined;
}

/** Whose information it is and how much of it may be seen, with the line that the log gets either way. */
async function viewOf(
  call: Asked,
  exchange: string,
  head: Head,
  treatment: keyof typeof OQSCD028,
  kinds: readonly ConsentItem[],
): Promise<
  | { readonly no: No; readonly accesses: readonly Access[] }
  | { readonly insured: Insured; readonly items: readonly ConsentItem[]; readonly accesses: readonly Access[] }
> {
  const { centre, facility, now } = call;
  const [only, ...others] = registrationsOf(centre.ledger, {
    insurer: head.InsurerNumber,
    symbol: head.InsuranceCardSymbol,
    number: head.InsuredPersonIdentificationNumber,
    branch: head.BranchNumber,
  });
  const { institutionCode } = facility;
  const asking = { at: now, institution: institutionCode, exchange } as const;
  if (!only || others.length > 0) {
    const code = "TSTM0003E";
    return { no: { code }, accesses: [{ ...asking, person: NOBODY, basis: "number", shown: [], refused: code }] };
  }
  const { insured } = only;
  const basis = basisFor(kinds, {
    ...{ facility, treatment, now },
    consents: await consentsFor(call, insured.id, treatment),
    isOff: isRemote(treatment) && !(await isSwitchedOn(centre.store.records, institutionCode, treatment)),
    disaster: centre.isDisaster?.() ?? false,
    emergencyUntil: await emergencyUntil(centre.store.records, institutionCode, insured.id, now),
  });
  const line = { ...asking, person: insured.id };
  if ("refused" in basis) {
    const refusal: Access = { ...line, basis: "consent", shown: [], refused: basis.refused };
    return { no: { code: basis.refused }, accesses: [refusal] };
  }
  return { insured, items: basis.items, accesses: [{ ...line, basis: basis.basis, shown: basis.items }] };
}

/** Each form of care has consents of its own: those of the counter open nothing at a visit, nor the other way round. */
async function consentsFor(
  { centre: { store }, facility: { institutionCode }, now }: Asked,
  person: string,
  treatment: keyof typeof OQSCD028,
): Promise<readonly Consent[]> {
  if (treatment === "1") return store.consentsOf(person, institutionCode);
  if (!isRemote(treatment)) return [];
  return kindByKind(await remoteConsentsOf(store.records, institutionCode, treatment, person), now);
}

const isRemote = (treatment: keyof typeof OQSCD028) => treatment === "2" || treatment === "3";

const headerOf = ({ now, facility }: Asked, identifier: string | undefined) =>
  ({
    ProcessExecutionTime: jstTime(now),
    MedicalInstitutionCode: facility.institutionCode,
    ...echo(identifier),
    CharacterCodeIdentifier: "0",
  }) as const;

const refused = (no: No) => ({ ResultCode: "9", MessageContents: `${no.code} ${sentence(no)}`.slice(0, 200) }) as const;

const SEXES = { male: "1", female: "2", unset: "3" } as const;
const namesOf = ({ name, kana, birthDate, sex }: Insured) =>
  ({ Name: name, kana, born: birthDate, sex: SEXES[sex] }) as const;

/** The library that draws is only read in when somebody wants to see something. */
async function drawn(sheet: Sheet): Promise<Uint8Array> {
  const { drawPdf } = await import("./pdf.ts");
  return drawPdf(sheet);
}
