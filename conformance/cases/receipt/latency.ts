import { assuming, check, receiptCase, untilDecided } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { appeared } from "../../expect/folder.ts";
import { withinBudget } from "../../expect/quantity.ts";
import { answerAbout, put } from "./answers.ts";

const PICK_UP = [
  assuming(
    "ASM-LEG-BUDGETS",
    check(
      "LAT-08",
      "latency.over",
      { ja: "結果ファイルが予算内に取り込まれる", en: "the result file is taken in within its budget" },
      withinBudget("LAT-08", { from: appeared("face"), to: imported }, "sequential"),
    ),
  ),
];

export const pickUp = receiptCase({
  id: "RCT-LAT-0001",
  title: { ja: "結果ファイルが置かれてから取り込まれるまでの時間", en: "From result file to import" },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-SLOW"],
  sampler: untilDecided(...PICK_UP),
  async steps({ bench, person, see, rest }) {
    await put(bench, answerAbout(bench, person("patient")));
    await see(imported);
    // Names have seconds in them, and no two files may share one; the odd part keeps trials from falling into step with a poll.
    await rest(3137);
  },
  expect: PICK_UP,
});
