import { check, receiptCase } from "../../case.ts";
import type { Part } from "../../cast.ts";
import { registered } from "../../expect/chart.ts";
import { registrationsFetch, registrationsRequest } from "../../expect/folder.ts";
import { both, counts, each, is, there } from "../../expect/predicate.ts";
import { nth } from "../../expect/selector.ts";
import { distinct, eventually, every, given, times } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { put } from "./answers.ts";
import { A_WHILE } from "./checks.ts";
import { registrationsAccepted, registrationsOutcome } from "./reference-answers.ts";
import {
  answeredFor,
  come,
  isFor,
  isOfOne,
  neverRegisters,
  oneNumberOnePerson,
  registeredOf,
  registersThe,
  tellsOfIt,
} from "./reference-checks.ts";

/** Reference numbers of many charts, registered in one request whose outcome is fetched by the number it was given. */

const NEEDS = ["faceResults", "referenceNumbers", "bulkReferences"] as const;
const PARTS: readonly Part[] = ["patient", "stranger", "child"];
const ROWS = "read.loose.MessageBody.ReferenceNumberRegistrationInfo";

/** Products ask for an outcome every few seconds, and some every five minutes. */
const UNHURRIED = 330_000;
const NUMBER = "20260401090000000011";
const OTHER_NUMBER = "20260401090000000012";

/** Opens their charts, has them registered, and gives back the rows as they were asked, once they are accepted. */
async function accepted(stage: Stage<"receipt">, parts: readonly Part[]) {
  const { bench, hand, person, see } = stage;
  await come(stage, ...parts);
  await hand.registerMany(parts.map(person));
  const { named, read } = await see(registrationsRequest);
  await put(bench, registrationsAccepted(bench, named?.suffix ?? "", NUMBER));
  return read?.value?.MessageBody.ReferenceNumberRegistrationInfo ?? [];
}

/** The suffix under which the outcome is asked for. */
async function fetched({ see }: Stage<"receipt">): Promise<string> {
  const { named } = await see(registrationsFetch, UNHURRIED);
  return named?.suffix ?? "";
}

/** Waits for so many to be told of, whatever is told, and goes on without those that are not. */
async function glimpseRows({ glimpse }: Stage<"receipt">, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await glimpse(answeredFor, A_WHILE);
}

const done = { status: "1" } as const;

const sentOnce = check(
  "FBK-03",
  "request.resent",
  { ja: "一括登録の要求は1件である", en: "there is one request" },
  times(1, registrationsRequest),
);

const byItsNumber = check(
  "RCP-16",
  "request.otherNumber",
  { ja: "結果は受付の番号で求められる", en: "the outcome is asked for by the number that was given" },
  every(
    registrationsFetch,
    { ja: `ReceptionNumber が ${NUMBER}`, en: `ReceptionNumber is ${NUMBER}` },
    is("read.loose.MessageBody.ReceptionNumber", NUMBER),
  ),
);

export const rowByRow = receiptCase({
  id: "RCT-REF-0008",
  title: {
    ja: "照会番号の一括登録の結果は、行の順が変わっても、それぞれの患者の登録となる",
    en: "The rows of a bulk registration count for their own patients, in whatever order they come",
  },
  cast: PARTS,
  hands: ["registerReferencesInBulk"],
  needs: NEEDS,
  kills: ["M-RCP-REF-ROWS-SHARED"],
  spares: ["B-RCP-REF-OWN-NUMBERS", "B-RCP-SHIFT-JIS", "B-RCP-ZERO-PADDING"],
  async steps(stage) {
    const rows = await accepted(stage, PARTS);
    const told = rows.map((asked) => ({ asked, ...done })).reverse();
    await put(stage.bench, registrationsOutcome(stage.bench, await fetched(stage), NUMBER, told));
    await glimpseRows(stage, PARTS.length);
  },
  expect: [
    check(
      "RCP-16",
      "request.malformed",
      {
        ja: "一括登録の要求がレイアウトどおりで、3人の行を持つ",
        en: "the request follows its layout and has rows for the three",
      },
      every(
        registrationsRequest,
        { ja: "必須項目が揃い、3行である", en: "complete, with three rows" },
        both(there("read.value"), counts(ROWS, PARTS.length)),
      ),
    ),
    check(
      "RCP-16",
      "request.mixed",
      { ja: "どの行もひとりの患者の記号番号である", en: "each row has one patient's insured number" },
      every(
        registrationsRequest,
        { ja: "保険者番号・記号番号・枝番がひとりのもの", en: "insurer, number and branch are of one person" },
        each(ROWS, isOfOne),
      ),
    ),
    check(
      "RCP-16",
      "reference.shared",
      { ja: "照会番号は患者ごとに異なる", en: "each patient has a reference number of his own" },
      distinct(
        registered,
        ["patient.referenceNumber"],
        { ja: "登録された番号が互いに異なる", en: "the registered numbers differ" },
        ({ source }) => ({ ja: `${source} で同じ番号が登録されました`, en: `${source} has the same number twice` }),
      ),
    ),
    ...PARTS.map(registersThe),
    oneNumberOnePerson,
  ],
});

export const stillRunning = receiptCase({
  id: "RCT-REF-0009",
  title: {
    ja: "処理中（2）の一括登録は、受付番号で結果を求め直し、要求は送り直さない",
    en: "A bulk registration that still runs (2) is asked for again by its number, and not sent again",
  },
  cast: ["patient", "stranger"],
  hands: ["registerReferencesInBulk"],
  needs: NEEDS,
  kills: ["M-RCP-REF-BULK-RESENDS", "M-RCP-REF-RUNNING-FINAL"],
  spares: ["B-RCP-BULK-SLOW-FETCH"],
  async steps(stage) {
    const { bench } = stage;
    const rows = await accepted(stage, ["patient", "stranger"]);
    await put(bench, registrationsOutcome(bench, await fetched(stage), NUMBER, "running"));
    const told = rows.map((asked) => ({ asked, ...done }));
    await put(bench, registrationsOutcome(bench, await fetched(stage), NUMBER, told));
    await glimpseRows(stage, 2);
  },
  expect: [
    check(
      "RCP-16",
      "request.missing",
      { ja: "処理中なら、結果がもう一度求められる", en: "while it runs, the outcome is asked for again" },
      given(registrationsRequest, eventually(nth(2, registrationsFetch))),
    ),
    byItsNumber,
    sentOnce,
    registersThe("patient"),
    registersThe("stranger"),
  ],
});

export const oneRowInError = receiptCase({
  id: "RCT-REF-0010",
  title: {
    ja: "一括登録の1行がエラーでも、残りの行は登録され、その行は職員に示される",
    en: "One row in error does not keep the others from being registered, and is shown to staff",
  },
  cast: PARTS,
  hands: ["registerReferencesInBulk"],
  needs: NEEDS,
  kills: ["M-RCP-REF-BY-ORDER", "M-RCP-REF-ROW-UNSEEN"],
  async steps(stage) {
    const { bench, person } = stage;
    const rows = await accepted(stage, PARTS);
    const told = rows.map((asked) => ({ asked, status: isFor(asked, person("stranger")) ? "2" : "1" }) as const);
    const inError = told.filter(({ status }) => status === "2");
    const others = told.filter(({ status }) => status === "1");
    await put(bench, registrationsOutcome(bench, await fetched(stage), NUMBER, [...inError, ...others]));
    await glimpseRows(stage, PARTS.length);
  },
  expect: [registersThe("patient"), registersThe("child"), neverRegisters(registeredOf("stranger")), tellsOfIt],
});

export const otherNumber = receiptCase({
  id: "RCT-REF-0011",
  title: {
    ja: "別の受付番号の結果を、自分の一括登録の結果としない",
    en: "The outcome of another reception number is not taken for one's own registration",
  },
  cast: ["patient"],
  hands: ["registerReferencesInBulk"],
  needs: NEEDS,
  kills: ["M-RCP-REF-NUMBER-UNREAD"],
  async steps(stage) {
    const { bench } = stage;
    const rows = await accepted(stage, ["patient"]);
    const told = rows.map((asked) => ({ asked, ...done }));
    await put(bench, registrationsOutcome(bench, await fetched(stage), OTHER_NUMBER, told));
    await stage.rest(A_WHILE);
  },
  expect: [byItsNumber, neverRegisters()],
});
