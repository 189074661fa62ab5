import { requestName } from "../../../device/wire/oqs/names.ts";
import { check, receiptCase } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { appeared, numberRequest } from "../../expect/folder.ts";
import { nth } from "../../expect/selector.ts";
import { never } from "../../expect/vocabulary.ts";
import { answerAbout, errorAbout, put } from "./answers.ts";
import { ownSuffixes } from "./asking.ts";
import { A_WHILE, importOf, importsNothing, importsThe, request, settled, tellsStaff } from "./checks.ts";

/** The layers in which a request can fail: no answer, an error file, an abnormal end, an error for the one person. */

export const errorFile = receiptCase({
  id: "RCT-ERR-0001",
  title: { ja: ".err が返ったら職員に示す", en: "An .err file is shown to staff" },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-ERROR-UNSEEN"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    await put(bench, errorAbout(await request(stage, person("patient"))));
    await glimpse(settled);
    await rest(A_WHILE);
  },
  expect: [tellsStaff("RCP-09"), importsNothing("RCP-09", "import.failedTaken")],
});

export const abnormalEnd = receiptCase({
  id: "RCT-ERR-0002",
  title: {
    ja: "異常終了（処理結果区分 9）の回答からは何も取り込まない",
    en: "Nothing is imported from an answer that ended abnormally (SegmentOfResult 9)",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-SEGMENT-IGNORED"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, segment: "9" }));
    await glimpse(settled);
    await rest(A_WHILE);
  },
  expect: [importsNothing("RCP-09", "import.failedTaken"), tellsStaff("RCP-09")],
});

export const stillRunning = receiptCase({
  id: "RCT-ERR-0003",
  title: {
    ja: "処理中（処理結果区分 2）の回答は待ち、終わってから取り込む",
    en: "An answer that is still running (SegmentOfResult 2) is waited for, and imported when it is done",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-RUNNING-FINAL"],
  async steps(stage) {
    const { bench, person, see, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, segment: "2" }));
    await rest(5_000);
    await put(bench, answerAbout(bench, person("patient"), { suffix }));
    await see(importOf("patient"));
  },
  expect: [
    check(
      "RCP-09",
      "import.failedTaken",
      { ja: "処理中の回答からは取り込まれない", en: "nothing is imported while it runs" },
      never(imported, nth(2, appeared("res"))),
    ),
    importsThe("RCP-09", "patient"),
  ],
});

export const errorForPerson = receiptCase({
  id: "RCT-ERR-0004",
  title: {
    ja: "処理結果状況がエラー（2）の回答からは何も取り込まない",
    en: "Nothing is imported from an answer whose ProcessingResultStatus is an error (2)",
  },
  cast: ["patient"],
  hands: ["askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-STATUS-IGNORED"],
  async steps(stage) {
    const { bench, person, glimpse, rest } = stage;
    const suffix = await request(stage, person("patient"));
    await put(bench, answerAbout(bench, person("patient"), { suffix, status: "2" }));
    await glimpse(settled);
    await rest(A_WHILE);
  },
  expect: [importsNothing("RCP-09", "import.failedTaken"), tellsStaff("RCP-09")],
});

export const afterOutage = receiptCase({
  id: "RCT-ERR-0005",
  title: {
    ja: "回線断で失敗した照会をもう一度行うと、新しい識別子で送られ、回答が取り込まれる",
    en: "Asked again after an outage, it sends a request of its own, whose answer is imported",
  },
  cast: ["patient"],
  hands: ["askEligibility", "askEligibility"],
  needs: ["numberQuery"],
  kills: ["M-RCP-SUFFIX-REUSED"],
  async steps(stage) {
    const { bench, person, see, glimpse, rest } = stage;
    const first = await request(stage, person("patient"));
    // The terminal takes the request, and finds the line down.
    await bench.folders.remove("req", requestName("OQSsiquc01", first));
    await put(bench, answerAbout(bench, person("patient"), { suffix: first, segment: "9" }));
    await glimpse(settled);
    await rest(3_000);
    await stage.hand.ask(person("patient"));
    const { named } = await see(numberRequest);
    await put(bench, answerAbout(bench, person("patient"), { suffix: named?.suffix ?? "" }));
    await see(importOf("patient"));
  },
  expect: [ownSuffixes, importsThe("RCP-09", "patient")],
});
