import { conduct } from "../conduct.ts";
import type { Verb } from "../verb.ts";
import { readSeed, ROLES_OF_ALL } from "./conform.ts";

const REPORT = "out/report.html";
const RUN = "out/run.json";

export const start: Verb = {
  name: "start",
  does: {
    ja: "内蔵の製品一式に対して試験をすべて行い、報告書を書く",
    en: "run the whole suite on the built-in products and write the report",
  },
  takes: {},
  options: {
    "--seed <n>": { ja: "乱数の種（既定 1）", en: "seed of all chance (default 1)" },
    "--json [file]": { ja: `結果を JSON で出力（既定 ${RUN}）`, en: `write the result as JSON (default ${RUN})` },
    "--evidence <file>": {
      ja: "署名付きの証拠を書く（verify で確かめられる）",
      en: "write signed evidence, for verify",
    },
    "--key <file>": {
      ja: "署名する鍵（PEM、既定はこの機械の鍵で、初回に作る）",
      en: "the key that signs it, as PEM (default: this machine's own, made on first use)",
    },
  },
  async run({ options, lang }) {
    const asked = options["json"];
    const json = typeof asked === "string" || asked === true ? asked : RUN;
    const status = await conduct({
      selection: { roles: ROLES_OF_ALL },
      seed: readSeed(options["seed"]),
      lang,
      json,
      html: REPORT,
      ...(typeof options["evidence"] === "string" ? { evidence: options["evidence"] } : {}),
      ...(typeof options["key"] === "string" ? { key: options["key"] } : {}),
    });
    if (json === true) return status;
    console.log({ ja: `報告書: ${REPORT}（データ: ${json}）`, en: `report: ${REPORT} (data: ${json})` }[lang]);
    return status;
  },
};
