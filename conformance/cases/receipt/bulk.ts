import { bareInsurer, type SearchInfo } from "../../../device/wire/oqs/siquc.ts";
import { check, receiptCase } from "../../case.ts";
import type { Part, PersonFacts } from "../../cast.ts";
import { type Import, imported } from "../../expect/chart.ts";
import { bulkFetch, bulkRequest } from "../../expect/folder.ts";
import {
  bare,
  both,
  counts,
  each,
  either,
  is,
  not,
  numberOf,
  someone,
  textOf,
  theirs,
  there,
} from "../../expect/predicate.ts";
import { nth } from "../../expect/selector.ts";
import { distinct, every, eventually, never, times } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { put } from "./answers.ts";
import { acceptance, outcome, type Row } from "./bulk-answers.ts";
import { A_WHILE, glimpseImports, importOf, importsNothing, importsThe, settled, tellsStaff } from "./checks.ts";

/** Many asked about at once: sent once, fetched by the number that was given, and each row into the chart of its own patient. */

const PARTS: readonly Part[] = ["patient", "stranger", "child"];

/** Products ask for an outcome every few seconds, and some every five minutes. */
const UNHURRIED = 330_000;
const NUMBER = "20260401090000000001";
const OTHER_NUMBER = "20260401090000000002";

const ROWS = "read.loose.MessageBody.QualificationConfirmSearchInfo";

/** Has the product ask about these, and gives back the suffix it chose, and its rows. */
async function requestMany({ hand, person, see }: Stage<"receipt">, parts: readonly Part[]) {
  await hand.askMany(parts.map(person));
  const { named, read } = await see(bulkRequest);
  return { suffix: named?.suffix ?? "", rows: read?.value?.MessageBody.QualificationConfirmSearchInfo ?? [] };
}

/** The suffix under which the outcome is asked for. */
async function fetched({ see }: Stage<"receipt">): Promise<string> {
  const { named } = await see(bulkFetch, UNHURRIED);
  return named?.suffix ?? "";
}

/** Of each row as it was asked, what is true of the person in it. */
const answered = ({ person }: Stage<"receipt">, parts: readonly Part[], rows: readonly SearchInfo[]): Row[] =>
  rows.map((asked) => {
    const found = parts.map(person).find((facts) => isAbout(asked, facts));
    return { asked, ...(found ? { person: found } : {}) };
  });

const isAbout = (asked: SearchInfo, { insurer, number, birthDate }: PersonFacts): boolean =>
  bareInsurer(asked.InsurerNumber) === bareInsurer(insurer) &&
  asked.InsuredIdentificationNumber === number &&
  asked.Birthdate === birthDate;

const sentOnce = check(
  "FBK-03",
  "request.resent",
  { ja: "一括照会は1件である", en: "there is one bulk request" },
  times(1, bulkRequest),
);

const byItsNumber = check(
  "RCP-09",
  "request.otherNumber",
  { ja: "結果は受付の番号で求められる", en: "the outcome is asked for by the number that was given" },
  every(
    bulkFetch,
    { ja: `ReceptionNumber が ${NUMBER}`, en: `ReceptionNumber is ${NUMBER}` },
    is("read.loose.MessageBody.ReceptionNumber", NUMBER),
  ),
);

/** Whatever is imported is of one of the cast, name and number alike. */
const neverMixesRows = check(
  "RCP-09",
  "import.mixed",
  { ja: "どの行も、その人のカルテに入る", en: "each row goes into its own patient's chart" },
  every(
    imported,
    { ja: "氏名・番号・生年月日がひとりのもの", en: "name, number and birth date are of one person" },
    someone<Import>(
      both(
        is("patient.name", theirs("name")),
        is("patient.number", theirs("number")),
        is("patient.birthDate", theirs("birthDate")),
      ),
    ),
  ),
);

export const rowByRow = receiptCase({
  id: "RCT-BLK-0001",
  title: {
    ja: "一括照会の結果は、行の順が変わっても、それぞれの患者のカルテに入る",
    en: "The rows of a bulk outcome go into the charts of their own patients, in whatever order they come",
  },
  cast: PARTS,
  hands: ["askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-BY-ORDER", "M-RCP-BULK-STALE-ROW"],
  spares: ["B-RCP-BULK-OWN-KEYS", "B-RCP-SHIFT-JIS", "B-RCP-ZERO-PADDING", "B-RCP-NO-BRANCH"],
  async steps(stage) {
    const { suffix, rows } = await requestMany(stage, PARTS);
    await put(stage.bench, acceptance(stage.bench, suffix, NUMBER));
    const second = await fetched(stage);
    await put(stage.bench, outcome(stage.bench, second, NUMBER, answered(stage, PARTS, rows).reverse()));
    await glimpseImports(stage, PARTS.length);
  },
  expect: [
    check(
      "RCP-09",
      "request.malformed",
      {
        ja: "一括照会がレイアウトどおりで、3人の行を持つ",
        en: "the bulk request follows its layout and has rows for the three",
      },
      every(
        bulkRequest,
        { ja: "必須項目が揃い、3行である", en: "complete, with three rows" },
        both(there("read.value"), counts(ROWS, PARTS.length)),
      ),
    ),
    check(
      "RCP-09",
      "request.mixed",
      { ja: "どの行もひとりの患者だけを尋ねる", en: "each row asks about one person alone" },
      every(
        bulkRequest,
        { ja: "記号番号・枝番・生年月日がひとりのもの", en: "number, branch and birth date are of one person" },
        each(
          ROWS,
          someone(
            both(
              is(bare("InsurerNumber"), bare(theirs("insurer"))),
              is(textOf("InsuredCardSymbol"), theirs("symbol")),
              is("InsuredIdentificationNumber", theirs("number")),
              either(
                not(there("InsuredBranchNumber")),
                is(numberOf("InsuredBranchNumber"), numberOf(theirs("branch"))),
              ),
              is("Birthdate", theirs("birthDate")),
            ),
          ),
        ),
      ),
    ),
    ...PARTS.map((part) => importsThe("RCP-09", part)),
    neverMixesRows,
  ],
});

export const stillRunning = receiptCase({
  id: "RCT-BLK-0002",
  title: {
    ja: "処理中（2）の一括照会は、受付番号で結果を求め直し、照会は送り直さない",
    en: "A bulk check that still runs (2) is asked for again by its number, and not sent again",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-RESENDS", "M-RCP-BULK-RUNNING-FINAL"],
  spares: ["B-RCP-BULK-SLOW-FETCH"],
  async steps(stage) {
    const parts = ["patient", "stranger"] as const;
    const { suffix, rows } = await requestMany(stage, parts);
    await put(stage.bench, acceptance(stage.bench, suffix, NUMBER));
    await put(stage.bench, outcome(stage.bench, await fetched(stage), NUMBER, "running"));
    const again = await fetched(stage);
    await put(stage.bench, outcome(stage.bench, again, NUMBER, answered(stage, parts, rows)));
    await glimpseImports(stage, parts.length);
  },
  expect: [
    check(
      "RCP-09",
      "request.missing",
      { ja: "処理中なら、結果がもう一度求められる", en: "while it runs, the outcome is asked for again" },
      eventually(nth(2, bulkFetch)),
    ),
    byItsNumber,
    sentOnce,
    importsThe("RCP-09", "patient"),
    importsThe("RCP-09", "stranger"),
  ],
});

export const oneRowInError = receiptCase({
  id: "RCT-BLK-0003",
  title: {
    ja: "一括照会の1行がエラーでも、残りの行は取り込まれ、その行は職員に示される",
    en: "One row in error does not keep the others from being imported, and is shown to staff",
  },
  cast: PARTS,
  hands: ["askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-STOPS-AT-ERROR", "M-RCP-BULK-ROW-UNSEEN"],
  spares: ["B-RCP-BULK-OWN-KEYS"],
  async steps(stage) {
    const { bench, person } = stage;
    const { suffix, rows } = await requestMany(stage, PARTS);
    await put(bench, acceptance(bench, suffix, NUMBER));
    const second = await fetched(stage);
    const told = answered(stage, PARTS, rows).map(({ asked, person: found }) =>
      found === person("stranger") ? { asked } : { asked, ...(found ? { person: found } : {}) },
    );
    const inError = told.filter((row) => !("person" in row));
    await put(bench, outcome(bench, second, NUMBER, [...inError, ...told.filter((row) => "person" in row)]));
    await stage.glimpse(importOf("patient"), A_WHILE);
    await stage.glimpse(importOf("child"), A_WHILE);
  },
  expect: [
    importsThe("RCP-09", "patient"),
    importsThe("RCP-09", "child"),
    check(
      "RCP-09",
      "import.failedTaken",
      { ja: "エラーの行からは取り込まれない", en: "nothing is imported from the row in error" },
      never(importOf("stranger")),
    ),
    tellsStaff("RCP-09"),
  ],
});

export const otherNumber = receiptCase({
  id: "RCT-BLK-0004",
  title: {
    ja: "別の受付番号の結果を、自分の一括照会の結果としない",
    en: "The outcome of another reception number is not taken for one's own",
  },
  cast: ["patient"],
  hands: ["askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-NUMBER-UNREAD"],
  async steps(stage) {
    const { suffix, rows } = await requestMany(stage, ["patient"]);
    await put(stage.bench, acceptance(stage.bench, suffix, NUMBER));
    const second = await fetched(stage);
    await put(stage.bench, outcome(stage.bench, second, OTHER_NUMBER, answered(stage, ["patient"], rows)));
    await stage.rest(A_WHILE);
  },
  expect: [byItsNumber, importsNothing("RCP-09", "import.otherRequest")],
});

export const notAccepted = receiptCase({
  id: "RCT-BLK-0005",
  title: {
    ja: "受け付けられなかった一括照会は職員に示し、結果を求めも送り直しもしない",
    en: "A bulk check that was not accepted is shown to staff; no outcome is asked for, and it is not sent again",
  },
  cast: ["patient"],
  hands: ["askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-FETCHES-BLINDLY"],
  async steps(stage) {
    const { suffix } = await requestMany(stage, ["patient"]);
    await put(stage.bench, acceptance(stage.bench, suffix, undefined));
    await stage.glimpse(settled, A_WHILE);
    await stage.rest(60_000);
  },
  expect: [
    check(
      "RCP-09",
      "request.otherNumber",
      { ja: "受付番号のない結果は求められない", en: "no outcome is asked for where there is no number" },
      never(bulkFetch),
    ),
    sentOnce,
    tellsStaff("RCP-09"),
  ],
});

export const numberLost = receiptCase({
  id: "RCT-BLK-0006",
  title: {
    ja: "受付番号が中央で失われた一括照会は職員に示し、自分から送り直さない",
    en: "A bulk check whose number the centre has lost is shown to staff, and not sent again by itself",
  },
  cast: ["patient"],
  hands: ["askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-LOST-SENT-ANEW"],
  async steps(stage) {
    const { suffix } = await requestMany(stage, ["patient"]);
    await put(stage.bench, acceptance(stage.bench, suffix, NUMBER));
    await put(stage.bench, outcome(stage.bench, await fetched(stage), NUMBER, "unknown"));
    await stage.glimpse(settled, A_WHILE);
    await stage.rest(60_000);
  },
  expect: [sentOnce, importsNothing("RCP-09", "import.failedTaken"), tellsStaff("RCP-09")],
});

const ownNumbers = check(
  "RCP-09",
  "request.otherNumber",
  { ja: "どの一括照会の結果も、その番号で求められる", en: "each outcome is asked for by its own number" },
  distinct(
    bulkFetch,
    ["read.loose.MessageBody.ReceptionNumber"],
    { ja: "2つの受付番号が互いに異なる", en: "the two reception numbers differ" },
    ({ name }) => ({ ja: `${name} が同じ番号で求めました`, en: `${name} asked by the same number` }),
  ),
);

export const twoAtOnce = receiptCase({
  id: "RCT-BLK-0007",
  title: {
    ja: "2件の一括照会の結果が逆の順に届いても、それぞれの受付番号で取り込まれる",
    en: "Outcomes of two bulk checks that come in reverse order are each fetched by their own number",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibilityInBulk", "askEligibilityInBulk"],
  needs: ["bulkQuery"],
  kills: ["M-RCP-BULK-LAST-NUMBER"],
  async steps(stage) {
    const { bench, person } = stage;
    const first = await requestMany(stage, ["patient"]);
    const second = await requestMany(stage, ["stranger"]);
    await put(bench, acceptance(bench, first.suffix, NUMBER));
    await put(bench, acceptance(bench, second.suffix, OTHER_NUMBER));
    const asking = [await stage.see(bulkFetch, UNHURRIED), await stage.see(bulkFetch, UNHURRIED)];
    for (const { named, read } of asking.reverse()) {
      const number = read?.value?.MessageBody.ReceptionNumber ?? "";
      const [rows, part] = number === NUMBER ? [first.rows, "patient" as const] : [second.rows, "stranger" as const];
      const told = rows.map((asked) => ({ asked, person: person(part) }));
      await put(bench, outcome(bench, named?.suffix ?? "", number, told));
      await stage.glimpse(importOf(part), A_WHILE);
    }
  },
  expect: [ownNumbers, importsThe("RCP-09", "patient"), importsThe("RCP-09", "stranger"), neverMixesRows],
});
