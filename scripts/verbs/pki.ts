import { DeviceError } from "../../device/errors.ts";
import { EXIT } from "../exit.ts";
import { writeJson } from "../json-output.ts";
import { writePki } from "../pki/write-pki.ts";
import type { Verb } from "../verb.ts";
import { readSeed } from "./conform.ts";

export const pki: Verb = {
  name: "pki",
  does: {
    ja: "試験用の認証局・証明書・失効リストと、わざと誤った証明書をフォルダーに書き出す",
    en: "write the test authorities, certificates and revocation lists, and certificates that are wrong on purpose",
  },
  takes: { "<dir>": { ja: "書き出すフォルダー", en: "the folder to write" } },
  options: {
    "--at <time>": { ja: "基準の日時（ISO 8601、既定は今）", en: "the moment they are of, ISO 8601 (default now)" },
    "--seed <n>": { ja: "乱数の種（既定 1）", en: "seed of all chance (default 1)" },
    "--json [file]": { ja: "目次を JSON で出力", en: "write the index as JSON" },
  },
  run({ args, options, lang }) {
    const [folder = ""] = args;
    const at = momentOf(options["at"]);
    const seed = readSeed(options["seed"]);
    const index = writePki(folder, { at, seed });
    const json = options["json"];
    if (json !== undefined) writeJson(json, index);
    if (json === true) return Promise.resolve(EXIT.conforms);
    const rows = index.files;
    const wrong = rows.filter(({ kind }) => kind === "shelf").length;
    console.log(
      {
        ja: `${folder}: 証明書と失効リスト ${rows.length - wrong} 件、誤りのある証明書 ${wrong} 件（目次: index.json）。鍵はすべて公開の試験用です。`,
        en: `${folder}: ${rows.length - wrong} certificates and lists, ${wrong} wrong on purpose (see index.json). All keys are public test keys.`,
      }[lang],
    );
    return Promise.resolve(EXIT.conforms);
  },
};

/** Microseconds. */
function momentOf(option: string | boolean | undefined): number {
  const at = typeof option === "string" ? Date.parse(option) : Date.now();
  const year = new Date(at).getUTCFullYear();
  if (year >= 2000 && year < 2100) return at * 1000;
  throw new DeviceError("config.invalid", {
    where: "--at",
    why: "it wants a moment between 2000 and 2099, such as 2026-04-01T09:00:00+09:00",
    ja: "2000 年から 2099 年までの日時を指定してください（例: 2026-04-01T09:00:00+09:00）",
  });
}
