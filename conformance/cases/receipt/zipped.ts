import { fromUtf8 } from "../../../device/wire/bytes.ts";
import { assuming, type Check, check, receiptCase } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { nth } from "../../expect/selector.ts";
import { never } from "../../expect/vocabulary.ts";
import type { Stage } from "../../stage.ts";
import { type AnswerFile, answerAbout, put } from "./answers.ts";
import {
  A_WHILE,
  carriesFacts,
  importOf,
  importsNothing,
  importsThe,
  neverImports,
  request,
  settled,
  tellsStaff,
} from "./checks.ts";
import { encryptedZip } from "./encrypted-zip.ts";

/** Answers in ZIP files with a password, as a terminal writes them whose set-up says so (encrypt.conf, encrypt_face.conf). */

/** What the product has been set up with, as docs/control.md says. */
export const ZIP_PASSWORD = "mihon-zip-2026";

const NEEDS = ["numberQuery", "encryptedZip"] as const;

/** The same answer in the encrypted form: its own name but for the ending, and in it the file under its own. */
const zipped = ({ bench }: Stage<"receipt">, { name, bytes, ...file }: AnswerFile, password = ZIP_PASSWORD) => ({
  ...file,
  name: name.replace(/xml$/, "zip"),
  bytes: encryptedZip(name, bytes, password, bench.random),
});

const resting = (checks: readonly Check[]) =>
  checks.map((each) => (each.assumption === undefined ? assuming("ASM-ENCRYPTED-ZIP", each) : each));

export const answerInZip = receiptCase({
  id: "RCT-ZIP-0001",
  title: {
    ja: "照会の回答が暗号化 ZIP で届いても、正しいパスワードで開いて取り込む",
    en: "An answer in an encrypted ZIP is opened with the right password, and imported",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: NEEDS,
  kills: ["M-RCP-ZIP-UNREAD"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, person, glimpse } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, zipped(stage, answerAbout(bench, person("patient"), { suffix })));
    await glimpse(settled, A_WHILE);
  },
  expect: resting([importsThe("RCP-09", "patient"), carriesFacts("patient")]),
});

export const faceResultInZip = receiptCase({
  id: "RCT-ZIP-0002",
  title: {
    ja: "顔認証の結果が暗号化 ZIP で届いても、正しいパスワードで開いて取り込む",
    en: "A face result in an encrypted ZIP is opened with the right password, and imported",
  },
  cast: ["patient"],
  needs: ["faceResults", "encryptedZip"],
  kills: ["M-RCP-ZIP-FACE-UNREAD"],
  spares: ["B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, person, glimpse } = stage;
    await put(bench, zipped(stage, answerAbout(bench, person("patient"))));
    await glimpse(settled, A_WHILE);
  },
  expect: resting([importsThe("RCP-01", "patient"), carriesFacts("patient")]),
});

export const otherPassword = receiptCase({
  id: "RCT-ZIP-0003",
  title: {
    ja: "パスワードの違う ZIP からは誰にも何も取り込まず、職員に示す",
    en: "From a ZIP with another password nobody gets anything, and staff are told",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility", "askEligibility"],
  needs: NEEDS,
  kills: ["M-RCP-ZIP-STALE", "M-RCP-ZIP-UNTOLD"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    // What was taken out of one ZIP may still lie about when the next one cannot be opened.
    const first = await request(stage, person("stranger"));
    await put(bench, zipped(stage, answerAbout(bench, person("stranger"), { suffix: first })));
    await glimpse(importOf("stranger"), A_WHILE);
    const second = await request(stage, person("patient"));
    await put(bench, zipped(stage, answerAbout(bench, person("patient"), { suffix: second }), "another-one"));
    await glimpse(settled, A_WHILE);
    await rest(A_WHILE);
  },
  expect: resting([
    check(
      "RCP-09",
      "import.failedTaken",
      { ja: "開けない ZIP からは取り込まれない", en: "nothing is imported from what cannot be opened" },
      never(nth(2, imported)),
    ),
    neverImports("RCP-09", "patient"),
    tellsStaff("RCP-09"),
  ]),
});

/** One bit of the encrypted file is another one: of the house number, where that stands in what is stored. */
function disturbed(file: AnswerFile, plain: AnswerFile): AnswerFile {
  const at = file.bytes.length - tailOf(file) - plain.bytes.length + offsetIn(fromUtf8(plain.bytes));
  return { ...file, bytes: file.bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)) };
}
/** From the end of the encrypted file: its code, the central directory with the name in it, and the end of that. */
const tailOf = ({ name }: AnswerFile) => 10 + 46 + name.length + 11 + 22;
/** The last byte of the address. */
const offsetIn = (text: string) => Buffer.byteLength(text.slice(0, text.indexOf("</Address>"))) - 1;

export const disturbedInZip = receiptCase({
  id: "RCT-ZIP-0004",
  title: {
    ja: "途中で壊れた ZIP からは何も取り込まず、職員に示す",
    en: "From a ZIP that was damaged on its way nothing is imported, and staff are told",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: NEEDS,
  kills: ["M-RCP-ZIP-UNAUTHENTICATED", "M-RCP-ZIP-UNTOLD"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    const plain = answerAbout(bench, person("patient"), { suffix });
    await put(bench, disturbed(zipped(stage, plain), plain));
    await glimpse(settled, A_WHILE);
    await rest(A_WHILE);
  },
  expect: resting([importsNothing("RCP-09", "import.failedTaken"), tellsStaff("RCP-09")]),
});

export const anothersInZip = receiptCase({
  id: "RCT-ZIP-0005",
  title: {
    ja: "開けた ZIP の中が別人の回答なら取り込まない",
    en: "What a ZIP holds is not imported where it is another patient's answer, though it opens",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility"],
  needs: NEEDS,
  kills: ["M-RCP-ZIP-TRUSTED"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, zipped(stage, answerAbout(bench, person("stranger"), { suffix })));
    await glimpse(settled, A_WHILE);
    await rest(A_WHILE);
  },
  expect: resting([neverImports("RCP-09", "stranger"), importsNothing("RCP-09", "import.mixed"), tellsStaff("RCP-09")]),
});
