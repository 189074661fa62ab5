import type { AnyCase } from "../../conformance/case.ts";
import { CASES } from "../../conformance/cases/all.ts";
import { explain as explanationOf, spelling, suggestions } from "../../conformance/explain.ts";
import { narrate, type Step } from "../../conformance/narrate.ts";
import { explanationText } from "../../conformance/report/explanation-text.ts";
import { DeviceError } from "../../device/errors.ts";
import { builtInBenches } from "../built-in/benches.ts";
import { makeProducts } from "../built-in/products.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import type { Verb } from "../verb.ts";

const NARROWEST = 60;
const WIDEST = 120;

export const explain: Verb = {
  name: "explain",
  does: {
    ja: "要件・試験・理由・仮定・変異を説明する",
    en: "explain a clause, a case, a reason, an assumption or a mutant",
  },
  takes: { "<id>": { ja: "RCP-12、RDR-PIN-0002、pin.triesWrong など", en: "RCP-12, RDR-PIN-0002, pin.triesWrong, …" } },
  options: { "--json [file]": { ja: "説明を JSON で出力", en: "write the explanation as JSON" } },
  async run({ args: [typed = ""], options: { json }, lang }) {
    const id = spelling(typed);
    if (id === undefined) throw nothingCalled(typed);
    const testCase = CASES.find((each) => each.id === id);
    const explanation = explanationOf(id, testCase && (await stepsOf(testCase)));
    if (!explanation) throw new DeviceError("suite.broken", { why: `${id} has no explanation` });
    const width = Math.min(WIDEST, Math.max(NARROWEST, process.stdout.columns || WIDEST));
    const text = (colour: boolean) => explanationText(explanation, { lang, colour, width });
    if (json !== undefined) writeJson(json, { id, lang, text: text(false) });
    if (json !== true) console.log(text(process.stdout.isTTY && !process.env["NO_COLOR"]));
    return EXIT.conforms;
  },
};

/** The steps of a case are code, so they are told as they go: once, with the honest built-in product, in virtual time. */
const stepsOf = (testCase: AnyCase): Promise<readonly Step[]> => narrate(testCase, builtInBenches(makeProducts()), 1);

function nothingCalled(typed: string): DeviceError {
  const near = suggestions(typed).join(", ");
  return new DeviceError("call.misuse", {
    why: `nothing is called ${typed}; ${near ? `did you mean ${near}?` : "clauses look like RCP-12, cases like RDR-PIN-0002"}`,
    ja: `${typed} というものはありません。${near ? `${near} ではありませんか` : "要件は RCP-12、試験は RDR-PIN-0002 のような形です"}`,
  });
}
