#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import stringWidth from "string-width";
import { DeviceError, isFault, type Lang } from "../device/errors.ts";
import { endDespitePcsc } from "../device/io/pcsc.ts";
import { EXIT } from "./exit.ts";
import { packageVersion } from "./package-root.ts";
import { languageOf } from "./say.ts";
import { usageError } from "./usage-error.ts";
import { VERBS } from "./verbs.ts";

/** `--lang` is read before anything else, since the help itself is in that language. */
function language(argv: readonly string[]): Lang {
  const at = argv.findIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const asked = at < 0 ? undefined : (argv[at]?.split("=")[1] ?? argv[at + 1]);
  if (asked === undefined) return languageOf(process.env);
  if (asked === "ja" || asked === "en") return asked;
  console.error(`shikaku: --lang ${asked}: ja | en`);
  process.exit(EXIT.usage);
}

// Whoever reads our output may stop reading, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? EXIT.couldNotTell : 1),
);

const lang = language(process.argv);

function sayBroken(error: unknown): void {
  const why = error instanceof Error ? error.message : "an error that is none";
  console.error(`shikaku: ${new DeviceError("suite.broken", { why }).say(lang)}`);
  if (process.env["SHIKAKU_DEBUG"] && error instanceof Error) console.error(error.stack);
}

// Nobody waits for what broke, and node's own status for it would say that the product deviates. A run ends itself, with its reports.
process.on("uncaughtException", (error) => {
  if (process.listenerCount("uncaughtException") > 1) return;
  sayBroken(error);
  process.exit(EXIT.couldNotTell);
});
// A promise that nothing can settle any more, such as one at the top of a vendor's module, is neither a verdict nor node's own 13.
process.exitCode = EXIT.couldNotTell;
let ended = false;
process.once("beforeExit", () => {
  if (!ended) sayBroken(new Error("nothing is left that could go on"));
});
const LANG_OPTION = { ja: "表示言語（既定は環境変数から）", en: "language (default: from the environment)" };

const program = new Command("shikaku")
  .description(
    {
      ja: "資格: オンライン資格確認の試験台。リーダー、カード、端末、中央システムを再現し、製品を判定します。",
      en: "A test bench for Japan's online eligibility verification: readers, cards, terminal, central system, and a suite that judges them.",
    }[lang],
  )
  .version(packageVersion())
  .configureHelp({ displayWidth: stringWidth })
  .option("--lang <ja|en>", LANG_OPTION[lang])
  .showSuggestionAfterError()
  // Said at the end, in the language that was asked for.
  .configureOutput({ outputError: () => undefined })
  .exitOverride();

for (const verb of VERBS) {
  const command = program.command(verb.name).description(verb.does[lang]).exitOverride();
  for (const [form, meaning] of Object.entries(verb.takes)) command.argument(form, meaning[lang]);
  for (const [form, meaning] of Object.entries(verb.options)) command.option(form, meaning[lang]);
  command.option(
    "--lang <ja|en>",
    { ja: "表示言語（既定は環境変数から）", en: "language (default: from the environment)" }[lang],
  );
  command.action(async (...args: unknown[]) => {
    // commander hands over the arguments, then the options, then the command itself.
    const options = args.at(-2) as Readonly<Record<string, string | boolean | undefined>>;
    process.exitCode = await verb.run({ args: args.slice(0, -2) as (string | undefined)[], options, lang });
  });
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : EXIT.usage;
    if (error.exitCode !== 0 && error.code !== "commander.help") console.error(`shikaku: ${usageError(error, lang)}`);
  } else if (isFault(error)) {
    console.error(`shikaku: ${error.say(lang)}`);
    process.exitCode = error.act === "caller" || error.fault === "config.invalid" ? EXIT.usage : EXIT.couldNotTell;
  } else {
    // Never the status of a product that deviates: this is a bug of ours, and says nothing about any product.
    sayBroken(error);
    process.exitCode = EXIT.couldNotTell;
  }
} finally {
  ended = true;
  await endDespitePcsc(process.exitCode);
}
