import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import { centralCase, check } from "../../case.ts";
import type { Part } from "../../cast.ts";
import { centralMessage } from "../../expect/central.ts";
import { both, each, fact, is, not, some, there } from "../../expect/predicate.ts";
import { nth } from "../../expect/selector.ts";
import { every, sequence } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { messagePath, post } from "./caller.ts";

/** What is told where nobody could be asked, and to whom the public helps: in a disaster, and by medical assistance. */

type CentralStage = Stage<"central">;

const ask = ({ bench }: CentralStage, id: string, head: object, MessageBody: object) =>
  post(bench, messagePath(id), {
    XmlMsg: { MessageHeader: { MedicalInstitutionCode: bench.institutionCode, ...head }, MessageBody },
  });

const drugs = centralMessage(YZKsiquc01res);

const askForDrugs = (stage: CentralStage, part: Part, period: object = {}) => {
  const { insurer, symbol, number, branch } = stage.person(part);
  const head = {
    InsurerNumber: padInsurer(insurer),
    ...(symbol === "" ? {} : { InsuranceCardSymbol: symbol }),
    InsuredPersonIdentificationNumber: number,
    ...(branch === "" ? {} : { BranchNumber: branch }),
  };
  const body = { ...period, FileCategory: "2", PrDiInfClassification: "1", MedicalTreatmentFlag: "1" };
  return ask(stage, "YZKsiquc01", head, body);
};

export const inDisaster = centralCase({
  id: "CTL-DIS-0001",
  title: {
    ja: "災害時モードでは、同意がなくても薬剤情報を確認できる",
    en: "In disaster mode drug information is told without consent",
  },
  cast: ["patient"],
  kills: ["M-CTL-DISASTER-UNHEARD"],
  async steps(stage) {
    for (const on of [false, true, false]) {
      stage.bench.disaster(on);
      await askForDrugs(stage, "patient");
    }
  },
  expect: [
    check(
      "CNS-04",
      "disaster.unheard",
      {
        ja: "災害時モードの間だけ、同意なしに回答される",
        en: "it is told without consent while disaster mode lasts, and not before or after",
      },
      sequence(drugs, "loose.MessageHeader.ResultCode", ["9", "1", "9"]),
    ),
    check(
      "CNS-04",
      "answer.wrongPatient",
      { ja: "照会した患者のものである", en: "it is about the patient asked for" },
      every(
        nth(2, drugs),
        { ja: "氏名と生年月日が一致", en: "name and birth date agree" },
        both(
          there(fact("patient", "id")),
          is("loose.MessageHeader.QuaInf.Name", fact("patient", "name")),
          is("loose.MessageHeader.QuaInf.Birth", fact("patient", "birthDate")),
        ),
      ),
    ),
  ],
});

const DAY = 24 * 3_600_000;

export const fromClaims = centralCase({
  id: "CTL-MED-0002",
  title: {
    ja: "薬剤情報はレセプトから抽出され、終わっていない月の分は、電子処方箋によるもののほかは示されない",
    en: "Drug information is extracted from claims: of a month that has not ended, nothing is told but electronic prescriptions",
  },
  cast: ["pinLocked"],
  kills: ["M-CTL-CLAIMS-EARLY"],
  limit: 30 * DAY,
  async steps(stage) {
    // Disaster mode stands in for consent: whether somebody may see it is for other cases.
    stage.bench.disaster(true);
    await stage.rest(14 * DAY);
    await askForDrugs(stage, "pinLocked");
    const today = jstDate(stage.bench.clock.now());
    await askForDrugs(stage, "pinLocked", { StartDate: `${today.slice(0, 6)}01`, EndDate: today });
  },
  expect: [
    check(
      "CNS-03",
      "answer.incomplete",
      { ja: "終わった月のレセプトの薬剤情報が示される", en: "what claims of months that have ended say is told" },
      every(
        nth(1, drugs),
        { ja: "期間を限らない照会にレセプトの月がある", en: "months of claims where no period is asked for" },
        there("loose.MessageBody.MeTrMonthInf"),
      ),
    ),
    check(
      "CNS-03",
      "answer.early",
      { ja: "終わっていない月のレセプトは示されない", en: "no claim of a month that has not ended is told" },
      every(
        nth(2, drugs),
        {
          ja: "今月の照会に、電子処方箋の情報だけがある",
          en: "electronic prescriptions alone where this month is asked for",
        },
        both(there("loose.MessageBody.ShPrInf"), not(there("loose.MessageBody.MeTrMonthInf"))),
      ),
    ),
  ],
});

const accepted = centralMessage(bulk.OQSmutic01res);
const tickets = centralMessage(bulk.OQSmutic02res);

export const ticketsOfMonth = centralCase({
  id: "CTL-TIC-0001",
  title: {
    ja: "生活保護受給者の、自院あての月の医療券が回答される",
    en: "A month's medical-assistance tickets made out to the institution are answered",
  },
  kills: ["M-CTL-TICKETS-UNTOLD"],
  async steps(stage) {
    const month = jstDate(stage.bench.clock.now()).slice(0, 6);
    await ask(stage, "OQSmutic01", {}, { QualificationConfirmSearchInfo: { MedicalTreatmentMonth: month } });
    const { loose } = await stage.see(accepted);
    await stage.rest(60_000);
    await ask(stage, "OQSmutic02", {}, { ReceptionNumber: loose.MessageBody?.ReceptionNumber ?? "" });
  },
  expect: [
    check(
      "CNS-06",
      "answer.incomplete",
      {
        ja: "どの行も医療扶助の資格で、医療券がある",
        en: "each row is an entitlement to medical assistance with its ticket",
      },
      every(
        tickets,
        { ja: "証区分 A1、交付番号のある医療券", en: "class A1, and a ticket with its number" },
        both(
          there("loose.MessageBody.BulkConfirmUnit"),
          each(
            "loose.MessageBody.BulkConfirmUnit",
            some(
              "ResultOfQualificationConfirmation",
              both(
                is("InsuredCardClassification", "A1"),
                some("PublicExpenseResultList", there("MedicalTicketInfo.IssueNumber")),
              ),
            ),
          ),
        ),
      ),
    ),
  ],
});
