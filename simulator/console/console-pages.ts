/** One script and one style sheet, as they were built. */
export interface Bundle {
  readonly script: string;
  readonly style: string;
}

export interface ConsoleBundles {
  /** What reports and the console show alike: defines `shikakuView`. */
  readonly view: Bundle;
  readonly console: Bundle;
  /** What all pages of one browser share: its script. */
  readonly stream: Bundle;
}

/**
 * The console's files by their paths. The page is the same for everyone and holds nothing of the counter: whatever is shown it asks of
 * the control API, from the same origin. Nothing on it may run but these scripts.
 */
export function consolePages({ view, console, stream }: ConsoleBundles): (path: string) => Response | undefined {
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    "/": ["text/html", PAGE],
    "/view.js": ["text/javascript", view.script],
    "/console.js": ["text/javascript", console.script],
    "/stream.js": ["text/javascript", stream.script],
    "/view.css": ["text/css", view.style],
    "/console.css": ["text/css", console.style],
    "/icon.svg": ["image/svg+xml", ICON],
  };
  return (path) => {
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (!file) return undefined;
    const [type, text] = file;
    return new Response(text, {
      headers: {
        "content-type": `${type}; charset=utf-8`,
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "cache-control": "no-cache",
      },
    });
  };
}

const POLICY = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

const PAGE = `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>資格 shikaku</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/view.css" data-view>
<link rel="stylesheet" href="/console.css">
<script src="/view.js" defer></script>
<script src="/console.js" defer></script>
</head>
<body>
<div id="console"><p>読み込んでいます。進まないときは、shikaku serve が動いているか確かめ、画面を読み込み直してください。<br><span lang="en">Loading. If nothing comes, see whether shikaku serve still runs, and load this page anew.</span></p></div>
<noscript>この画面には JavaScript が必要です。同じことは制御 API（/openapi.json）でもできます。 This page needs JavaScript; the control API (/openapi.json) does the same.</noscript>
</body>
</html>
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5f4a"/><rect x="6" y="9" width="20" height="14" rx="2.5" fill="none" stroke="#fff" stroke-width="2"/><circle cx="12" cy="15" r="2.4" fill="#fff"/><path d="M17 14h6M17 18h6M9 20h6" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/></svg>`;
