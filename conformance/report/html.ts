import type { Lang } from "../../device/errors.ts";
import type { Run } from "../run.ts";
import * as part from "./html-sections.ts";
import { STYLE } from "./html-style.ts";

/** The report as one page that needs nothing else: both languages in it, switched by style alone, fit to print. */
export function htmlReport(
  run: Run,
  { lang, strict = false }: { readonly lang: Lang; readonly strict?: boolean },
): string {
  const choice = (code: Lang) =>
    `<input class="language" type="radio" name="language" id="${code}"${code === lang ? " checked" : ""}>`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>shikaku 資格</title>
<style>${STYLE}</style>
</head>
<body>
${choice("ja")}${choice("en")}
<main>
<nav><label for="ja" lang="">日本語</label><label for="en" lang="">English</label></nav>
${part.head(run, strict)}
${part.setup(run)}
${part.troubles(run)}
${part.knownFailing(run)}
${part.latencies(run)}
${part.clauses(run)}
${part.cases(run)}
${part.assumptions(run)}
</main>
</body>
</html>
`;
}
