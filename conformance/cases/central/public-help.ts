import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import { centralCase, check } from "../../case.ts";
import { centralMessage } from "../../expect/central.ts";
import { both, each, fact, is, some, there } from "../../expect/predicate.ts";
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

export const inDisaster = centralCase({
  id: "CTL-DIS-0001",
  title: {
    ja: "災害時モードでは、同意がなくても薬剤情報を確認できる",
    en: "In disaster mode drug information is told without consent",
  },
  cast: ["patient"],
  kills: ["M-CTL-DISASTER-UNHEARD"],
  async steps(stage) {
    const { insurer, symbol, number, branch } = stage.person("patient");
    const head = {
      InsurerNumber: padInsurer(insurer),
      ...(symbol === "" ? {} : { InsuranceCardSymbol: symbol }),
      InsuredPersonIdentificationNumber: number,
      ...(branch === "" ? {} : { BranchNumber: branch }),
    };
    const body = { FileCategory: "2", PrDiInfClassification: "1", MedicalTreatmentFlag: "1" };
    for (const on of [false, true, false]) {
      stage.bench.disaster(on);
      await ask(stage, "YZKsiquc01", head, body);
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
