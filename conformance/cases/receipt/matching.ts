import { assuming, check, receiptCase } from "../../case.ts";
import { imported, refused } from "../../expect/chart.ts";
import { is, like } from "../../expect/predicate.ts";
import { anyOf, nth, where } from "../../expect/selector.ts";
import { consistent, every, never, times } from "../../expect/vocabulary.ts";
import { answerAbout, put } from "./answers.ts";
import { A_WHILE, importOf, importsThe, neverMixes, request } from "./checks.ts";

/** Whose answer it is: by number, branch, birth date and identifier, and never by what two people may share. */

export const crossing = receiptCase({
  id: "RCT-MAT-0001",
  title: {
    ja: "2件の照会の回答が逆の順に届いても、それぞれの患者に入る",
    en: "Answers to two requests that come in reverse order go to their own patients",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility", "askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-LAST-QUERY", "M-RCP-OLDER-DROPPED"],
  spares: ["B-RCP-SLOW-POLL", "B-RCP-SHIFT-JIS"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const first = await request(stage, person("patient"));
    const second = await request(stage, person("stranger"));
    await put(bench, answerAbout(bench, person("stranger"), { suffix: second }));
    await see(importOf("stranger"));
    await put(bench, answerAbout(bench, person("patient"), { suffix: first }));
    await see(importOf("patient"));
  },
  expect: [importsThe("RCP-09", "patient"), importsThe("RCP-09", "stranger"), neverMixes("RCP-09")],
});

export const lateAnswer = receiptCase({
  id: "RCT-MAT-0002",
  title: {
    ja: "遅れて届いた前の患者の回答を、次の患者の回答としない",
    en: "A late answer about the last patient is not taken for the next one's",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility", "askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-LAST-QUERY", "M-RCP-LATE-TO-LAST"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const first = await request(stage, person("patient"));
    await rest(20_000);
    const second = await request(stage, person("stranger"));
    await put(bench, answerAbout(bench, person("patient"), { suffix: first }));
    await rest(A_WHILE);
    await put(bench, answerAbout(bench, person("stranger"), { suffix: second }));
    await see(importOf("stranger"));
  },
  expect: [importsThe("RCP-09", "stranger"), neverMixes("RCP-09")],
});

export const answerTwice = receiptCase({
  id: "RCT-MAT-0003",
  title: { ja: "同じ回答が二度届いても一度だけ取り込む", en: "An answer that comes twice is imported once" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-TWICE", "M-RCP-ANSWER-TWICE"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const answer = answerAbout(bench, person("patient"), { suffix: await request(stage, person("patient")) });
    await put(bench, answer);
    await see(importOf("patient"));
    await rest(3_000);
    await put(bench, answer);
    await rest(A_WHILE);
  },
  expect: [
    assuming(
      "ASM-HALF-WRITTEN",
      check("RCP-13", "import.twice", { ja: "取込みは1回である", en: "it is imported once" }, times(1, imported)),
    ),
    importsThe("RCP-09", "patient"),
  ],
});

/** What is left of a name when its first character could not be carried. */
const clipped = (name: string) => `●${Array.from(name).slice(1).join("")}`;

export const sameReplacedName = receiptCase({
  id: "RCT-MAT-0004",
  title: {
    ja: "● を含む氏名と生年月日が同じふたりを、同じ人としない",
    en: "Two who share a birth date and a name with ● in it are not taken for one",
  },
  cast: ["patient", "stranger"],
  needs: ["faceResults"],
  kills: ["M-RCP-NAME-MATCH"],
  async steps({ bench, person, see, rest }) {
    const name = clipped(person("patient").name);
    const { birthDate } = person("patient");
    await put(bench, answerAbout(bench, { ...person("patient"), name }));
    await see(imported);
    await rest(3_000);
    await put(bench, answerAbout(bench, { ...person("stranger"), name, birthDate }));
    await see(imported);
  },
  expect: [neverMixes("RCP-01")],
});

export const sameNumber = receiptCase({
  id: "RCT-MAT-0005",
  title: {
    ja: "記号番号が同じ家族を、枝番と生年月日で区別する",
    en: "Members of a family under one number are told apart by branch and birth date",
  },
  cast: ["patient", "stranger"],
  needs: ["faceResults"],
  kills: ["M-RCP-NUMBER-MATCH"],
  async steps({ bench, person, see, rest }) {
    const { insurer, symbol, number } = person("patient");
    await put(bench, answerAbout(bench, person("patient")));
    await see(imported);
    await rest(3_000);
    await put(bench, answerAbout(bench, { ...person("stranger"), insurer, symbol, number, branch: "07" }));
    await see(imported);
  },
  expect: [neverMixes("RCP-01")],
});

export const replacedName = receiptCase({
  id: "RCT-MAT-0006",
  title: {
    ja: "● を含む氏名は、印を付けて取り込む",
    en: "A name with ● in it is imported, and marked for staff",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-UNFLAGGED"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, { ...person("patient"), name: clipped(person("patient").name) }, { suffix }));
    await see(imported);
  },
  expect: [
    importsThe("RCP-09", "patient"),
    assuming(
      "ASM-REPLACED-NAME",
      check(
        "RCP-11",
        "name.unflagged",
        { ja: "職員が補うべき氏名として示される", en: "the name is marked as one that staff must complete" },
        every(
          importOf("patient"),
          { ja: "nameIncomplete が 1 である", en: "nameIncomplete is 1" },
          is("patient.nameIncomplete", "1"),
        ),
      ),
    ),
  ],
});

export const wholeNameStays = receiptCase({
  id: "RCT-MAT-0007",
  title: {
    ja: "揃った氏名を、● を含む氏名で置き換えない",
    en: "A name that is whole is not replaced by one with ● in it",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["faceResults", "numberQuery"],
  kills: ["M-RCP-NAME-REPLACED"],
  async steps(stage) {
    const { bench, person, see } = stage;
    await put(bench, answerAbout(bench, person("patient")));
    await see(imported);
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, { ...person("patient"), name: clipped(person("patient").name) }, { suffix }));
    await see(imported);
  },
  expect: [
    assuming(
      "ASM-REPLACED-NAME",
      check(
        "RCP-11",
        "name.overwritten",
        { ja: "カルテの氏名が揃ったままである", en: "the name on the chart stays whole" },
        never(where(nth(2, imported), "name with ●", like("patient.name", "●"))),
      ),
    ),
  ],
});

/** What two different symbols become whose first characters could not be carried. */
const CLIPPED_SYMBOL = "●７";

export const sameReplacedSymbol = receiptCase({
  id: "RCT-MAT-0008",
  title: {
    ja: "● を含む記号が同じに見えるふたりを、ひとつのカルテに入れない",
    en: "Two whose symbols look alike for a ● in them do not go into one chart",
  },
  cast: ["patient", "stranger"],
  // Two that share a chart are told by its number alone.
  needs: ["faceResults", "referenceNumbers"],
  kills: ["M-RCP-SYMBOL-MATCH"],
  spares: ["B-RCP-REF-OWN-NUMBERS", "B-RCP-SHIFT-JIS"],
  async steps({ bench, person, see, glimpse, rest }) {
    const { insurer, number, branch, birthDate, sex } = person("patient");
    const alike = { insurer, number, branch, birthDate, sex, symbol: CLIPPED_SYMBOL };
    await put(bench, answerAbout(bench, person("patient")));
    await see(imported);
    for (const part of ["patient", "stranger"] as const) {
      await rest(3_000);
      await put(bench, answerAbout(bench, { ...person(part), ...alike, name: clipped(person(part).name) }));
      await glimpse(anyOf<unknown>(imported, refused), A_WHILE);
    }
  },
  expect: [
    check(
      "RCP-01",
      "import.mixed",
      { ja: "どのカルテにもひとりだけが入る", en: "no chart takes in more than one person" },
      consistent(imported, "patient.referenceNumber", "patient.kana", {
        ja: "カルテの番号が同じならカナ氏名も同じ",
        en: "where the number of the chart is one, the name in kana is one",
      }),
    ),
  ],
});
