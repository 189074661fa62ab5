import { assuming, check, receiptCase } from "../../case.ts";
import { numberRequest } from "../../expect/folder.ts";
import { bare, both, either, is, not, numberOf, someone, textOf, there, theirs } from "../../expect/predicate.ts";
import { distinct, every, times } from "../../expect/vocabulary.ts";
import { answerAbout, put } from "./answers.ts";
import { importOf, request } from "./checks.ts";

/** What a receipt computer writes into the request folder. */

/** What a request asks by. */
const ASKED = "read.loose.MessageBody.QualificationConfirmSearchInfo";

const ownSuffix = distinct(
  numberRequest,
  ["named.suffix", "name"],
  { ja: "どの照会の識別子も互いに異なる", en: "no two requests have the same suffix" },
  ({ name }) => ({ ja: `${name} が再び使われました`, en: `${name} came again` }),
);

export const ownSuffixes = check(
  "RCP-09",
  "request.suffixReused",
  { ja: "照会ごとに識別子が新しい", en: "each request has a suffix of its own" },
  ownSuffix,
);

export const writtenWhole = receiptCase({
  id: "RCT-REQ-0001",
  title: { ja: "照会ファイルは、揃った形で現れる", en: "A request file appears whole" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-WRITES-IN-PLACE"],
  spares: ["B-RCP-SHIFT-JIS", "B-RCP-OTHER-NAME-FIRST"],
  async steps(stage) {
    await request(stage, stage.person("patient"));
    await stage.rest(5_000);
  },
  expect: [
    assuming(
      "ASM-HALF-WRITTEN",
      check(
        "RCP-13",
        "request.half",
        { ja: "現れた照会ファイルがいつも読める", en: "whatever request appears can be read" },
        every(numberRequest, { ja: "XML として完結している", en: "its XML is complete" }, there("read.value")),
      ),
    ),
  ],
});

export const askedOnce = receiptCase({
  id: "RCT-REQ-0002",
  title: {
    ja: "回答のない照会を、自分からもう一度送らない",
    en: "A request that nobody answers is not sent again by itself",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-RESENDS"],
  async steps(stage) {
    await request(stage, stage.person("patient"));
    await stage.rest(30_000);
  },
  expect: [
    check(
      "FBK-03",
      "request.resent",
      { ja: "30秒のあいだ、照会は1件である", en: "within 30 s there is one request" },
      times(1, numberRequest),
    ),
  ],
});

export const oneAtATime = receiptCase({
  id: "RCT-REQ-0003",
  title: {
    ja: "続けて照会しても、前の患者の項目が混じらない",
    en: "Of two requests in a row neither has items of the other's patient",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility", "askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-STALE-FIELD"],
  spares: ["B-RCP-LONG-SUFFIX", "B-RCP-MIXED-SUFFIX", "B-RCP-ZERO-PADDING", "B-RCP-NO-BRANCH"],
  async steps(stage) {
    const { bench, person, glimpse } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await glimpse(importOf("patient"));
    await request(stage, person("stranger"));
  },
  expect: [
    check(
      "RCP-09",
      "request.mixed",
      { ja: "どの照会もひとりの患者だけを尋ねる", en: "each request asks about one person alone" },
      every(
        numberRequest,
        { ja: "記号番号・枝番・生年月日がひとりのもの", en: "number, branch and birth date are of one person" },
        someone(
          both(
            is(bare(`${ASKED}.InsurerNumber`), bare(theirs("insurer"))),
            is(textOf(`${ASKED}.InsuredCardSymbol`), theirs("symbol")),
            is(`${ASKED}.InsuredIdentificationNumber`, theirs("number")),
            either(
              not(there(`${ASKED}.InsuredBranchNumber`)),
              is(numberOf(`${ASKED}.InsuredBranchNumber`), numberOf(theirs("branch"))),
            ),
            is(`${ASKED}.Birthdate`, theirs("birthDate")),
          ),
        ),
      ),
    ),
    ownSuffixes,
  ],
});
