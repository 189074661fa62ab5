import { withholdPersonal } from "../../conformance/evidence/withhold.ts";
import { Refusal } from "../../conformance/verify/refusal.ts";
import { readBounded } from "../../conformance/verify/read-file.ts";
import { type Verification, verifyEvidence } from "../../conformance/verify/verify.ts";
import { DeviceError, type Lang } from "../../device/errors.ts";
import { EXIT } from "../exit.ts";
import { published } from "../evidence-file.ts";
import { writeJson, writeText } from "../json-output.ts";
import { trustedKey } from "../lab-key.ts";
import type { Text } from "../say.ts";
import type { Verb } from "../verb.ts";

export const verify: Verb = {
  name: "verify",
  does: {
    ja: "証拠を、試験とは別のもうひとつの判定器で確かめる",
    en: "check evidence by a second judge, apart from the suite",
  },
  takes: {
    "<file>": { ja: "conform や start が --evidence で書いたもの", en: "what --evidence of conform or start wrote" },
  },
  options: {
    "--key <file>": {
      ja: "署名した人の公開鍵（PEM、既定はこの機械の鍵）",
      en: "public key of who signed it, as PEM (default: this machine's own)",
    },
    "--redact <out>": {
      ja: "個人に関わる項目を伏せた写しを書く（写しも verify で確かめられる）",
      en: "write a copy that withholds what is about persons, and can still be verified",
    },
    "--json [file]": { ja: "結果を JSON で出力", en: "write the result as JSON" },
  },
  run({ args: [file = ""], options: { key, redact, json }, lang }) {
    const trusted = trustedKey(typeof key === "string" ? key : undefined);
    if (!trusted) throw noKey();
    const told = examine(file, trusted);
    if (typeof json === "string" || json === true) writeJson(json, asJson(file, told));
    if (json !== true) console.log(said(told, lang));
    if (typeof redact === "string" && "verification" in told) writeText(redact, withholdPersonal(told.text));
    return Promise.resolve(statusOf(told));
  },
};

const noKey = () =>
  new DeviceError("config.invalid", {
    where: "--key",
    why: "nobody has told whose signature it is to bear: give the lab's public key (lab-key.pub.pem of its data folder)",
    ja: "誰の署名であるべきかが分かりません。試験機関の公開鍵（データフォルダーの lab-key.pub.pem）を指定してください",
  });

type Told = { readonly verification: Verification; readonly text: string } | { readonly refused: Text };

function examine(file: string, key: Parameters<typeof verifyEvidence>[1]): Told {
  try {
    const text = readBounded(file);
    return { verification: verifyEvidence(text, key, published()), text };
  } catch (error) {
    if (error instanceof Refusal) return { refused: { en: error.message, ja: error.ja } };
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new DeviceError("config.invalid", { where: file, why: code }, { cause: error });
  }
}

function statusOf(told: Told): number {
  if ("refused" in told) return EXIT.deviates;
  const { differences, sums, otherRules, withheld } = told.verification;
  if (differences.length + sums.length > 0) return EXIT.deviates;
  return otherRules.length + withheld > 0 ? EXIT.couldNotTell : EXIT.conforms;
}

const asJson = (file: string, told: Told) =>
  "refused" in told
    ? { file, authentic: false, agrees: false, refused: told.refused }
    : {
        file,
        authentic: true,
        agrees: told.verification.differences.length + told.verification.sums.length === 0,
        ...told.verification,
      };

function said(told: Told, lang: Lang): string {
  if ("refused" in told)
    return { ja: `証拠と認められません: ${told.refused.ja}。`, en: `Refused: ${told.refused.en}.` }[lang];
  const { keyid, environment, seed, cases, checks, differences, sums, withheld, otherRules } = told.verification;
  const judged = checks - withheld;
  const lines = [
    {
      ja: `署名は正しく、内容は変えられていません（鍵 ${keyid.slice(0, 16)}…）。`,
      en: `Signed and unchanged (key ${keyid.slice(0, 16)}…).`,
    },
    { ja: `作成: ${environment["made"] ?? "?"}、種 ${seed}`, en: `Made ${environment["made"] ?? "?"}, seed ${seed}.` },
    {
      ja: `試験 ${cases} 件の検査 ${judged} 件を判定し直し、食い違いは ${differences.length} 件です。`,
      en: `${judged} checks of ${cases} cases judged again, ${differences.length} differ.`,
    },
    ...differences.map(({ id, check, said: theirs, found }) => ({
      ja: `  ${id}${check === undefined ? "" : ` 検査 ${check + 1}`}: ${theirs.verdict} とあるが ${found.verdict}${found.reason ? `（${found.reason}）` : ""}`,
      en: `  ${id}${check === undefined ? "" : ` check ${check + 1}`}: said ${theirs.verdict}, found ${found.verdict}${found.reason ? ` (${found.reason})` : ""}`,
    })),
    ...sums.map((sum) => ({ ja: `  合計が合いません: ${sum}`, en: `  sums do not add up: ${sum}` })),
    ...(withheld > 0
      ? [
          {
            ja: `検査 ${withheld} 件は、伏せられた項目か、この判定器の知らない規則によるため判定できません。`,
            en: `${withheld} checks cannot be judged: they rest on what this copy withholds, or on a rule that this judge has not learnt.`,
          },
        ]
      : []),
    ...(otherRules.length > 0
      ? [
          {
            ja: `この版の docs/checks.json と異なる規則による試験: ${otherRules.join(", ")}`,
            en: `Judged by rules other than docs/checks.json of this version: ${otherRules.join(", ")}`,
          },
        ]
      : []),
  ];
  return lines.map((line) => line[lang]).join("\n");
}
