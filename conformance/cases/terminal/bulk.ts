import { OQSmuquc01req, OQSmuquc01res, OQSmuquc02req } from "../../../device/wire/oqs/bulk.ts";
import { padInsurer } from "../../../device/wire/oqs/siquc.ts";
import { assuming, check, terminalCase } from "../../case.ts";
import type { Part } from "../../cast.ts";
import { centralMessage } from "../../expect/central.ts";
import { isOfWhomItNames } from "../../expect/eligibility.ts";
import { bulkAcceptance, bulkOutcome } from "../../expect/folder.ts";
import { both, counts, each, is, there } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { alike, eventually, every } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { put } from "./walk.ts";

type TerminalStage = Stage<"terminal">;

const head = ({ bench }: TerminalStage, ArbitraryFileIdentifier: string) => ({
  MedicalInstitutionCode: bench.institutionCode,
  ArbitraryFileIdentifier,
});

/** Asks in bulk about these parts, each under its own name. */
const askInBulk = (stage: TerminalStage, suffix: string, parts: readonly Part[]) =>
  put(stage.bench, suffix, OQSmuquc01req, "OQSmuquc01", {
    MessageHeader: head(stage, suffix),
    MessageBody: {
      QualificationConfirmSearchInfo: parts.map((part) => {
        const { insurer, symbol, number, branch, birthDate } = stage.person(part);
        return {
          InsurerNumber: padInsurer(insurer),
          ...(symbol === "" ? {} : { InsuredCardSymbol: symbol }),
          InsuredIdentificationNumber: number,
          ...(branch === "" ? {} : { InsuredBranchNumber: branch }),
          Birthdate: birthDate,
          LimitApplicationCertificateRelatedConsFlg: "0" as const,
          ArbitraryIdentifier: part,
        };
      }),
    },
  });

const fetch = (stage: TerminalStage, suffix: string, ReceptionNumber: string) =>
  put(stage.bench, suffix, OQSmuquc02req, "OQSmuquc02", {
    MessageHeader: head(stage, suffix),
    MessageBody: { ReceptionNumber },
  });

const PARTS: readonly Part[] = ["patient", "stranger", "changedInsurer"];

const ROWS = "read.loose.MessageBody.BulkConfirmUnit";

const accepted = where(bulkAcceptance, "ReceptionNumber", there("read.loose.MessageBody.ReceptionNumber"));

const finished = where(bulkOutcome, "SegmentOfResult 1", is("read.loose.MessageHeader.SegmentOfResult", "1"));

export const inBulk = terminalCase({
  id: "TRM-BLK-0001",
  title: {
    ja: "一括照会が受け付けられ、結果の各行が照会した人のものである",
    en: "A bulk check is accepted, and each row of its outcome is about whom it asked for",
  },
  cast: PARTS,
  kills: ["M-TRM-ROWS-SHIFTED"],
  spares: ["B-TRM-CODES-FROM-ONE", "B-TRM-REFERENCE-WITHIN", "B-TRM-SHIFT-JIS"],
  async steps(stage) {
    await askInBulk(stage, "suite0001-bulk", PARTS);
    const { read } = await stage.see(accepted);
    const number = read?.loose.MessageBody?.ReceptionNumber ?? "";
    await fetch(stage, "suite0002-early", number);
    await stage.glimpse(bulkOutcome);
    await stage.rest(60_000);
    await fetch(stage, "suite0003-late", number);
    await stage.glimpse(bulkOutcome);
  },
  expect: [
    check(
      "RCP-09",
      "file.missing",
      { ja: "受付番号を持つ受付ファイルが返る", en: "the acceptance with its number comes back" },
      eventually(accepted),
    ),
    check(
      "RCP-09",
      "answer.swapped",
      { ja: "どの行も、その識別子の人の資格である", en: "each row is the eligibility of whom its identifier names" },
      every(
        finished,
        { ja: "3行の氏名と番号が一致", en: "name and number agree in all three rows" },
        both(counts(ROWS, PARTS.length), each(ROWS, isOfWhomItNames)),
      ),
    ),
    check(
      "RCP-09",
      "answer.incomplete",
      { ja: "処理が終われば結果ファイルが返る", en: "once it has run, the outcome comes back" },
      eventually(finished),
    ),
  ],
});

export const throughAnOutage = terminalCase({
  id: "TRM-OUT-0001",
  title: {
    ja: "回線断の間の要求を保持し、復旧後に一度だけ処理する",
    en: "A request is kept while the line is down, and carried out once when it is back",
  },
  cast: ["patient"],
  kills: ["M-TRM-FORGETS", "M-TRM-SENDS-TWICE"],
  async steps(stage) {
    const { bench } = stage;
    bench.line("down");
    await askInBulk(stage, "suite0001-outage", ["patient"]);
    await stage.rest(20_000);
    bench.line("losesAnswers");
    await stage.rest(70_000);
    bench.line("up");
    await stage.glimpse(bulkAcceptance, 130_000);
  },
  expect: [
    assuming(
      "ASM-OFFLINE-QUEUE",
      check(
        "FBK-03",
        "file.missing",
        { ja: "復旧後に受付ファイルが返る", en: "the acceptance comes back once the line is up" },
        eventually(bulkAcceptance),
      ),
    ),
    assuming(
      "ASM-OFFLINE-QUEUE",
      check(
        "FBK-03",
        "request.doubled",
        { ja: "中央での受付は一度だけである", en: "the central system accepted it once" },
        alike(centralMessage(OQSmuquc01res), "loose.MessageBody.ReceptionNumber", {
          ja: "受付番号がどれも同じ",
          en: "one reception number throughout",
        }),
      ),
    ),
  ],
});
