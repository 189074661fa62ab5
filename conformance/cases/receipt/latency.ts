import { assuming, check, receiptCase, trials } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { appeared } from "../../expect/folder.ts";
import { withinBudget } from "../../expect/quantity.ts";
import { samplesNeeded } from "../../statistics.ts";
import { answerAbout, put } from "./answers.ts";

const ENOUGH = samplesNeeded(0, { quantile: 0.95, confidence: 0.95 });

export const pickUp = receiptCase({
  id: "RCT-LAT-0001",
  title: { ja: "結果ファイルが置かれてから取り込まれるまでの時間", en: "From result file to import" },
  cast: ["patient"],
  needs: ["faceResults"],
  kills: ["M-RCP-SLOW"],
  sampler: trials(ENOUGH),
  async steps({ bench, person, see, rest }) {
    await put(bench, answerAbout(bench, person("patient")));
    await see(imported);
    // Names have seconds in them, and no two files may share one; the odd part keeps trials from falling into step with a poll.
    await rest(3137);
  },
  expect: [
    assuming(
      "ASM-LEG-BUDGETS",
      check(
        "LAT-08",
        "latency.over",
        { ja: "結果ファイルが予算内に取り込まれる", en: "the result file is taken in within its budget" },
        withinBudget("LAT-08", { from: appeared("face"), to: imported }),
      ),
    ),
  ],
});
