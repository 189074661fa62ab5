import { CASES } from "../../conformance/cases/all.ts";
import { REASONS } from "../../conformance/catalog/reasons.data.ts";
import { type Change, replayRun } from "../../conformance/evidence/replay.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import { readStoredRun } from "../stored-run.ts";
import type { Verb } from "../verb.ts";

export const replay: Verb = {
  name: "replay",
  does: {
    ja: "証拠として残した実行を今の規則で判定し直し、変わった判定を理由とともに示す",
    en: "judge a stored run by today's rules, and list the verdicts that change with their reasons",
  },
  takes: {
    "<file>": { ja: "conform や start が --evidence で書いたもの", en: "what --evidence of conform or start wrote" },
  },
  options: {
    "--key <file>": {
      ja: "署名した人の公開鍵（PEM、既定はこの機械の鍵）",
      en: "public key of who signed it, as PEM (default: this machine's own)",
    },
    "--json [file]": { ja: "結果を JSON で出力", en: "write the result as JSON" },
  },
  run({ args: [file = ""], options: { key, json }, lang }) {
    const { profiles, cases } = readStoredRun(file, typeof key === "string" ? key : undefined);
    const changes = replayRun(cases, profiles, CASES, file);
    if (typeof json === "string" || json === true) writeJson(json, { file, cases: cases.length, changes });
    if (json !== true) {
      console.log(
        {
          ja: `試験 ${cases.length} 件を今の規則で判定し直しました。変わった判定は ${changes.length} 件です。`,
          en: `${cases.length} cases judged by today's rules, ${changes.length} verdicts change.`,
        }[lang],
      );
      for (const change of changes) console.log(`  ${changeLine(change, lang)}`);
    }
    const untold = changes.some(({ is }) => is === "gone" || is === "withheld");
    const changed = changes.some(({ is }) => is !== "gone" && is !== "withheld");
    return Promise.resolve(changed ? EXIT.deviates : untold ? EXIT.couldNotTell : EXIT.conforms);
  },
};

/** `RCT-IMP-0001  pass → fail (import.missing): …` */
export function changeLine({ id, was, wasReason, is, reason, because }: Change, lang: "ja" | "en"): string {
  const then = `${was}${wasReason === undefined ? "" : ` (${wasReason})`}`;
  const now = `${is}${reason === undefined ? "" : ` (${reason})`}`;
  const why = because ?? (reason ? REASONS[reason].what : undefined);
  return `${id}  ${then} → ${now}${why ? `: ${why[lang]}` : ""}`;
}
