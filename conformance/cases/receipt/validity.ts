import { check, receiptCase } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { is } from "../../expect/predicate.ts";
import { where } from "../../expect/selector.ts";
import { eventually, never } from "../../expect/vocabulary.ts";
import { answerAbout, put } from "./answers.ts";
import { A_WHILE, importsNothing, neverMixes, request, settled, tellsStaff } from "./checks.ts";

/** Codes of validity (OQSCD006): each shown as what it is. */

const asValid = where(imported, "valid", is("patient.validity", "1"));

export const lostForGood = receiptCase({
  id: "RCT-VAL-0001",
  title: { ja: "無効な資格（2）を有効として取り込まない", en: "An invalid entitlement (2) is not imported as valid" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-VALIDITY-IGNORED"],
  spares: ["B-RCP-LOST-REFUSED"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, validity: "2" }));
    await see(settled);
    await rest(A_WHILE);
  },
  expect: [
    check(
      "RCP-10",
      "import.invalidTaken",
      { ja: "無効な資格が有効として入ることはない", en: "what is invalid is never entered as valid" },
      never(asValid),
    ),
    check(
      "RCP-10",
      "import.missing",
      { ja: "無効であることが示される", en: "that it is invalid is shown" },
      eventually(settled),
    ),
  ],
});

export const noSuch = receiptCase({
  id: "RCT-VAL-0002",
  title: {
    ja: "該当する資格なし（4）の回答からは何も取り込まず、職員に示す",
    en: "From an answer of no such entitlement (4) nothing is imported, and staff are told",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-ECHO-TAKEN"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, validity: "4" }));
    await glimpse(settled);
    await rest(A_WHILE);
  },
  expect: [importsNothing("RCP-09", "import.invalidTaken"), tellsStaff("RCP-09")],
});

export const several = receiptCase({
  id: "RCT-VAL-0003",
  title: {
    ja: "複数の資格に該当（5）する回答からは何も取り込まず、職員に示す",
    en: "From an answer of which several match (5) nothing is imported, and staff are told",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-FIRST-OF-SEVERAL"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, validity: "5" }));
    await glimpse(settled);
    await rest(A_WHILE);
  },
  expect: [importsNothing("RCP-09", "import.invalidTaken"), tellsStaff("RCP-09")],
});

export const assistance = receiptCase({
  id: "RCT-VAL-0004",
  title: {
    ja: "医療扶助の未登録（6）を、登録済みの有効な資格としない",
    en: "Medical assistance that is not registered (6) is not entered as a registered entitlement",
  },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-VALIDITY-IGNORED"],
  spares: ["B-RCP-LOST-REFUSED"],
  async steps({ bench, person, see, rest }) {
    await put(bench, answerAbout(bench, person("patient"), { validity: "6" }));
    await see(settled);
    await rest(A_WHILE);
  },
  expect: [
    check(
      "RCP-10",
      "import.invalidTaken",
      { ja: "6 が 1 として入ることはない", en: "what is 6 is never entered as 1" },
      never(asValid),
    ),
    check(
      "RCP-01",
      "import.missing",
      { ja: "取り込まれるか、取り込めないと示される", en: "it is imported, or said not to be" },
      eventually(settled),
    ),
  ],
});

export const valid = receiptCase({
  id: "RCT-VAL-0005",
  title: { ja: "有効な資格（1）が有効として取り込まれる", en: "A valid entitlement (1) is imported as valid" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-VALID-AS-LOST"],
  spares: ["B-RCP-SHIFT-JIS"],
  async steps(stage) {
    const { bench, person, see } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(imported);
  },
  expect: [
    check("RCP-09", "import.missing", { ja: "有効と示される", en: "it is shown as valid" }, eventually(asValid)),
    neverMixes("RCP-09"),
  ],
});
