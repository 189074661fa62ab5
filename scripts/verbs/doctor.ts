import { readProfile, withProfile } from "../../conformance/profile.ts";
import { findingJson, type SetupFinding } from "../../conformance/setup/finding.ts";
import { readTarget } from "../../conformance/target.ts";
import { systemClock } from "../../device/io/system-clock.ts";
import { isFault } from "../../device/errors.ts";
import { findingOf, ok } from "../doctor/finding-of.ts";
import { examineMachine } from "../doctor/machine.ts";
import { examineTarget, roleAt } from "../doctor/target.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import { readSmallFile } from "../small-file.ts";
import type { Verb } from "../verb.ts";

const MARK: Record<SetupFinding["is"], string> = { ok: "✓", optional: "–", missing: "✗" };

export const doctor: Verb = {
  name: "doctor",
  does: {
    ja: "この計算機と接続先の何が動き、何が足りないかを調べる",
    en: "tell what works on this machine and at a target, and what is missing",
  },
  takes: {},
  options: {
    "--target <target>": { ja: "接続先も調べる（製品は判定しない）", en: "look at a target, too, without judging it" },
    "--operator <url>": { ja: "接続先の制御APIのURL", en: "URL of the target's control API" },
    "--profile <file>": { ja: "製品の申告も調べる", en: "look at what a product declares, too" },
    "--json [file]": { ja: "結果を JSON で出力", en: "write the findings as JSON" },
  },
  async run({ options, lang }) {
    const { target, operator, profile, json } = options;
    const findings = [
      ...(await examineMachine(systemClock())),
      ...(typeof profile === "string" ? [await examineProfile(profile, target)] : []),
      ...(typeof target === "string"
        ? await examineTarget({ target, ...(typeof operator === "string" ? { operator } : {}) })
        : []),
    ];
    if (json !== undefined) writeJson(json, findings.map(findingJson));
    if (json !== true) {
      for (const { is, what, found, mend } of findings) {
        console.log(`${MARK[is]} ${what[lang]}${found ? `: ${found}` : ""}`);
        if (mend) console.log(`    ${lang === "ja" ? "対処" : "to mend"}: ${mend[lang]}`);
      }
      console.log(summary(findings, target !== undefined)[lang]);
    }
    return findings.some(({ is }) => is === "missing") ? EXIT.couldNotTell : EXIT.conforms;
  },
};

async function examineProfile(file: string, target: unknown): Promise<SetupFinding> {
  const what = { ja: `プロファイル ${file}`, en: `profile ${file}` };
  try {
    const profile = readProfile(await readSmallFile(file), file);
    const role = typeof target === "string" ? roleAt(readTarget(target)) : undefined;
    if (role !== undefined) withProfile({}, profile, [role], file);
    const { maker, model, version } = profile.product;
    return ok(what, `${profile.role}: ${maker} ${model} ${version}`);
  } catch (error) {
    if (isFault(error)) return findingOf(what, error);
    throw error;
  }
}

function summary(findings: readonly SetupFinding[], hasTarget: boolean) {
  const missing = findings.filter(({ is }) => is === "missing").length;
  const absent = findings.filter(({ is }) => is === "optional").length;
  if (missing > 0)
    return { ja: `必要なものが ${missing} 件足りません。`, en: `${missing} things that are needed are missing.` };
  if (absent > 0 && hasTarget)
    return {
      ja: `接続先を試験できます。このほか ${absent} 件が使えないか、まだ整っていません。`,
      en: `The target can be judged. ${absent} other things are not here, or not yet.`,
    };
  if (absent > 0)
    return {
      ja: `仮想の機器はすべて動きます。実機や外部ソフトに関わる ${absent} 件だけが使えません。`,
      en: `Everything virtual runs. ${absent} things for real devices or foreign software are not here.`,
    };
  return { ja: "すべて揃っています。", en: "Everything is here." };
}
