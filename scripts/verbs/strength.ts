import { availableParallelism } from "node:os";
import { strengthJson, strengthStatus, strengthSummary } from "../../conformance/strength/strength-report.ts";
import { readShard } from "../../conformance/plan.ts";
import { writeJson } from "../json-output.ts";
import { progress } from "../progress.ts";
import { strengthOfBuiltIn } from "../strength-of-built-in.ts";
import { inShard, strengthInParts } from "../strength-shards.ts";
import type { Verb } from "../verb.ts";
import { readSeed } from "./conform.ts";

export const strength: Verb = {
  name: "strength",
  does: {
    ja: "わざと壊した製品を試験が正しい理由で見つけ、合法な変種を咎めないかを測る",
    en: "measure whether the suite catches broken products for the right reason and spares legal oddities",
  },
  takes: {},
  options: {
    "--seed <n>": { ja: "乱数の種（既定 1）", en: "seed of all chance (default 1)" },
    "--shard <i/n>": {
      ja: "変異を n 分割した i 番目だけを、1プロセスで測る",
      en: "the i-th of n parts alone, in one process",
    },
    "--every-case": {
      ja: "変えたところに触れない試験も、すべての変異に対して行う（遅い）",
      en: "run every case on every mutant, also where what is changed never comes up (slow)",
    },
    "--json [file]": { ja: "結果を JSON で出力", en: "write the matrix as JSON" },
  },
  async run({ options: { seed, shard, everyCase, json }, lang }) {
    const talks = json !== true;
    const line = talks ? progress() : undefined;
    const honest = { ja: "正しい製品", en: "the honest product" }[lang];
    let last: string | undefined;
    const wishes = {
      seed: readSeed(seed),
      ...(everyCase ? { cases: "every" as const } : {}),
      onProgress(variant: string | undefined = honest, { index, of }: { readonly index: number; readonly of: number }) {
        line?.show(`${variant}  ${index}/${of}`, variant !== last);
        last = variant;
      },
    };
    const measured =
      typeof shard === "string"
        ? await strengthOfBuiltIn({ ...wishes, only: inShard(readShard(shard)) })
        : await strengthInParts(wishes, Math.min(availableParallelism(), MOST));
    line?.end();
    if (typeof json === "string" || json === true) writeJson(json, strengthJson(measured));
    if (talks) console.log(strengthSummary(measured, lang));
    return strengthStatus(measured);
  },
};

/** Each process runs the honest products once for itself. */
const MOST = 8;
