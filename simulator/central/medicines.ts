import { jstDate, jstTime } from "../../device/wire/oqs/jst.ts";
import { readJson } from "../../device/wire/oqs/message.ts";
import { type DrugAnswer, YZKsiquc01req } from "../../device/wire/oqs/yzk.ts";
import type { Facility } from "../facilities.ts";
import { RESULT_CODES, type ResultCode } from "../result-codes.data.ts";
import type { Centre } from "./centre.ts";
import { standing } from "./consents.ts";
import { registrationsOf } from "./eligibility.ts";
import type { Insured } from "./ledger.ts";

/**
 * Drug information of one patient, for as long as the consent given at this facility lasts (CNS-01, CNS-05, CNS-07). The file form
 * has no code for a refusal; that ResultCode is then "9" and MessageContents begins with our code is an assumption.
 */
export async function answerMedicines({ clock, ledger, store }: Centre, facility: Facility, json: unknown) {
  const { value: asked, loose } = readJson(YZKsiquc01req, json);
  const now = clock.now();
  const identifier = loose.MessageHeader?.ArbitraryFileIdentifier;
  const header = {
    ProcessExecutionTime: jstTime(now),
    MedicalInstitutionCode: facility.institutionCode,
    ArbitraryFileIdentifier: identifier !== undefined && identifier.length <= 50 ? identifier : undefined,
    CharacterCodeIdentifier: "0",
  } as const;
  const refuse = (code: ResultCode): DrugAnswer => ({
    MessageHeader: { ...header, ResultCode: "9", MessageContents: `${code} ${RESULT_CODES[code].ja}` },
    MessageBody: {},
  });
  if (!asked) return refuse("TSTQ0001E");
  const head = asked.MessageHeader;
  if (head.MedicalInstitutionCode !== facility.institutionCode) return refuse("TSTQ0002E");
  if (asked.MessageBody.FileCategory !== "2") return refuse("TSTM0004E");
  const [only, ...others] = registrationsOf(ledger, {
    insurer: head.InsurerNumber,
    symbol: head.InsuranceCardSymbol,
    number: head.InsuredPersonIdentificationNumber,
    branch: head.BranchNumber,
  });
  if (!only || others.length > 0) return refuse("TSTM0003E");
  const consents = await store.consentsOf(only.insured.id, facility.institutionCode);
  const stands = standing(consents, "medicines", now);
  if (stands !== "given") return refuse(stands === "none" ? "TSTM0001E" : "TSTM0002E");
  const { StartDate: from = "00000000", EndDate: to = "99999999" } = asked.MessageBody;
  return drugAnswer(header, only.insured, monthsOf(only.insured, now), from, to);
}

const SEXES = { male: "1", female: "2", unset: "3" } as const;

function drugAnswer(
  header: Omit<DrugAnswer["MessageHeader"], "ResultCode">,
  { name, kana, birthDate, sex }: Insured,
  months: readonly Month[],
  from: string,
  to: string,
): DrugAnswer {
  const seen = months
    .map((month) => ({
      ...month,
      DiDateInfs: month.DiDateInfs.filter(({ DiDateInf: { DiDate } }) => from <= DiDate && DiDate <= to),
    }))
    .filter(({ DiDateInfs }) => DiDateInfs.length > 0);
  return {
    MessageHeader: {
      ...header,
      ResultCode: "1",
      QuaInf: { Name: name, KanaName: kana, Birth: birthDate, AdmGendCode: SEXES[sex] },
    },
    MessageBody: seen.length > 0 ? { MeTrMonthInf: seen } : {},
  };
}

type Month = NonNullable<DrugAnswer["MessageBody"]["MeTrMonthInf"]>[number];

/** Invented medicines: codes that begin with 9 are nobody's. */
const MEDICINES = [
  { DrugC: "999000001", DrugN: "ミホンジン錠５ｍｇ", Qua1: "1", Unit: "錠", UsageN: "１日１回朝食後", Times: "28" },
  { DrugC: "999000002", DrugN: "シカクニン錠１００", Qua1: "3", Unit: "錠", UsageN: "１日３回毎食後", Times: "14" },
  {
    DrugC: "999000003",
    DrugN: "タメシール点眼液０．１％",
    Qua1: "5",
    Unit: "ｍＬ",
    UsageN: "１日４回点眼",
    Times: "1",
  },
  { DrugC: "999000004", DrugN: "カクウナール吸入液", Qua1: "2", Unit: "キット", UsageN: "１日２回吸入", Times: "30" },
] as const;

/** The last three months of claims: what a person takes follows from the serial, so it is the same at every asking. */
function monthsOf({ certificateSerial }: Insured, now: number): readonly Month[] {
  const number = Number(certificateSerial.replace(/\D/g, "").slice(-9));
  return [1, 2, 3].map((back) => {
    const month = monthBefore(jstDate(now), back);
    const day = `${month}${String(1 + ((number + back * 5) % 28)).padStart(2, "0")}`;
    const drugs = MEDICINES.filter((_, i) => (number + i * back) % 3 !== 0);
    return {
      MeTrMonth: month,
      PrlsHNm: "見本総合病院",
      DiDateInfs: [{ DiDateInf: { DiDate: day, DrugInfs: drugs.map((drug) => ({ DrugInf: drug })) } }],
    };
  });
}

function monthBefore(day: string, back: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(4, 6)) - 1 - back;
  return `${Math.floor(months / 12)}${String((months % 12) + 1).padStart(2, "0")}`;
}
