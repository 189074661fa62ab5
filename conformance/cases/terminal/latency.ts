import { assuming, check, terminalCase, untilDecided } from "../../case.ts";
import { imported } from "../../expect/chart.ts";
import { appeared, drugAnswer, faceResult, numberAnswer, numberRequest } from "../../expect/folder.ts";
import { acted } from "../../expect/operator.ts";
import { withinBudget } from "../../expect/quantity.ts";
import type { Stage } from "../../stage.ts";
import { ask, askMedicines, visit } from "./walk.ts";

const HUMAN = acted("chooseMethod", "showFace", "enterPin", "consent", "refuseConsent", "confirmVisual");

const WHOLE_RECEPTION = [
  check(
    "LAT-03",
    "latency.over",
    {
      ja: "人の操作を除いた受付全体が30秒に満たない",
      en: "the whole reception, human time taken out, stays below 30 s",
    },
    withinBudget("LAT-03", { from: acted("placeCard"), to: imported, human: HUMAN, fromSign: true }),
  ),
  assuming(
    "ASM-LEG-BUDGETS",
    check(
      "LAT-08",
      "latency.over",
      { ja: "結果ファイルが予算内に取り込まれる", en: "the result file is taken in within its budget" },
      withinBudget("LAT-08", { from: faceResult, to: imported }),
    ),
  ),
];

export const wholeReception = terminalCase({
  id: "TRM-LAT-0001",
  title: { ja: "カードを置いてからレセコンに入るまでの時間", en: "From card placed to receipt computer" },
  cast: ["patient"],
  hands: ["showFace", "placeCard", "chooseMethod", "consent", "removeCard"],
  kills: ["M-TRM-SLOW-RECEPTION"],
  sampler: untilDecided(...WHOLE_RECEPTION),
  async steps(stage) {
    await visit(stage, "patient", "face");
    await stage.see(imported);
    // The receipt computer looks at most every second or so; the next patient comes in when this one is through.
    await stage.rest(3000);
  },
  expect: WHOLE_RECEPTION,
});

const QUERY = [
  check(
    "LAT-01",
    "latency.over",
    {
      ja: "照会ファイルが置かれてから7秒以内に回答が置かれる",
      en: "the answer is there within 7 s of the request file appearing",
    },
    withinBudget("LAT-01", { from: numberRequest, to: numberAnswer }, "sequential"),
  ),
];

export const queryLeg = terminalCase({
  id: "TRM-LAT-0002",
  title: { ja: "照会から回答までの時間", en: "From request to answer" },
  cast: ["patient"],
  kills: ["M-TRM-SLOW-QUERY"],
  sampler: untilDecided(...QUERY),
  async steps(stage) {
    await ask(stage, suffix(stage), stage.person("patient"));
    await stage.see(numberAnswer);
  },
  expect: QUERY,
});

const MEDICINES = [
  check(
    "LAT-02",
    "latency.over",
    {
      ja: "照会ファイルが置かれてから7秒以内に薬剤情報が置かれる",
      en: "drug information is there within 7 s of the request file appearing",
    },
    withinBudget("LAT-02", { from: appeared("req"), to: drugAnswer }, "sequential"),
  ),
];

export const medicinesLeg = terminalCase({
  id: "TRM-LAT-0003",
  title: { ja: "薬剤情報の照会から回答までの時間", en: "From request for drug information to its answer" },
  cast: ["patient"],
  prepares: ["placeCard", "chooseMethod", "enterPin", "consent", "removeCard"],
  kills: ["M-TRM-SLOW-MEDICINES"],
  sampler: untilDecided(...MEDICINES),
  async steps(stage) {
    const { bench, person, see } = stage;
    // Consent lasts a day; it is given once, before the first trial.
    if (faceResult.find({ events: bench.trace.events, cast: bench.cast, latency: {} }).length === 0)
      await visit(stage, "patient", "pin", ["medicines"]);
    await askMedicines(stage, suffix(stage), person("patient"));
    await see(drugAnswer);
  },
  expect: MEDICINES,
});

/** Another one for each trial: the trace has grown since. */
const suffix = ({ bench }: Stage<"terminal">) => `suite${bench.trace.events.length}`;
