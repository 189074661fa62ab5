import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CASES } from "../../conformance/cases/all.ts";
import { plan } from "../../conformance/plan.ts";
import { htmlReport } from "../../conformance/report/html.ts";
import { ROLES } from "../../conformance/role.ts";
import type { Run } from "../../conformance/run.ts";
import { runPlan } from "../../conformance/runner.ts";
import { builtInBenches } from "../../scripts/built-in/benches.ts";
import { makeProducts } from "../../scripts/built-in/products.ts";
import { BUILT_IN_PROFILES } from "../../scripts/built-in/profiles.ts";
import { variantOf } from "../../scripts/built-in/variants.ts";
import { packageRoot } from "../../scripts/package-root.ts";
import { bundleOf } from "../../scripts/pages/bundles.ts";
import { sampleRun } from "../conformance/report/sample-run.ts";
import { CHROMIUM, openBrowser, openTab, shoot, violations } from "./browser.ts";
import { available } from "./needs.ts";

const folder = join(packageRoot(), "out", "report-page");
const ONLY = ["RDR-FAC-0001", "RDR-FAC-0002", "RDR-LAT-0001", "RDR-CNS-0005", "RCT-IMP-0002"];

/** Names as no register has them. */
const HOSTILE = `<img src=x onerror="hacked()"><script>hacked()</script>\u202Eokanah\u200F\u0000 半\uD800分\uDC00 ${"W".repeat(4000)}`;

/** The written report of a reader that takes every face for the holder's, on a desk, a tablet and a phone. */
describe.skipIf(!available(CHROMIUM))("the report of a product that fails", () => {
  let browser: Browser;
  const file = join(folder, "report.html");
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    const chosen = plan(CASES, BUILT_IN_PROFILES, { roles: ROLES, only: ONLY });
    const open = builtInBenches(makeProducts(), variantOf("M-RDR-FACE-ALWAYS"));
    const run = await runPlan(chosen, { open, profiles: BUILT_IN_PROFILES, seed: 1, clock: "virtual" });
    writeFileSync(file, htmlReport(run, { lang: "ja", view: await bundleOf("view") }));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const sidewards = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  /** What can be scrolled sideways, and nobody without a mouse gets to or is told of. */
  const unreachable = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>("main *")]
        .filter((element) => {
          const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
          const isWide = element.scrollWidth > element.clientWidth + 1;
          return scrolls && isWide && (element.tabIndex < 0 || !element.getAttribute("aria-label"));
        })
        .map((element) => element.outerHTML.slice(0, 100)),
    );
  /** Pixels of the first events' words that are in sight, and that should be. */
  const wordsInSight = (page: Page) =>
    page.evaluate(() => {
      const box = document.querySelector(".sequence-box")?.getBoundingClientRect();
      const titles = [...document.querySelectorAll(".event-title")].slice(0, 10);
      return titles.map((title) => {
        const { left, right } = title.getBoundingClientRect();
        const inSight = box ? Math.min(right, box.right) - Math.max(left, box.left) : 0;
        return { inSight, least: Math.min(title.scrollWidth, 160) };
      });
    });

  test.each([
    [1280, false, "ja"],
    [1280, true, "en"],
    [600, false, "ja"],
    [390, true, "en"],
    [390, false, "ja"],
  ] as const)("%i pixels wide, dark: %s, in %s", async (width, dark, lang) => {
    const { page, complaints } = await openTab(browser, pathToFileURL(file).href, { dark, width });
    if (lang === "en") await page.click("label[for=en]");
    expect(await sidewards(page)).toBe(0);
    expect(await unreachable(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    const failed = page.locator("article.fail").first();
    expect(await failed.innerText()).toMatch(/^(職員|staff)[\s\S]*(技術者|engineer)[\s\S]*(認証|certifier)/);
    await failed.locator("button.look").click();
    await failed.locator(".event").first().waitFor();
    await page.waitForTimeout(200);
    for (const { inSight, least } of await wordsInSight(page)) expect(inSight).toBeGreaterThanOrEqual(least);
    await failed.locator(".filters input").fill(lang === "ja" ? "顔照合の結果" : "face compared");
    await failed.locator(".event-title").first().click();
    expect(await failed.locator(".detail .clause").innerText()).toContain("docs/reader-protocol.md");
    expect(await failed.locator(".clock-kind").innerText()).toBe(lang === "ja" ? "モデル" : "model");
    expect(await sidewards(page)).toBe(0);
    expect(await unreachable(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
    await failed.locator(".trace-view").evaluate((view) => view.scrollIntoView());
    await shoot(page, `50-report-${width}-${lang}-${dark ? "dark" : "light"}`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("words that are markup, turned around, torn or endless stay text, and fit a phone", async () => {
    const product = { maker: HOSTILE, model: HOSTILE, version: HOSTILE };
    const says = { ja: HOSTILE, en: HOSTILE };
    const run = await sampleRun();
    const profile = run.profiles.reader;
    const spoilt: Run = {
      ...run,
      ...(profile ? { profiles: { reader: { ...profile, product } } } : {}),
      cases: run.cases.map((each) => ({ ...each, title: says, actual: says })),
      known: [{ id: "RDR-TST-0002", reason: HOSTILE, outcome: "failed" }],
      gaps: [{ id: "RDR-TST-0009", ...says }],
      findings: [{ is: "missing", what: says, found: HOSTILE, mend: says }],
    };
    const place = join(folder, "hostile.html");
    writeFileSync(place, htmlReport(spoilt, { lang: "ja" }));
    const { page, complaints } = await openTab(browser, pathToFileURL(place).href, { width: 390 });
    expect(await page.innerText("main")).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200F\u0000]|\p{Cs}/u);
    expect(await page.locator("img, main script").count()).toBe(0);
    expect(await sidewards(page)).toBe(0);
    await shoot(page, "51-report-hostile");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("two exchanges that are open at once do not share the names of their lines", async () => {
    const { page } = await openTab(browser, pathToFileURL(file).href);
    for (const nth of [0, 1]) await page.locator("button.look").nth(nth).click();
    await page.waitForFunction(() => document.querySelectorAll(".sequence-box").length === 2);
    await page.waitForTimeout(200);
    const ids = await page.$$eval(".event", (events) => events.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    await page.context().close();
  });
});
