import { createHash } from "node:crypto";
import type { Lang } from "../../device/errors.ts";
import type { Run } from "../run.ts";
import * as part from "./html-sections.ts";
import { STYLE } from "./html-style.ts";
import { storedRun } from "./stored-run.ts";

/** What lets a reader of the page look into the traces, as it was built: `scripts` hands it in. */
export interface ReportView {
  readonly script: string;
  readonly style: string;
}

/**
 * The report as one page that needs nothing else: both languages in it, switched by style alone, fit to print. With a view the traces lie
 * in it too; without script it stays the same page on paper, and its policy lets nothing run but that one script.
 */
export function htmlReport(
  run: Run,
  { lang, strict = false, view }: { readonly lang: Lang; readonly strict?: boolean; readonly view?: ReportView },
): string {
  const choice = (code: Lang) =>
    `<input class="language" type="radio" name="language" id="${code}"${code === lang ? " checked" : ""}>`;
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>shikaku 資格</title>${view ? `\n${policy(view)}` : ""}
<style>${styleOf(view)}</style>
</head>
<body>
${choice("ja")}${choice("en")}
<main class="report">
<nav><label for="ja" lang="">日本語</label><label for="en" lang="">English</label></nav>
${part.head(run, strict)}
${part.setup(run)}
${part.troubles(run)}
${part.knownFailing(run)}
${part.latencies(run)}
${part.clauses(run)}
${part.protocol(run)}
${part.cases(run)}
${part.assumptions(run)}
</main>${view ? embedded(run, strict, view) : ""}
</body>
</html>
`;
}

const styleOf = (view: ReportView | undefined): string => (view ? `${view.style}\n${STYLE}` : STYLE);

/** Data first: the script looks for them as soon as it runs. Nothing in them can end the element. */
const embedded = (run: Run, strict: boolean, { script }: ReportView): string => `
<script type="application/json" id="run">${JSON.stringify({ shikaku: "run", version: 1, run: storedRun(run, strict) }).replace(/</g, "\\u003c")}</script>
<script>${closedIn(script)}</script>`;

const policy = (view: ReportView): string =>
  `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${digest(styleOf(view))}'; script-src 'sha256-${digest(closedIn(view.script))}'">`;

/** A string in the script that would end its element. */
const closedIn = (script: string): string => script.replace(/<\/(script)/gi, "<\\/$1");

const digest = (text: string): string => createHash("sha256").update(text).digest("base64");
