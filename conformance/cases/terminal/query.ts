import { assuming, check, terminalCase } from "../../case.ts";
import type { Part } from "../../cast.ts";
import { isResultOf } from "../../expect/eligibility.ts";
import { drugAnswer, errorFile, numberAnswer } from "../../expect/folder.ts";
import { both, each, fact, is, matched, onlyOf, there } from "../../expect/predicate.ts";
import { nth, where } from "../../expect/selector.ts";
import { eventually, every, never, times } from "../../expect/vocabulary.ts";
import { resultComes } from "./claims.ts";
import { ask, askMedicines, visit } from "./walk.ts";

/** Requests of this suite carry in their suffix whom they are about, so that each answer can be held against its question. */
const suffixFor = (part: Part, serial: number) => `suite${String(serial).padStart(4, "0")}-${part}`;

/** Whom the answer's suffix says it is about. */
const asked = matched("named.suffix", "^suite\\d{4}-(.+)$");

const answerComes = check(
  "RCP-09",
  "file.missing",
  { ja: "照会に回答ファイルが返る", en: "the query gets its answer file" },
  eventually(numberAnswer),
);

const echoesIdentifier = check(
  "RCP-09",
  "file.misnamed",
  { ja: "回答の名前と識別子が照会と同じである", en: "name and identifier of the answer are those of the request" },
  every(
    numberAnswer,
    { ja: "名前の接尾部と ArbitraryFileIdentifier が一致する", en: "suffix and ArbitraryFileIdentifier agree" },
    both(
      there(fact(asked, "id")),
      is({ term: { at: "named.suffix" } }, { term: { at: "read.loose.MessageHeader.ArbitraryFileIdentifier" } }),
    ),
  ),
);

const isAboutTheOneAsked = check(
  "RCP-09",
  "answer.swapped",
  { ja: "どの回答も、その照会の患者のものである", en: "each answer is about the patient of its own request" },
  every(
    numberAnswer,
    { ja: "接尾部の照会と同じ人の資格である", en: "it is the eligibility of whom the suffix's request named" },
    isResultOf(asked),
    ({ name, result }) => ({
      ja: `${name} の番号は ${result?.InsuredIdentificationNumber ?? "なし"} でした`,
      en: `${name} has number ${result?.InsuredIdentificationNumber ?? "none"}`,
    }),
  ),
);

export const oneQuery = terminalCase({
  id: "TRM-NUM-0001",
  title: {
    ja: "記号番号の照会に、同じ識別子で回答が返る",
    en: "A query by number is answered under its own identifier",
  },
  cast: ["patient"],
  kills: ["M-TRM-IDENTIFIER-OF-MANY"],
  spares: ["B-TRM-TAG-ORDER", "B-TRM-SHIFT-JIS", "B-TRM-ZERO-PADDING"],
  async steps(stage) {
    await ask(stage, suffixFor("patient", 1), stage.person("patient"));
    await stage.see(numberAnswer);
  },
  expect: [answerComes, echoesIdentifier, isAboutTheOneAsked],
});

export const twoAtOnce = terminalCase({
  id: "TRM-NUM-0002",
  title: { ja: "同時の照会2件の回答が入れ替わらない", en: "Two queries at once do not get each other's answer" },
  cast: ["patient", "stranger"],
  kills: ["M-TRM-SUFFIX-SWAPPED"],
  spares: ["B-TRM-ZERO-PADDING"],
  async steps(stage) {
    await ask(stage, suffixFor("patient", 1), stage.person("patient"));
    await ask(stage, suffixFor("stranger", 2), stage.person("stranger"));
    await stage.see(numberAnswer);
    await stage.see(numberAnswer);
  },
  expect: [
    isAboutTheOneAsked,
    echoesIdentifier,
    check("RCP-09", "file.missing", { ja: "2件とも回答が返る", en: "both are answered" }, times(2, numberAnswer)),
  ],
});

export const noConsentByNumber = terminalCase({
  id: "TRM-NUM-0003",
  title: { ja: "番号による照会の回答に同意が付かない", en: "An answer by number carries no consent" },
  cast: ["patient"],
  kills: ["M-TRM-CONSENT-BY-NUMBER"],
  async steps(stage) {
    await ask(stage, suffixFor("patient", 1), stage.person("patient"));
    await stage.see(numberAnswer);
  },
  expect: [
    check(
      "RCP-09",
      "answer.leaksConsent",
      { ja: "同意フラグがどれも1でない", en: "no consent flag is 1" },
      every(
        numberAnswer,
        { ja: "同意フラグが0か省略", en: "flags are 0 or absent" },
        each("consents", is("given", false)),
      ),
    ),
  ],
});

export const lostEligibility = terminalCase({
  id: "TRM-NUM-0004",
  title: {
    ja: "以前の記号番号には、資格喪失と新しい資格の存在を回答する",
    en: "The old number is answered as lost, with a newer entitlement",
  },
  cast: ["changedInsurer"],
  async steps(stage) {
    const { before, birthDate } = stage.person("changedInsurer");
    if (before) await ask(stage, suffixFor("changedInsurer", 1), { ...before, birthDate });
    await stage.see(numberAnswer);
  },
  expect: [
    answerComes,
    check(
      "RCP-10",
      "answer.wrongValidity",
      { ja: "資格有効性が3（喪失、新しい資格あり）である", en: "the validity is 3: lost, and a newer one exists" },
      every(
        numberAnswer,
        { ja: "QualificationValidity = 3", en: "QualificationValidity = 3" },
        is("read.loose.MessageBody.QualificationValidity", "3"),
        ({ read }) => {
          const validity = read?.loose.MessageBody?.QualificationValidity ?? "–";
          return { ja: `${validity} でした`, en: `it is ${validity}` };
        },
      ),
    ),
  ],
});

export const brokenRequest = terminalCase({
  id: "TRM-NUM-0005",
  title: {
    ja: "壊れた照会に .err を返し、次の照会に答える",
    en: "A broken request gets an .err, and the next one its answer",
  },
  cast: ["patient"],
  kills: ["M-TRM-ERROR-AS-ANSWER"],
  spares: ["B-TRM-ERROR-IN-WORDS"],
  async steps(stage) {
    const broken = new TextEncoder().encode('<?xml version="1.0" encoding="UTF-8"?><XmlMsg><MessageHeader>');
    await stage.bench.folders.write("req", "OQSsiquc01req_suite0001-broken.xml", broken);
    await stage.see(errorFile, 90_000);
    await ask(stage, suffixFor("patient", 2), stage.person("patient"));
    await stage.see(numberAnswer);
  },
  expect: [
    assuming(
      "ASM-ERR-FILE",
      check(
        "RCP-09",
        "file.noError",
        { ja: "同じ名前の .err が置かれる", en: "an .err of the same name appears" },
        every(
          errorFile,
          { ja: "OQSsiquc01req_suite0001-broken.err", en: "OQSsiquc01req_suite0001-broken.err" },
          is("name", "OQSsiquc01req_suite0001-broken.err"),
          ({ name }) => ({ ja: `${name} でした`, en: `it is ${name}` }),
        ),
      ),
    ),
    answerComes,
    isAboutTheOneAsked,
    assuming(
      "ASM-ERR-FILE",
      check("RCP-09", "file.noError", { ja: ".err が置かれる", en: "an .err appears" }, eventually(errorFile)),
    ),
  ],
});

const whole = nth(1, drugAnswer);

export const medicinesWithConsent = terminalCase({
  id: "TRM-MED-0001",
  title: { ja: "同意があれば薬剤情報を取得できる", en: "With consent drug information can be fetched" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  async steps(stage) {
    await visit(stage, "patient", "pin", ["medicines"]);
    await askMedicines(stage, suffixFor("patient", 1), stage.person("patient"));
    await stage.see(drugAnswer);
  },
  expect: [
    check(
      "CNS-01",
      "consent.lost",
      { ja: "薬剤情報の回答が正常である", en: "the drug information is answered" },
      every(
        whole,
        { ja: "ResultCode = 1", en: "ResultCode = 1" },
        is("read.loose.MessageHeader.ResultCode", "1"),
        ({ read }) => {
          const says = read?.loose.MessageHeader?.MessageContents ?? "–";
          return { ja: says, en: says };
        },
      ),
    ),
    check(
      "CNS-01",
      "answer.swapped",
      { ja: "薬剤情報が、その照会の患者のものである", en: "the drug information is about the patient asked for" },
      every(
        where(whole, "ResultCode 1", is("read.loose.MessageHeader.ResultCode", "1")),
        { ja: "氏名と生年月日が患者のもの", en: "name and birth date are the patient's" },
        both(
          there(fact(asked, "id")),
          is("read.loose.MessageHeader.QuaInf.Name", fact(asked, "name")),
          is("read.loose.MessageHeader.QuaInf.Birth", fact(asked, "birthDate")),
        ),
        ({ name }) => ({ ja: `${name} は別の人のものです`, en: `${name} is about somebody else` }),
      ),
    ),
    check(
      "RCP-09",
      "file.missing",
      { ja: "薬剤情報の照会に回答が返る", en: "the request for drug information is answered" },
      eventually(drugAnswer),
    ),
    resultComes,
  ],
});

export const noMedicinesWithoutConsent = terminalCase({
  id: "TRM-MED-0002",
  title: { ja: "同意がなければ薬剤情報を取得できない", en: "Without consent no drug information is given" },
  cast: ["patient"],
  hands: ["placeCard", "chooseMethod", "enterPin", "refuseConsent", "removeCard"],
  kills: ["M-TRM-MEDICINES-UNASKED"],
  async steps(stage) {
    await visit(stage, "patient", "pin", []);
    await askMedicines(stage, suffixFor("patient", 1), stage.person("patient"));
    await stage.see(drugAnswer);
  },
  expect: [
    check(
      "CNS-01",
      "answer.leaksConsent",
      { ja: "薬剤情報が1件も回答されない", en: "no drug information is in the answer" },
      every(
        whole,
        {
          ja: "読める回答で、ResultCode = 9、MeTrMonthInf がない",
          en: "readable, ResultCode = 9, and no MeTrMonthInf",
        },
        // An answer that cannot be read shows nothing of what it leaves out.
        both(is("read.loose.MessageHeader.ResultCode", "9"), onlyOf("read.loose.MessageBody.MeTrMonthInf", [])),
        ({ read }) => {
          const code = read?.loose.MessageHeader?.ResultCode;
          const months = read?.loose.MessageBody?.MeTrMonthInf?.length ?? 0;
          return {
            ja: read ? `ResultCode ${code ?? "なし"}、${months} か月分でした` : "回答を読めませんでした",
            en: read ? `ResultCode ${code ?? "none"}, ${months} months` : "the answer could not be read",
          };
        },
      ),
    ),
    check(
      "RCP-09",
      "file.noError",
      { ja: "断られた照会も壊れた照会とは扱われない", en: "a refused request is not treated as a broken one" },
      never(errorFile),
    ),
  ],
});
