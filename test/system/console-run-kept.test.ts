import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, openBrowser, openTab, shoot, violations } from "./browser.ts";
import { host, type Hosting } from "./hosting.ts";
import { available } from "./needs.ts";

/** A run outlives the page that began it; and where it does not outlive its server, that is said. */
describe.skipIf(!available(CHROMIUM))("a run and the pages that come and go", () => {
  let browser: Browser;
  let served: Hosting;
  beforeAll(async () => {
    browser = await openBrowser();
    served = await host("serve");
  });
  afterAll(async () => {
    await browser.close();
    if (served.child.exitCode === null && !served.child.killed) await served.end();
  });

  const address = () => `${served.ready["console"] ?? ""}#conformance`;
  const begin = async (page: Page, isByHand: boolean) => {
    if (isByHand) await page.check('.order label:has-text("操作を人に尋ねる") input');
    await page.click('.order button:has-text("実行する")');
    await page.waitForSelector(isByHand ? ".question pre" : ".run progress", { timeout: 60_000 });
  };
  const runs = async () =>
    ((await (await fetch(`${served.ready["control"] ?? ""}/runs`)).json()) as { runs: { run: string; is: string }[] })
      .runs;

  test("a page that is loaded anew, or opened elsewhere, goes on with the run under way to its end", async () => {
    const { page } = await openTab(browser, address());
    await begin(page, true);
    const question = await page.innerText(".question pre");
    await page.reload();
    await page.waitForSelector(".question pre");
    expect(await page.innerText(".question pre")).toBe(question);
    expect(await page.isDisabled('.order button:has-text("実行する")')).toBe(true);
    const other = await openTab(browser, address());
    await other.page.waitForSelector(".question pre");
    await other.page.click('.run > button:has-text("中断する")');
    for (const each of [page, other.page]) {
      await each.waitForSelector('.run h2:has-text("中断しました")', { timeout: 60_000 });
      await each.waitForSelector(".report .counts");
    }
    expect((await runs()).map(({ is }) => is)).toEqual(["stopped"]);
    await other.page.context().close();
    await page.context().close();
  });

  test("a run that ended while nobody looked shows its verdicts to the page that began it", async () => {
    const { page } = await openTab(browser, address());
    await begin(page, false);
    await page.goto("about:blank");
    await expect.poll(async () => (await runs()).at(-1)?.is, { timeout: 110_000 }).toBe("ended");
    await page.goto(address());
    await page.waitForSelector('.run h2:has-text("終了")');
    await page.waitForSelector(".report .counts");
    await page.context().close();
  });

  test("a file that a person opened stays, whatever runs elsewhere", async () => {
    const { page } = await openTab(browser, address());
    const file = { name: "mine.json", mimeType: "application/json", buffer: Buffer.from("{}") };
    await page.setInputFiles(".order input[type=file]", file);
    await page.waitForSelector('.complaint:has-text("mine.json")');
    const other = await openTab(browser, address());
    await begin(other.page, true);
    // Longer than this page waits between two looks.
    await page.waitForTimeout(4000);
    expect(await page.locator('.complaint:has-text("mine.json")').count()).toBe(1);
    // Whoever wants to run something is shown what is in the way.
    await page.click('.order button:has-text("実行する")');
    await page.waitForSelector('.notice.bad:has-text("実行中の試験があります")');
    await page.waitForSelector(".question pre");
    await page.click('.run > button:has-text("中断する")');
    await page.waitForSelector('.run h2:has-text("中断しました")', { timeout: 60_000 });
    await other.page.context().close();
    await page.context().close();
  });

  test("a question is wholly in sight on a narrow screen in large type, and a server ends though nobody answers it", async () => {
    const own = await host("serve");
    const { page } = await openTab(browser, `${own.ready["console"] ?? ""}#conformance`, { width: 390, height: 844 });
    await begin(page, true);
    for (const size of ["", "-large"]) {
      if (size) await page.click(".top .type-size");
      expect({ size, wide: await page.evaluate(() => document.documentElement.scrollWidth - innerWidth) }).toEqual({
        ...{ size, wide: 0 },
      });
      const out = await page.$$eval(".run *", (all) =>
        all.filter((one) => one.getBoundingClientRect().right > innerWidth),
      );
      expect(out).toEqual([]);
      await shoot(page, `26-question-narrow${size}`);
    }
    const begun = Date.now();
    expect(await own.end()).toBe(0);
    expect(Date.now() - begun).toBeLessThan(20_000);
    await page.context().close();
  });

  test("a server that is started again in the middle: its page says that the run is lost, and so does one loaded anew", async () => {
    const { page } = await openTab(browser, address());
    const { port } = new URL(served.ready["console"] ?? "");
    await begin(page, true);
    served.child.kill("SIGKILL");
    await page.waitForSelector('.run .notice:has-text("返事がありません")', { timeout: 30_000 });
    await shoot(page, "29-run-unanswered");
    served = await host("serve", "--port", port);
    await page.waitForSelector('.run h2:has-text("実行は失われました")', { timeout: 60_000 });
    expect(await page.innerText(".run .notice")).toContain("もう一度実行してください");
    expect(await page.locator(".question").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.click(".top .language");
    expect(await page.innerText(".run")).toMatch(/The run is lost[\s\S]*Run it once more/);
    await shoot(page, "29-run-lost");
    await page.click(".top .language");
    await begin(page, false);

    await page.goto("about:blank");
    served.child.kill("SIGKILL");
    served = await host("serve", "--port", port);
    await page.goto(address());
    await page.waitForSelector('.run h2:has-text("実行は失われました")');
    await page.context().close();
  });
});
