import { readShard } from "../../conformance/plan.ts";
import type { Role } from "../../conformance/role.ts";
import { TARGET_FORMS } from "../../conformance/target.ts";
import { DeviceError } from "../../device/errors.ts";
import { conduct } from "../conduct.ts";
import type { Verb } from "../verb.ts";

/** What `all` means: the three a vendor brings, and the self-checks of our own parts. */
export const ROLES_OF_ALL: readonly Role[] = ["reader", "generic", "receipt", "terminal", "central"];
const SELECTABLE: readonly string[] = [...ROLES_OF_ALL, "all"];

const FORMS = Object.values(TARGET_FORMS).join(" | ");

export const conform: Verb = {
  name: "conform",
  does: { ja: "製品を試験する", en: "judge a product" },
  takes: {
    "<role>": {
      ja: "reader | generic | receipt | all（terminal と central は内蔵部品の自己検査）",
      en: "reader | generic | receipt | all (terminal and central: self-checks of the built-in parts)",
    },
  },
  options: {
    "--target <target>": {
      ja: `製品の在りか（省略時は内蔵の製品）: ${FORMS}`,
      en: `where the product is (default: the built-in one): ${FORMS}`,
    },
    "--profile <file>": {
      ja: "製品の申告（既定は内蔵の製品のもの）",
      en: "what the product declares of itself (default: the built-in one's)",
    },
    "--cast <file>": {
      ja: "試験で使う人とカード（既定は内蔵のペルソナ）",
      en: "the persons and cards of the test (default: the built-in personas)",
    },
    "--operator <how>": {
      ja: "人の操作を誰が行うか: virtual | dialog | 制御APIのURL",
      en: "who moves the hands: virtual | dialog | URL of a control API",
    },
    "--smoke": { ja: "要所だけの短い試験", en: "only the short set that touches everything once" },
    "--only <ids>": { ja: "この試験だけ（コンマ区切り）", en: "only these cases, separated by commas" },
    "--seed <n>": { ja: "乱数の種（既定 1）", en: "seed of all chance (default 1)" },
    "--shard <i/n>": { ja: "n 分割の i 番目だけ", en: "only the i-th of n parts" },
    "--strict": { ja: "注意・要確認も適合としない", en: "warnings and reviews do not conform either" },
    "--dry-run": { ja: "予定だけを示す", en: "only show what would be done" },
    "--known-failing <file>": {
      ja: "失敗が分かっている試験の一覧（理由つき）",
      en: "cases that are known to fail, each with its reason",
    },
    "--resume <file>": {
      ja: "途中経過をここに書き、あればその続きから始める",
      en: "keep the progress in this file, and go on from it where it is there",
    },
    "--json [file]": { ja: "結果を JSON で出力", en: "write the result as JSON" },
    "--junit <file>": { ja: "結果を JUnit XML で書く", en: "write the result as JUnit XML" },
    "--evidence <file>": {
      ja: "署名付きの証拠を書く（verify で確かめられる）",
      en: "write signed evidence, for verify",
    },
    "--key <file>": {
      ja: "署名する鍵（PEM、既定はこの機械の鍵で、初回に作る）",
      en: "the key that signs it, as PEM (default: this machine's own, made on first use)",
    },
    "--html <file>": { ja: "報告書を HTML で書く", en: "write the report as HTML" },
  },
  run({ args: [role = ""], options, lang }) {
    if (!SELECTABLE.includes(role)) {
      const forms = SELECTABLE.join(", ");
      throw new DeviceError("call.misuse", {
        why: `there is nothing called ${role} to judge; it is one of ${forms}`,
        ja: `${role} という試験対象はありません。次のいずれかです: ${forms}`,
      });
    }
    const { only, shard, json } = options;
    const text = (name: string) => (typeof options[name] === "string" ? { [name]: options[name] } : {});
    return conduct({
      selection: {
        roles: role === "all" ? ROLES_OF_ALL : [role as Role],
        ...(options["smoke"] === true ? { smoke: true } : {}),
        ...(typeof only === "string" ? { only: only.split(",").flatMap((id) => id.trim() || []) } : {}),
        ...(typeof shard === "string" ? { shard: readShard(shard) } : {}),
      },
      seed: readSeed(options["seed"]),
      lang,
      strict: options["strict"] === true,
      dryRun: options["dryRun"] === true,
      ...text("target"),
      ...text("profile"),
      ...text("cast"),
      ...text("operator"),
      ...text("knownFailing"),
      ...text("resume"),
      ...text("junit"),
      ...text("html"),
      ...text("evidence"),
      ...text("key"),
      ...(typeof json === "string" || json === true ? { json } : {}),
    });
  },
};

/** A whole number from 0; nothing is 1. */
export function readSeed(text: string | boolean | undefined): number {
  if (typeof text !== "string") return 1;
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new DeviceError("call.misuse", {
    why: `${text} is no seed: write a whole number from 0`,
    ja: `${text} は種になりません。0 以上の整数を書いてください`,
  });
}
