import { diagnose, type Finding } from "../doctor/machine.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import type { Verb } from "../verb.ts";

const MARK: Record<Finding["is"], string> = { ok: "✓", optional: "–", missing: "✗" };

export const doctor: Verb = {
  name: "doctor",
  does: {
    ja: "この計算機で何が動き、何が足りないかを調べる",
    en: "tell what works on this machine and what is missing",
  },
  takes: {},
  options: { "--json [file]": { ja: "結果を JSON で出力", en: "write the findings as JSON" } },
  async run({ options, lang }) {
    const findings = await diagnose();
    if (options["json"] !== undefined) writeJson(options["json"], findings);
    if (options["json"] !== true) {
      for (const { is, what, found, mend } of findings) {
        console.log(`${MARK[is]} ${what[lang]}${found ? `: ${found}` : ""}`);
        if (mend) console.log(`    ${lang === "ja" ? "対処" : "to mend"}: ${mend[lang]}`);
      }
      console.log(summary(findings)[lang]);
    }
    return findings.some(({ is }) => is === "missing") ? EXIT.couldNotTell : EXIT.conforms;
  },
};

function summary(findings: readonly Finding[]) {
  const missing = findings.filter(({ is }) => is === "missing").length;
  const absent = findings.filter(({ is }) => is === "optional").length;
  if (missing > 0)
    return { ja: `必要なものが ${missing} 件足りません。`, en: `${missing} things that are needed are missing.` };
  if (absent > 0)
    return {
      ja: `仮想の機器はすべて動きます。実機や外部ソフトに関わる ${absent} 件だけが使えません。`,
      en: `Everything virtual runs. ${absent} things for real devices or foreign software are not here.`,
    };
  return { ja: "すべて揃っています。", en: "Everything is here." };
}
