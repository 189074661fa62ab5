import type { Lang } from "../device/errors.ts";

export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** Japanese for a Japanese environment, English for any other; `--lang` overrides. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Lang {
  return (env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "").toLowerCase().startsWith("ja") ? "ja" : "en";
}
