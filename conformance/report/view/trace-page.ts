import type { TraceEvent } from "../../../device/trace.ts";
import type { Lang } from "./language.ts";
import { traceFile } from "./trace-file.ts";

/** Script and style of this view, as they stand in a page. */
export interface ViewSource {
  readonly script: string;
  readonly style: string;
}

/**
 * A trace as one page that shows itself: whoever is handed it needs a browser and nothing else, and whoever runs the console opens it there
 * as any other trace. `nonce` is nobody's to guess: nothing else in the page may run. In parts, since a trace may be longer than a string.
 */
export function tracePage(
  events: readonly TraceEvent[],
  { script, style }: ViewSource,
  { lang, nonce }: { readonly lang: Lang; readonly nonce: string },
): string[] {
  const choice = (code: Lang) =>
    `<input class="language" type="radio" name="language" id="${code}"${code === lang ? " checked" : ""}>`;
  return [
    `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>shikaku 資格</title>
<style nonce="${nonce}">${style.replace(/<\//g, "<\\/")}</style>
</head>
<body>
${choice("ja")}${choice("en")}
<main class="trace-alone">
<nav><label for="ja" lang="">日本語</label><label for="en" lang="">English</label></nav>
<h1><span lang="ja">記録</span><span lang="en">Trace</span></h1>
<div id="trace-place"></div>
<noscript>${NEEDS_SCRIPT}</noscript>
</main>
<script type="application/json" id="trace">`,
    traceFile(events).replace(/</g, "\\u003c"),
    `</script>
<script nonce="${nonce}">`,
    script.replace(/<\/(script)/gi, "<\\/$1"),
    `</script>
</body>
</html>
`,
  ];
}

const NEEDS_SCRIPT = "この記録を見るには JavaScript が必要です。 This trace needs JavaScript to be shown.";
