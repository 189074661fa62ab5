import { assuming, check, receiptCase } from "../../case.ts";
import { refused } from "../../expect/chart.ts";
import { numberRequest } from "../../expect/folder.ts";
import { anyOf } from "../../expect/selector.ts";
import { eventually, times } from "../../expect/vocabulary.ts";
import { answerAbout, put } from "./answers.ts";
import { A_WHILE, importOf, importsThe, neverMixes, request, settled, tellsStaff } from "./checks.ts";

/** The line to the centre is down: the terminal keeps what it cannot send and sends it once, or says that it could not. */

/** Longer than staff wait, and than any receipt computer here waits for them. */
const LONG = 4 * 60_000;

export const longOutage = receiptCase({
  id: "RCT-OUT-0001",
  title: {
    ja: "長い回線断のあいだ照会を送り直さず、復旧後の回答を扱い、次の照会も行える",
    en: "Through a long outage nothing is sent again; the late answer is dealt with, and the next request works",
  },
  cast: ["patient", "stranger"],
  hands: ["askEligibility", "askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-OUTAGE-RESENDS", "M-RCP-OUTAGE-STUCK", "M-RCP-OUTAGE-DEAF"],
  spares: ["B-RCP-LATE-REFUSED", "B-RCP-SLOW-POLL"],
  async steps(stage) {
    const { bench, person, glimpse, see, rest } = stage;
    const kept = await request(stage, person("patient"));
    await rest(LONG);
    await put(bench, answerAbout(bench, person("patient"), { suffix: kept }));
    await glimpse(settled, A_WHILE);
    const next = await request(stage, person("stranger"));
    await put(bench, answerAbout(bench, person("stranger"), { suffix: next }));
    await see(importOf("stranger"));
  },
  expect: [
    check(
      "FBK-03",
      "request.resent",
      { ja: "照会は職員が行った2件である", en: "the two requests that staff made are all" },
      times(2, numberRequest),
    ),
    assuming(
      "ASM-STAFF-TOLD",
      check(
        "FBK-03",
        "import.unsaid",
        {
          ja: "遅れて届いた回答は、取り込まれるか職員に示される",
          en: "the late answer is imported, or shown to staff",
        },
        eventually(anyOf<unknown>(importOf("patient"), refused)),
      ),
    ),
    importsThe("FBK-03", "stranger"),
    neverMixes("FBK-03"),
  ],
});

export const toldOutage = receiptCase({
  id: "RCT-OUT-0002",
  title: {
    ja: "回線断で失敗した照会は職員に示し、自分からは送り直さない",
    en: "A request that failed for want of a line is shown to staff, and not sent again by itself",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-SENT-ANEW-ON-ERROR"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, segment: "9" }));
    await glimpse(settled, A_WHILE);
    await rest(60_000);
  },
  expect: [
    check("FBK-03", "request.resent", { ja: "照会は1件である", en: "there is one request" }, times(1, numberRequest)),
    tellsStaff("FBK-03"),
  ],
});
