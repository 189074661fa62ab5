import { assuming, check, receiptCase } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { appeared, numberRequest } from "../../expect/folder.ts";
import { both, fact, is, there } from "../../expect/predicate.ts";
import { nth, where } from "../../expect/selector.ts";
import { every, never, times } from "../../expect/vocabulary.ts";
import { type AnswerFile, answerAbout, put } from "./answers.ts";
import {
  A_WHILE,
  carriesFacts,
  glimpseImports,
  importOf,
  importsNothing,
  importsThe,
  neverImports,
  neverMixes,
  request,
  settled,
} from "./checks.ts";

/** What a request asks by. */
const ASKED = "read.loose.MessageBody.QualificationConfirmSearchInfo";

export const faceResult = receiptCase({
  id: "RCT-IMP-0001",
  title: { ja: "顔認証の結果が本人のものとして取り込まれる", en: "A face result is imported as the right patient's" },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-FACE-UNSEEN", "M-RCP-BLANK-NARROWED"],
  spares: ["B-RCP-SLOW-POLL", "B-RCP-TELLS-MORE"],
  async steps({ bench, person, see }) {
    await put(bench, answerAbout(bench, person("patient")));
    await see(imported);
  },
  expect: [importsThe("RCP-01", "patient"), carriesFacts("patient")],
});

export const answerByNumber = receiptCase({
  id: "RCT-IMP-0002",
  title: { ja: "記号番号で照会し、回答を取り込む", en: "A query by number is written, and its answer imported" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-BIRTH-DATE-OFF"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(imported);
  },
  expect: [
    check(
      "RCP-09",
      "request.malformed",
      {
        ja: "照会ファイルがレイアウトどおりで、本人の記号番号を尋ねる",
        en: "the request follows its layout and asks for the right number",
      },
      every(
        numberRequest,
        { ja: "必須項目が揃い、番号と生年月日が一致する", en: "complete, with the right number and birth date" },
        both(
          there("named"),
          there("read.value"),
          is(`${ASKED}.InsuredIdentificationNumber`, fact("patient", "number")),
          is(`${ASKED}.Birthdate`, fact("patient", "birthDate")),
        ),
      ),
    ),
    importsThe("RCP-09", "patient"),
    carriesFacts("patient"),
  ],
});

export const strangerFirst = receiptCase({
  id: "RCT-IMP-0003",
  title: {
    ja: "先に届いた別の照会の回答を、自分の回答としない",
    en: "Another request's answer that comes first is not taken for one's own",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-NEXT-FILE", "M-RCP-ANY-SUFFIX"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("stranger"), { suffix: "suite0001-other" }));
    await rest(A_WHILE);
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(importOf("patient"));
    await rest(A_WHILE);
  },
  expect: [neverImports("RCP-09", "stranger"), importsThe("RCP-09", "patient")],
});

export const swappedAnswer = receiptCase({
  id: "RCT-IMP-0004",
  title: {
    ja: "自分の識別子で届いた別人の回答を取り込まない",
    en: "Another patient's answer under one's own name is not imported",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-NEXT-FILE", "M-RCP-NAME-ONLY"],
  async steps(stage) {
    const { bench, person, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("stranger"), { suffix }));
    await rest(A_WHILE);
  },
  expect: [neverImports("RCP-09", "stranger"), importsNothing("RCP-09", "import.mixed")],
});

export const wrongIdentifier = receiptCase({
  id: "RCT-IMP-0005",
  title: {
    ja: "名前と中の識別子が食い違う回答を取り込まない",
    en: "An answer whose name and identifier disagree is not imported",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-NEXT-FILE", "M-RCP-STRANGER-UNCHECKED"],
  async steps(stage) {
    const { bench, person, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("stranger"), { suffix, identifier: "suite0001-other" }));
    await rest(A_WHILE);
  },
  expect: [neverImports("RCP-09", "stranger")],
});

/** The first part of a file, as it stands while a terminal that does not rename is still writing. */
const cut = ({ bytes, ...file }: AnswerFile, share: number): AnswerFile => ({
  ...file,
  bytes: bytes.slice(0, Math.floor(bytes.length * share)),
});

export const halfWritten = receiptCase({
  id: "RCT-FIL-0001",
  title: { ja: "書きかけの回答は、揃ってから取り込む", en: "A half-written answer is imported when it is whole" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-HALF-FILE"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const suffix = await request(stage, person("patient"));
    const whole = answerAbout(bench, person("patient"), { suffix });
    await put(bench, cut(whole, 0.8));
    await rest(2000);
    await put(bench, whole);
    await see(importOf("patient"));
  },
  expect: [
    assuming(
      "ASM-HALF-WRITTEN",
      check(
        "RCP-13",
        "import.half",
        { ja: "揃う前には何も取り込まれない", en: "nothing is imported before the file is whole" },
        never(imported, nth(2, appeared("res"))),
      ),
    ),
    importsThe("RCP-09", "patient"),
    carriesFacts("patient"),
  ],
});

export const shiftJis = receiptCase({
  id: "RCT-FIL-0002",
  title: {
    ja: "Shift_JIS の回答が文字化けせずに取り込まれる",
    en: "An answer in Shift_JIS is imported with its characters intact",
  },
  cast: ["patient"],
  needs: ["faceResults", "shiftJis"],
  kills: ["M-RCP-MOJIBAKE"],
  async steps({ bench, person, see }) {
    await put(bench, answerAbout(bench, person("patient"), { encoding: "Shift_JIS" }));
    await see(imported);
  },
  expect: [importsThe("RCP-01", "patient"), carriesFacts("patient")],
});

export const lostIsNotValid = receiptCase({
  id: "RCT-IMP-0006",
  title: { ja: "喪失した資格を有効として取り込まない", en: "A lost entitlement is not imported as valid" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-VALIDITY-IGNORED"],
  spares: ["B-RCP-LOST-REFUSED"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, validity: "3" }));
    await see(settled);
    await stage.rest(A_WHILE);
  },
  expect: [
    check(
      "RCP-10",
      "import.invalidTaken",
      { ja: "喪失した資格が有効として入ることはない", en: "what is lost is never entered as valid" },
      never(where(imported, "valid", is("patient.validity", "1"))),
    ),
  ],
});

export const onlyOnce = receiptCase({
  id: "RCT-IMP-0007",
  title: { ja: "同じ結果が二度置かれても一度だけ取り込む", en: "A result that is put there twice is imported once" },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-TWICE", "M-RCP-FACE-TWICE"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps({ bench, person, see, rest }) {
    const file = answerAbout(bench, person("patient"));
    await put(bench, file);
    await see(imported);
    await rest(3000);
    await put(bench, file);
    await rest(A_WHILE);
  },
  expect: [
    assuming(
      "ASM-HALF-WRITTEN",
      check("RCP-13", "import.twice", { ja: "取込みは1回である", en: "it is imported once" }, times(1, imported)),
    ),
  ],
});

/** The three that a hospital may have, at one terminal, by their accounts. */
const READERS = [
  ["patient", "F0000001"],
  ["stranger", "F0000002"],
  ["child", "F0000003"],
] as const;

export const threeReaders = receiptCase({
  id: "RCT-IMP-0008",
  title: {
    ja: "3台のリーダーの結果が同じ秒に届いても、それぞれの患者に取り込まれる",
    en: "Results of three readers that come within one second are each imported as their own patient's",
  },
  cast: ["patient", "stranger", "child"],
  needs: ["faceResults"],
  kills: ["M-RCP-ONE-READER", "M-RCP-FACE-BY-SECOND"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, person } = stage;
    const files = READERS.map(([part, account]) => answerAbout(bench, person(part), { account }));
    for (const file of files) await put(bench, file);
    await glimpseImports(stage, files.length);
  },
  expect: [...READERS.map(([part]) => importsThe("RCP-14", part)), neverMixes("RCP-14")],
});
