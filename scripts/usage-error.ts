import type { CommanderError } from "commander";
import type { Lang } from "../device/errors.ts";
import type { Text } from "./say.ts";

/** What commander found wrong with a command line, in the person's language and with what to do next. */
export function usageError({ code, message }: CommanderError, lang: Lang): string {
  const [, name = ""] = /'([^']*)'/.exec(message) ?? [];
  const found = FOUND[code]?.(name)[lang] ?? message.replace(/^error: /, "").split("\n", 1)[0] ?? "";
  const [, meant] = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message) ?? [];
  const near = meant === undefined ? "" : NEAR(meant)[lang];
  return `${found}${near}${NEXT[lang]}`;
}

const FOUND: Readonly<Record<string, (name: string) => Text>> = {
  "commander.missingArgument": (name) => ({ ja: `<${name}> が足りません`, en: `<${name}> is missing` }),
  "commander.optionMissingArgument": (name) => ({ ja: `${name} に値がありません`, en: `${name} has no value` }),
  "commander.unknownOption": (name) => ({ ja: `${name} という指定はありません`, en: `there is no option ${name}` }),
  "commander.unknownCommand": (name) => ({ ja: `${name} という動詞はありません`, en: `there is no verb ${name}` }),
  "commander.excessArguments": (name) => ({ ja: `${name} の引数が多すぎます`, en: `too many arguments for ${name}` }),
};

const NEAR = (meant: string): Text => ({ ja: `（${meant} ではありませんか）`, en: ` (did you mean ${meant}?)` });

const NEXT: Text = { ja: "。書き方は --help で確かめてください", en: "; --help shows how it is written" };
