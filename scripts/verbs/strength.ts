import { strengthJson, strengthStatus, strengthSummary } from "../../conformance/strength/strength-report.ts";
import { progress } from "../progress.ts";
import { strengthOfBuiltIn } from "../strength-of-built-in.ts";
import { writeJson } from "../json-output.ts";
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
    "--json [file]": { ja: "結果を JSON で出力", en: "write the matrix as JSON" },
  },
  async run({ options: { seed, json }, lang }) {
    const talks = json !== true;
    const line = talks ? progress() : undefined;
    const honest = { ja: "正しい製品", en: "the honest product" }[lang];
    let last: string | undefined;
    const measured = await strengthOfBuiltIn({
      seed: readSeed(seed),
      onProgress(variant = honest, { index, of }) {
        line?.show(`${variant}  ${index}/${of}`, variant !== last);
        last = variant;
      },
    });
    line?.end();
    if (typeof json === "string" || json === true) writeJson(json, strengthJson(measured));
    if (talks) console.log(strengthSummary(measured, lang));
    return strengthStatus(measured);
  },
};
