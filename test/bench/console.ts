import { gzipSync } from "node:zlib";
import type { Browser, Page } from "playwright-core";
import { bundleOf } from "../../scripts/pages/bundles.ts";
import { openBrowser } from "../system/browser.ts";
import { host } from "../system/hosting.ts";

/** Figures of the console in Debian's Chromium, headless: what they are held to, and what the browser does with an empty page. A kB is 1000 bytes. */
const MOST = { paint: 1500, bundle: 300_000, megabytes: 700 } as const;
const LEAST_FRAMES = 30;
const EVENTS = 100_000;
const ROUNDS = 5;

export async function consoleFigures(missed: string[]): Promise<void> {
  const [view, page, stream] = [await bundleOf("view"), await bundleOf("console"), await bundleOf("stream")];
  // File by file, as they are sent.
  const files = [view.script, view.style, page.script, page.style, stream.script];
  const size = files.reduce((sum, file) => sum + gzipSync(file).length, 0);
  console.log(`console: all bundles ${size} bytes gzip (at most ${MOST.bundle})`);
  if (size > MOST.bundle) missed.push("console bundle");
  const browser = await openBrowser();
  try {
    await firstPaint(browser, missed);
    await hundredThousand(browser, view, missed);
  } finally {
    await browser.close();
  }
}

/** From navigation to the first text, in a browser that has never been here; beside an empty page of the same server. */
async function firstPaint(browser: Browser, missed: string[]): Promise<void> {
  const served = await host("serve");
  const [ours, empty]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await paintOf(browser, served.ready["console"] ?? "", ".panel h2"));
    empty.push(await paintOf(browser, `data:text/html,<p>${round}`, "p"));
  }
  await served.end();
  const middle = median(ours);
  console.log(
    `console: first paint ${middle.toFixed(0)} ms (${spread(ours)}; at most ${MOST.paint}); an empty page ${median(empty).toFixed(0)} ms (${spread(empty)})`,
  );
  if (middle > MOST.paint) missed.push("console first paint");
}

/** Until what the page is for has been painted: the line that says that it loads is none. */
async function paintOf(browser: Browser, url: string, place: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1360, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript((wanted) => {
    new MutationObserver((_, self) => {
      if (!document.querySelector(wanted)) return;
      self.disconnect();
      // The frame after the one that has it.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => Object.assign(globalThis, { paintedAt: performance.now() })),
      );
    }).observe(document, { childList: true, subtree: true });
  }, place);
  await page.goto(url);
  const painted = await page.waitForFunction(() => (globalThis as { paintedAt?: number }).paintedAt);
  const at = Number(await painted.jsonValue());
  await context.close();
  return at;
}

/** Opens a trace of that many events and scrolls through it, a screen a frame; beside the frames of a page that does nothing. */
async function hundredThousand(
  browser: Browser,
  view: { script: string; style: string },
  missed: string[],
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
  const idle = await framesOf(page, false);
  await page.addStyleTag({ content: view.style });
  await page.addScriptTag({ content: view.script });
  const opened = await page.evaluate(async (count) => {
    const begun = performance.now();
    const kinds = [
      { channel: "host", is: "received", bytes: "ff530980040000000781010c".slice(0, 24) },
      { channel: "card", is: "command", bytes: "00b0000000" },
      { channel: "card", is: "response", bytes: `${"5a".repeat(64)}9000` },
      { channel: "panel", is: "shown", screen: "enterPin", triesLeft: 3 },
    ];
    const events = Array.from({ length: count }, (_, seq) => ({
      seq,
      at: 1e15 + seq * 731,
      ...kinds[seq % kinds.length],
    }));
    const blob = new Blob([JSON.stringify({ shikaku: "trace", version: 1, events })]);
    document.body.innerHTML = '<div id="place"></div>';
    const { shikakuView } = globalThis as unknown as {
      shikakuView: { file(place: Element | null, lang: string, content: { name: string; blob: Blob }): void };
    };
    shikakuView.file(document.getElementById("place"), "ja", { name: "trace.json", blob });
    while (!document.querySelector(".event")) await new Promise(requestAnimationFrame);
    return performance.now() - begun;
  }, EVENTS);
  const frames = await framesOf(page, true);
  const { rows } = await page.evaluate(() => ({
    rows: document.querySelectorAll(".event").length,
  }));
  const megabytes = await heapOf(page);
  await page.close();
  console.log(
    `console: ${EVENTS} events open in ${(opened / 1000).toFixed(1)} s, scroll at ${frames.toFixed(0)} frames/s (at least ${LEAST_FRAMES}; the page at rest ${idle.toFixed(0)}), ${rows} rows in the page, ${megabytes.toFixed(0)} MB of heap (at most ${MOST.megabytes})`,
  );
  if (frames < LEAST_FRAMES) missed.push("console frames");
  if (megabytes > MOST.megabytes) missed.push("console memory");
}

/** What script holds, garbage taken away; the page's own figure is a rough one. */
async function heapOf(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("Performance.enable");
  const { metrics } = await devtools.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Infinity) / 1e6;
}

const framesOf = (page: Page, scroll: boolean): Promise<number> =>
  page.evaluate(async (moves) => {
    const box = document.querySelector(".sequence-box");
    const begun = performance.now();
    let frames = 0;
    while (performance.now() - begun < 3000) {
      if (moves && box) box.scrollTop = (box.scrollTop + 997) % (box.scrollHeight - 1000);
      await new Promise(requestAnimationFrame);
      frames++;
    }
    return frames / 3;
  }, scroll);

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const spread = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}`;
