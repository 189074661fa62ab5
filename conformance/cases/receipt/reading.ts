import { faceName } from "../../../device/wire/oqs/names.ts";
import { assuming, check, receiptCase } from "../../case.ts";
import { asItsSource, imported } from "../../expect/chart.ts";
import { removed } from "../../expect/folder.ts";
import { fact, is, isOneOf, itself, not } from "../../expect/predicate.ts";
import { anyOf, nth, where } from "../../expect/selector.ts";
import { eventually, never } from "../../expect/vocabulary.ts";
import { type AnswerFile, answerAbout, put } from "./answers.ts";
import { A_WHILE, carriesFacts, importOf, importsThe, request, resting, settled } from "./checks.ts";

/** Files as terminals write them: tolerantly read, and nobody else's touched. */

/** ASCII in bytes that may be in any encoding. */
function replaced(bytes: Uint8Array, search: string, by: string): Uint8Array {
  const at = (from: number) => Array.from(search).every((character, i) => bytes[from + i] === character.charCodeAt(0));
  const from = bytes.findIndex((_, i) => at(i));
  if (from < 0) return bytes;
  const put = Uint8Array.from(by, (character) => character.charCodeAt(0));
  return Uint8Array.of(...bytes.subarray(0, from), ...put, ...bytes.subarray(from + search.length));
}

export const wrongEncoding = receiptCase({
  id: "RCT-FIL-0003",
  title: {
    ja: "宣言と異なる文字コードの回答から、化けた氏名を取り込まない",
    en: "From an answer in another encoding than it declares no garbled name is imported",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-LENIENT-DECODER"],
  async steps(stage) {
    const { bench, person, glimpse } = stage;
    // Without a symbol all that tells the patient is digits, and only what is for people is garbled.
    const patient = { ...person("patient"), symbol: "" };
    const suffix = await request(stage, patient);
    const { bytes, ...file } = answerAbout(bench, patient, { suffix, encoding: "Shift_JIS" });
    await put(bench, { ...file, bytes: replaced(bytes, '"Shift_JIS"', '"UTF-8"') });
    await glimpse(settled, A_WHILE);
  },
  expect: [
    check(
      "RCP-11",
      "import.wrongData",
      { ja: "本人の氏名でない氏名は入らない", en: "no name goes in that is not the person's" },
      never(where(imported, "another name", not(is("patient.name", fact("patient", "name"))))),
    ),
  ],
});

export const unknownElements = receiptCase({
  id: "RCT-FIL-0004",
  title: {
    ja: "知らない要素や順序の違いがあっても取り込む",
    en: "An answer with unknown elements, and others in another order, is imported",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-STRICT-PARSER"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const suffix = await request(stage, person("patient"));
    const change = (text: string) =>
      text
        .replace("<MessageBody>", "<MessageBody><AddedNextYear>1</AddedNextYear>")
        .replace(/(<NameKana>.*?<\/NameKana>)(\s*)(<Sex1>.*?<\/Sex1>)/s, "$3$2<Later><Inner>x</Inner></Later>$1");
    await put(bench, answerAbout(bench, person("patient"), { suffix, change }));
    await see(importOf("patient"));
  },
  expect: resting("ASM-FIELDS", [importsThe("RCP-09", "patient"), carriesFacts("patient")]),
});

export const emptyElements = receiptCase({
  id: "RCT-FIL-0005",
  title: {
    ja: "空の要素は、ない要素と同じに扱う",
    en: "An element that is empty is taken like one that is absent",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-EMPTY-COMPARED"],
  async steps(stage) {
    const { bench, person, see } = stage;
    // Certificates of the elderly have neither symbol nor branch.
    const elder = { ...person("patient"), symbol: "", branch: "" };
    const suffix = await request(stage, elder);
    const empty = "<InsuredCardSymbol></InsuredCardSymbol>";
    const change = (text: string) =>
      text
        .replace("<InsuredIdentificationNumber>", `${empty}<InsuredIdentificationNumber>`)
        .replace("<PersonalFamilyClassification>", "<InsuredBranchNumber/><PersonalFamilyClassification>");
    await put(bench, answerAbout(bench, elder, { suffix, change }));
    await see(importOf("patient"));
  },
  expect: resting("ASM-FIELDS", [importsThe("RCP-09", "patient")]),
});

export const longName = receiptCase({
  id: "RCT-FIL-0006",
  title: { ja: "長い氏名を切らずに取り込む", en: "A long name is imported in full" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-NAME-CUT"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const suffix = await request(stage, person("patient"));
    const name = `${"ＫＨＡＯＳＯＫＨＯＩ　".repeat(8)}ＮＡＭＥ`;
    await put(bench, answerAbout(bench, { ...person("patient"), name }, { suffix }));
    await see(importOf("patient"));
  },
  expect: resting("ASM-FIELDS", [
    check(
      "RCP-11",
      "import.wrongData",
      { ja: "氏名が回答のとおり取り込まれる", en: "the name arrives as it was answered" },
      asItsSource,
    ),
  ]),
});

/** Files of others, as they lie about in folders that several programs share. */
const strangers = (institution: string): readonly AnswerFile[] => {
  const bytes = new TextEncoder().encode("<XmlMsg/>");
  return [
    { folder: "res", name: "OQSsiquc01res_suite0001-other.xml", bytes },
    { folder: "res", name: "TKKsiquc01res_suite0001-other.xml", bytes },
    { folder: "res", name: "suite-memo.txt", bytes },
    { folder: "face", name: faceName({ from: `${institution}F0000001`, time: "20260331170000" }), bytes },
  ];
};
const ANOTHER = "9900000000";

export const othersFiles = receiptCase({
  id: "RCT-FIL-0007",
  title: {
    ja: "残っていた他のプログラムのファイルに触らない",
    en: "Files of other programs that lie in the folders are left alone",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-SWEEPS"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    for (const file of strangers(ANOTHER)) await put(bench, file);
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(importOf("patient"));
    await rest(A_WHILE);
  },
  expect: [
    assuming(
      "ASM-SHARED-FOLDER",
      check(
        "RCP-09",
        "file.othersRemoved",
        { ja: "他のプログラムのファイルが残る", en: "the other programs' files stay" },
        never(
          where(
            anyOf(removed("res"), removed("face")),
            "another's",
            isOneOf(
              itself,
              strangers(ANOTHER).map(({ name }) => name),
            ),
          ),
        ),
      ),
    ),
    importsThe("RCP-09", "patient"),
  ],
});

export const padding = receiptCase({
  id: "RCT-FIL-0008",
  title: {
    ja: "短い保険者番号は、空白で埋めても0で埋めても同じとする",
    en: "A short insurer number is the same padded with blanks or with zeros",
  },
  cast: ["patient"],
  hands: ["askEligibility", "askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-PADDING-COMPARED"],
  async steps(stage) {
    const { bench, person, see } = stage;
    // National health insurance has numbers of six digits.
    const resident = { ...person("patient"), insurer: "990010" };
    for (const insurerPadding of ["blanks", "zeros"] as const) {
      const suffix = await request(stage, resident);
      await put(bench, answerAbout(bench, resident, { suffix, dialect: { insurerPadding } }));
      await see(importOf("patient"));
    }
  },
  expect: [
    assuming(
      "ASM-PADDING",
      check(
        "RCP-09",
        "import.missing",
        { ja: "どちらの回答も取り込まれる", en: "both answers are imported" },
        eventually(nth(2, importOf("patient"))),
      ),
    ),
  ],
});
