import { assuming, check, receiptCase } from "../../case.ts";
import { type Import, imported, refused } from "../../expect/chart.ts";
import { registrationRequest } from "../../expect/folder.ts";
import { fact, is } from "../../expect/predicate.ts";
import { anyOf, where } from "../../expect/selector.ts";
import { alike, distinct, eventually, given, times } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { answerAbout, put } from "./answers.ts";
import { A_WHILE, importOf } from "./checks.ts";
import { registrationAnswer } from "./reference-answers.ts";
import {
  answeredFor,
  asksForOne,
  asksWhole,
  come,
  forAnother,
  neverRegisters,
  oneNumberOnePerson,
  register,
  registeredOf,
  registersThe,
  tellsOfIt,
  wholeRegistration,
} from "./reference-checks.ts";

/** The number of a chart, registered for its patient (照会番号): asked for, answered, and carried back by later results of the card. */

const NEEDS = ["faceResults", "referenceNumbers"] as const;

const sentOnce = check(
  "FBK-03",
  "request.resent",
  { ja: "登録の要求は1件である", en: "there is one registration" },
  times(1, registrationRequest),
);

export const one = receiptCase({
  id: "RCT-REF-0001",
  title: {
    ja: "カルテの番号を照会番号として登録し、登録されたことが示される",
    en: "The number of a chart is registered as reference number, and told to be",
  },
  cast: ["patient"],
  hands: ["registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-UNTOLD"],
  spares: ["B-RCP-REF-OWN-NUMBERS", "B-RCP-SHIFT-JIS", "B-RCP-NO-BRANCH", "B-RCP-ZERO-PADDING"],
  async steps(stage) {
    await come(stage, "patient");
    const { suffix, asked } = await register(stage, "patient");
    await put(stage.bench, registrationAnswer(stage.bench, suffix, { asked, status: "1" }));
    await stage.glimpse(answeredFor, A_WHILE);
  },
  expect: [asksWhole, asksForOne, registersThe("patient"), sentOnce],
});

export const two = receiptCase({
  id: "RCT-REF-0002",
  title: {
    ja: "ふたりの照会番号は異なり、回答が逆の順に届いてもそれぞれに登録される",
    en: "Two patients have two reference numbers, and each has its own answer, in whatever order they come",
  },
  cast: ["patient", "stranger"],
  hands: ["registerReference", "registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-SHARED", "M-RCP-REF-STALE-NUMBER", "M-RCP-REF-LAST"],
  spares: ["B-RCP-REF-OWN-NUMBERS", "B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, glimpse } = stage;
    await come(stage, "patient", "stranger");
    const first = await register(stage, "patient");
    const second = await register(stage, "stranger");
    for (const { suffix, asked } of [second, first]) {
      await put(bench, registrationAnswer(bench, suffix, { asked, status: "1" }));
      await glimpse(answeredFor, A_WHILE);
    }
  },
  expect: [
    asksForOne,
    check(
      "RCP-16",
      "reference.shared",
      { ja: "照会番号は患者ごとに異なる", en: "each patient has a reference number of his own" },
      distinct(
        wholeRegistration,
        ["read.loose.MessageBody.ReferenceNumberRegistrationInfo.ReferenceNumber"],
        { ja: "2件の登録の番号が互いに異なる", en: "the two registrations have different numbers" },
        ({ name }) => ({ ja: `${name} の番号が同じです`, en: `${name} has the same number` }),
      ),
    ),
    registersThe("patient"),
    registersThe("stranger"),
    oneNumberOnePerson,
  ],
});

export const anothersAnswer = receiptCase({
  id: "RCT-REF-0003",
  title: {
    ja: "自分の識別子で届いた別人の登録を、自分の登録としない",
    en: "Another patient's registration under one's own name is not taken for one's own",
  },
  cast: ["patient", "stranger"],
  hands: ["registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-ECHO-UNREAD"],
  async steps(stage) {
    const { bench, person } = stage;
    await come(stage, "patient", "stranger");
    const { suffix, asked } = await register(stage, "patient");
    const another = forAnother(asked, person("stranger"));
    await put(bench, registrationAnswer(bench, suffix, { asked: another, status: "1" }));
    await stage.glimpse(answeredFor, A_WHILE);
    await stage.rest(A_WHILE);
  },
  expect: [neverRegisters(), tellsOfIt],
});

export const failed = receiptCase({
  id: "RCT-REF-0004",
  title: {
    ja: "エラーで終わった登録は職員に示し、登録済みとせず、送り直さない",
    en: "A registration that ended in error is shown to staff, does not count, and is not sent again",
  },
  cast: ["patient"],
  hands: ["registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-STATUS-IGNORED", "M-RCP-REF-SENT-ANEW", "M-RCP-REF-ERROR-UNSEEN"],
  async steps(stage) {
    const { bench, glimpse, rest } = stage;
    await come(stage, "patient");
    const { suffix, asked } = await register(stage, "patient");
    await put(bench, registrationAnswer(bench, suffix, { asked, status: "2" }));
    await glimpse(answeredFor, A_WHILE);
    await rest(60_000);
  },
  expect: [neverRegisters(), tellsOfIt, sentOnce],
});

export const otherRequests = receiptCase({
  id: "RCT-REF-0005",
  title: {
    ja: "先に届いた別の登録の回答を、自分の回答としない",
    en: "The answer to another registration that comes first is not taken for one's own",
  },
  cast: ["patient"],
  hands: ["registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-NEXT-FILE"],
  async steps(stage) {
    const { bench, rest } = stage;
    await come(stage, "patient");
    const { suffix, asked } = await register(stage, "patient");
    // As another program of the same institution asked it, word for word.
    await put(bench, registrationAnswer(bench, "suite0001-other", { asked, status: "1" }));
    await rest(A_WHILE);
    await put(bench, registrationAnswer(bench, suffix, { asked, status: "2" }));
    await rest(A_WHILE);
  },
  expect: [neverRegisters(), tellsOfIt],
});

/** Registers the number of the patient's chart, and gives it back as a later result carries it. */
async function carriedNumber(stage: Stage<"receipt">): Promise<{ readonly ReferenceNumber: string }> {
  const { bench, glimpse } = stage;
  const { suffix, asked } = await register(stage, "patient");
  await put(bench, registrationAnswer(bench, suffix, { asked, status: "1" }));
  await glimpse(registeredOf("patient"), A_WHILE);
  return { ReferenceNumber: asked.ReferenceNumber };
}

/** The same person under another insurance, after a change of work. */
const NEW_INSURANCE = { insurer: "06999999", symbol: "", number: "7000001", branch: "01" } as const;

export const carriedBack = receiptCase({
  id: "RCT-REF-0006",
  title: {
    ja: "保険が変わっても、照会番号のある結果は元のカルテに入る",
    en: "A result with its reference number goes into the same chart, though the insurance has changed",
  },
  cast: ["patient"],
  hands: ["registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-IGNORED"],
  spares: ["B-RCP-REF-OWN-NUMBERS"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    await come(stage, "patient");
    const facts = await carriedNumber(stage);
    const changed = { ...person("patient"), ...NEW_INSURANCE };
    await rest(3_000);
    await put(bench, answerAbout(bench, changed, { facts }));
    await glimpse(imported, A_WHILE);
  },
  expect: [
    check(
      "RCP-16",
      "import.missing",
      { ja: "新しい保険の結果が取り込まれる", en: "the result under the new insurance is imported" },
      given(
        wholeRegistration,
        eventually(where(imported, "new insurance", is("patient.number", NEW_INSURANCE.number))),
      ),
    ),
    check(
      "RCP-16",
      "reference.unmatched",
      { ja: "どちらの結果も同じカルテに入る", en: "both results go into one chart" },
      given(
        wholeRegistration,
        alike(
          where<Import>(imported, "patient", is("patient.birthDate", fact("patient", "birthDate"))),
          "patient.referenceNumber",
          { ja: "カルテの番号（referenceNumber）が同じ", en: "the number of the chart (referenceNumber) is one" },
        ),
      ),
    ),
  ],
});

export const anothersNumber = receiptCase({
  id: "RCT-REF-0007",
  title: {
    ja: "別の患者のカルテの照会番号が付いた結果を、そのカルテに入れない",
    en: "A result that carries the number of another patient's chart does not go into that chart",
  },
  cast: ["patient", "stranger"],
  hands: ["registerReference"],
  needs: NEEDS,
  kills: ["M-RCP-REF-BLIND"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    await come(stage, "patient");
    const facts = await carriedNumber(stage);
    await rest(3_000);
    await put(bench, answerAbout(bench, person("stranger"), { facts }));
    await glimpse(anyOf<unknown>(imported, refused), A_WHILE);
    await rest(A_WHILE);
  },
  expect: [
    assuming("ASM-REFERENCE-TRUST", oneNumberOnePerson),
    assuming(
      "ASM-STAFF-TOLD",
      check(
        "RCP-16",
        "import.unsaid",
        {
          ja: "その結果は本人のカルテに入るか、職員に示される",
          en: "the result goes into its own patient's chart, or is shown to staff",
        },
        given(wholeRegistration, eventually(anyOf<unknown>(importOf("stranger"), refused))),
      ),
    ),
  ],
});
