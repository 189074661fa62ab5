import * as bulk from "../../../device/wire/oqs/bulk.ts";
import { jstDate } from "../../../device/wire/oqs/jst.ts";
import { type Message, type ValueOfMessage, writeJson } from "../../../device/wire/oqs/message.ts";
import { OQSsiquc01req, OQSsiquc01res, padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { YZKsiquc01req, YZKsiquc01res } from "../../../device/wire/oqs/yzk.ts";
import { assuming, centralCase, check } from "../../case.ts";
import type { Part, PersonFacts } from "../../cast.ts";
import { centralMessage } from "../../expect/central.ts";
import { isOfWhomItNames } from "../../expect/eligibility.ts";
import { both, counts, each, fact, is, not, there } from "../../expect/predicate.ts";
import { nth } from "../../expect/selector.ts";
import { alike, every } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";

/** What the central system says to messages of the file interface, in their JSON form. */

type CentralStage = Stage<"central">;
type Number_ = Pick<PersonFacts, "insurer" | "symbol" | "number" | "branch">;

async function send<M extends Message>(
  { bench }: CentralStage,
  message: M,
  value: ValueOfMessage<M>,
  key?: string,
): Promise<unknown> {
  const response = await bench.central(
    new Request(`https://central.shikaku.test/v1/messages/${message.id}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) },
      body: JSON.stringify(writeJson(message, value)),
    }),
  );
  return bench.clock.real(response.json());
}

const head = ({ bench }: CentralStage, ArbitraryFileIdentifier: string) => ({
  MedicalInstitutionCode: bench.institutionCode,
  ArbitraryFileIdentifier,
});

const row = ({ insurer, symbol, number, branch }: Number_, birthDate: string) => ({
  InsurerNumber: padInsurer(insurer),
  ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
  InsuredIdentificationNumber: number,
  ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
  Birthdate: birthDate,
  LimitApplicationCertificateRelatedConsFlg: "0" as const,
});

const ask = (stage: CentralStage, number: Number_, birthDate: string) =>
  send(stage, OQSsiquc01req, {
    MessageHeader: { QualificationConfirmationDate: jstDate(stage.bench.clock.now()), ...head(stage, "suite") },
    MessageBody: { QualificationConfirmSearchInfo: row(number, birthDate) },
  });

const answer = centralMessage(OQSsiquc01res);
const drugs = centralMessage(YZKsiquc01res);
const accepted = centralMessage(bulk.OQSmuquc01res);
const outcome = centralMessage(bulk.OQSmuquc02res);

export const byNumber = centralCase({
  id: "CTL-NUM-0001",
  title: {
    ja: "記号番号の照会に、その人の資格を同意なしで回答する",
    en: "A query by number gets that person's eligibility, and no consent",
  },
  cast: ["patient"],
  async steps(stage) {
    const person = stage.person("patient");
    await ask(stage, person, person.birthDate);
  },
  expect: [
    check(
      "RCP-09",
      "answer.wrongPatient",
      { ja: "照会した人の資格である", en: "it is the eligibility of whom was asked for" },
      every(
        answer,
        { ja: "氏名、生年月日、番号が一致", en: "name, birth date and number agree" },
        both(
          there(fact("patient", "id")),
          is("result.Name", fact("patient", "name")),
          is("result.Birthdate", fact("patient", "birthDate")),
          is("result.InsuredIdentificationNumber", fact("patient", "number")),
        ),
      ),
    ),
    check(
      "RCP-09",
      "answer.leaksConsent",
      { ja: "同意フラグがどれも1でない", en: "no consent flag is 1" },
      every(answer, { ja: "同意フラグが0か省略", en: "flags are 0 or absent" }, each("consents", is("given", false))),
    ),
  ],
});

export const lost = centralCase({
  id: "CTL-NUM-0002",
  title: {
    ja: "以前の記号番号は喪失と回答し、新しい資格は示さない",
    en: "The old number is answered as lost, and the newer entitlement is not shown",
  },
  cast: ["changedInsurer"],
  kills: ["M-CTL-NEWER-UNSAID"],
  spares: ["B-CTL-OWN-WORDS", "B-CTL-MORE-MEMBERS"],
  async steps(stage) {
    const { before, birthDate } = stage.person("changedInsurer");
    if (before) await ask(stage, before, birthDate);
  },
  expect: [
    check(
      "RCP-10",
      "answer.wrongValidity",
      { ja: "資格有効性が3である", en: "the validity is 3" },
      every(
        answer,
        { ja: "QualificationValidity = 3", en: "QualificationValidity = 3" },
        is("loose.MessageBody.QualificationValidity", "3"),
      ),
    ),
    check(
      "RCP-10",
      "answer.swapped",
      { ja: "示すのは照会した資格で、別の資格ではない", en: "what is shown is the entitlement asked for and no other" },
      every(
        answer,
        { ja: "照会した番号の資格", en: "that of the number asked for" },
        each(
          "loose.MessageBody.ResultList",
          is("ResultOfQualificationConfirmation.InsuredIdentificationNumber", fact("changedInsurer", "before.number")),
        ),
      ),
    ),
  ],
});

export const noDrugsWithoutConsent = centralCase({
  id: "CTL-MED-0001",
  title: {
    ja: "同意がなければ薬剤・診療・手術情報を回答しない",
    en: "Without consent no drugs, treatment or operations are told",
  },
  cast: ["patient"],
  kills: ["M-CTL-CONSENT-IGNORED"],
  async steps(stage) {
    const { insurer, symbol, number, branch } = stage.person("patient");
    await send(stage, YZKsiquc01req, {
      MessageHeader: {
        ...head(stage, "suite"),
        InsurerNumber: padInsurer(insurer),
        ...(symbol === "" ? {} : { InsuranceCardSymbol: symbol }),
        InsuredPersonIdentificationNumber: number,
        ...(branch === "" ? {} : { BranchNumber: branch }),
      },
      MessageBody: { FileCategory: "2", PrDiInfClassification: "1", MedicalTreatmentFlag: "1" },
    });
  },
  expect: [
    check(
      "CNS-01",
      "answer.leaksConsent",
      { ja: "情報が1件も回答されない", en: "nothing is in the answer" },
      every(
        drugs,
        { ja: "本文が空", en: "an empty body" },
        both(
          not(is("loose.MessageHeader.ResultCode", "1")),
          ...["MessageBody.MeTrMonthInf", "MessageBody.ShPrInf", "MessageBody.CzDiInf", "MessageHeader.QuaInf"].map(
            (part) => not(there(`loose.${part}`)),
          ),
        ),
      ),
    ),
  ],
});

const BULK: readonly Part[] = ["patient", "stranger", "changedInsurer"];

/** Asks in bulk for everybody of the case, and fetches the outcome: first while it runs, then later. */
async function inBulk(stage: CentralStage): Promise<void> {
  await send(stage, bulk.OQSmuquc01req, {
    MessageHeader: head(stage, "suite"),
    MessageBody: {
      QualificationConfirmSearchInfo: BULK.map((part) => {
        const person = stage.person(part);
        return { ...row(person, person.birthDate), ArbitraryIdentifier: part };
      }),
    },
  });
  const told = await stage.see(accepted);
  const ReceptionNumber = told.loose.MessageBody?.ReceptionNumber ?? "";
  const fetch = () =>
    send(stage, bulk.OQSmuquc02req, { MessageHeader: head(stage, "fetch"), MessageBody: { ReceptionNumber } });
  await fetch();
  await stage.rest(60_000);
  await fetch();
}

export const manyAtOnce = centralCase({
  id: "CTL-BLK-0001",
  title: {
    ja: "一括照会の結果が、行ごとに照会した人のものである",
    en: "Each row of a bulk outcome is about whom its key stands for",
  },
  cast: BULK,
  kills: ["M-CTL-ROWS-SHIFTED", "M-CTL-EVER-RUNNING"],
  spares: ["B-CTL-MORE-MEMBERS"],
  steps: inBulk,
  expect: [
    check(
      "RCP-09",
      "answer.swapped",
      { ja: "どの行も、その識別子の人の資格である", en: "each row is the eligibility of whom its identifier names" },
      every(
        outcome,
        { ja: "全行の氏名と番号が一致", en: "name and number agree in all rows" },
        each("loose.MessageBody.BulkConfirmUnit", isOfWhomItNames),
      ),
    ),
    assuming(
      "ASM-POLLING",
      check(
        "RCP-09",
        "answer.incomplete",
        { ja: "処理が終われば全員分の結果が得られる", en: "once it has run the outcome has everybody" },
        every(
          nth(2, outcome),
          { ja: "SegmentOfResult = 1、3件", en: "SegmentOfResult = 1, three rows" },
          both(
            is("loose.MessageHeader.SegmentOfResult", "1"),
            counts("loose.MessageBody.BulkConfirmUnit", BULK.length),
          ),
          ({ loose }) => {
            const segment = loose.MessageHeader?.SegmentOfResult ?? "–";
            const rows = loose.MessageBody?.BulkConfirmUnit?.length ?? 0;
            return {
              ja: `SegmentOfResult ${segment}、${rows} 件でした`,
              en: `SegmentOfResult ${segment}, ${rows} rows`,
            };
          },
        ),
      ),
    ),
  ],
});

export const repeatedCall = centralCase({
  id: "CTL-ONC-0001",
  title: { ja: "送り直された要求は一度だけ受け付けられる", en: "A request that is sent again is accepted once" },
  cast: ["patient"],
  kills: ["M-CTL-KEY-IGNORED"],
  async steps(stage) {
    const person = stage.person("patient");
    const value = {
      MessageHeader: head(stage, "suite"),
      MessageBody: { QualificationConfirmSearchInfo: [row(person, person.birthDate)] },
    };
    for (let time = 0; time < 3; time++) await send(stage, bulk.OQSmuquc01req, value, "suite-0001");
  },
  expect: [
    assuming(
      "ASM-OFFLINE-QUEUE",
      check(
        "FBK-03",
        "request.doubled",
        { ja: "同じ鍵の要求には同じ受付番号が返る", en: "calls of one key get one reception number" },
        alike(accepted, "loose.MessageBody.ReceptionNumber", {
          ja: "ReceptionNumber がどれも同じ",
          en: "ReceptionNumber is the same each time",
        }),
      ),
    ),
  ],
});
