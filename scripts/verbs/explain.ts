import { explain as explanation } from "../../conformance/explain.ts";
import { BENIGN } from "../../conformance/strength/benign.data.ts";
import { MUTANTS } from "../../conformance/strength/mutants.data.ts";
import { DeviceError, type Lang } from "../../device/errors.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import type { Verb } from "../verb.ts";

export const explain: Verb = {
  name: "explain",
  does: {
    ja: "要件・試験・理由・仮定・変異を説明する",
    en: "explain a clause, a case, a reason, an assumption or a mutant",
  },
  takes: { "<id>": { ja: "RCP-12、RDR-PIN-0002、pin.triesWrong など", en: "RCP-12, RDR-PIN-0002, pin.triesWrong, …" } },
  options: { "--json [file]": { ja: "説明を JSON で出力", en: "write the explanation as JSON" } },
  run({ args: [id = ""], options: { json }, lang }) {
    const text = explanation(id, lang) ?? explanation(id.toUpperCase(), lang) ?? variantText(id.toUpperCase(), lang);
    if (text === undefined)
      throw new DeviceError("call.misuse", {
        why: `nothing is called ${id}; clauses look like RCP-12, cases like RDR-PIN-0002`,
        ja: `${id} というものはありません。要件は RCP-12、試験は RDR-PIN-0002 のような形です`,
      });
    if (json !== undefined) writeJson(json, { id, lang, text });
    if (json !== true) console.log(text);
    return Promise.resolve(EXIT.conforms);
  },
};

function variantText(id: string, lang: Lang): string | undefined {
  const mutant = MUTANTS.find((each) => each.id === id);
  if (mutant) return `${id}  ${mutant.clause} → ${mutant.expectedReason}\n${mutant.does[lang]}`;
  const variant = BENIGN.find((each) => each.id === id);
  return variant && `${id}\n${variant.does[lang]}`;
}
